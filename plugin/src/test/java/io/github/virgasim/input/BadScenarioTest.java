// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are told about a broken topology, workload, trace or setting in a scenario. */
class BadScenarioTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copyValidFiles() {
        BrokenFiles.copyTo(folder);
    }

    @Test
    void theUnbrokenFilesAreValid() {
        assertEquals(
                3,
                Scenarios.read(folder.resolve("scenario.yaml"))
                        .topology()
                        .sites()
                        .size());
        assertEquals(
                3,
                Scenarios.read(folder.resolve("scenario.yaml")).disturbances().size());
        assertEquals("replay", Scenarios.read(folder.resolve("replay.yaml")).name());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            scenario: valid       | senario: valid             | 'senario'                | is unknown here     | known keys are catalog, catalog_extension, classes, clients
            sites:                | sights:                    | 'sights'                 | is unknown here     | known keys are catalog, catalog_extension, classes, clients
            name: edge            | name: dc                   | sites[1].name            | 'dc'                | must not appear twice
            count: 2              | count: 2.5                 | sites[1].count           | '2.5'               | must be a whole number
            count: 2              | count: -2                  | sites[1].count           | '-2'                | at least 1
            tier: edge            | tier: egde                 | sites[1].tier            | 'egde'              | must be one of: central-office, data-center, edge
            to: dc                | to: datacenter             | sites[1].uplink.to       | 'datacenter'        | must be one of: dc, edge
            delay_ms: 5           | delay_ms: -5               | sites[1].uplink.delay_ms | '-5'                | at least 0
            delay_ms: 5           | delay: 5                   | sites[1].uplink.delay    | is unknown here     | known keys are bandwidth_mbps, delay_ms
            _mbps: 1000           | _mbps: 0                   | uplink.bandwidth_mbps    | '0'                 | above 0
            client_weight: 1      | client_weight: .inf        | sites[1].client_weight   | '.inf'              | must be a number
            device: board         | device: bord               | workers[0].device        | 'bord'              | must be one of: board, card
            [small, large]        | [small, reader]            | workers[0].models[1]     | 'reader'            | model on device board must be one of: small, large
            [small, large]        | []                         | workers[0].models        | must not be         | an empty list
            mib: 3000             | mib: 9000                  | workers[0].gpu_memory_mib| '9000'              | above 0 and at most 4096
            poisson               | poison                     | clients.arrivals         | 'poison'            | must be one of: on-off, poisson, profile, recorded, trace
            lambda_per_min: 30    | lambda_per_min: 0          | clients.lambda_per_min   | '0'                 | above 0
            lambda_per_min: 30    | lamda_per_min: 30          | clients.lamda_per_min    | is unknown here     | known keys are arrivals, lambda_per_min
            name: assistant       | name: camera               | classes[1].name          | 'camera'            | must not appear twice
            task: answering       | task: singing              | classes[1].task          | 'singing'           | must be one of: answering, detection, listening
            share: 2              | share: two                 | classes[0].share         | 'two'               | must be a number
            periodic              | periodical                 | classes[0].queries       | 'periodical'        | must be one of: periodic, poisson, trace
            rate_qps: 10          | queries_file: gaps.csv     | classes[0].queries_file  | 'gaps.csv'          | must be left out where queries are periodic
            rate_qps: 10          | rate_qps: 0                | classes[0].rate_qps      | '0'                 | above 0
            queries_file: gaps    | queries_file: gasp         | gasp.csv                 | no such file        | scenario.yaml
            deadline_ms: 100      | deadline_ms: 0             | classes[0].deadline_ms   | '0'                 | above 0
            deadline_ms: 100      | deadline_ms: [100]         | classes[0].deadline_ms   | must be             | a plain value
            min_accuracy: 30      | min_accuracy: 100.5        | classes[0].min_accuracy  | '100.5'             | at most 100
            mean_lifetime_s: 60   | mean_lifetime_s: 60 s      | mean_lifetime_s          | '60 s'              | must be a number
            duration_s: 600       | duration_s: NaN            | serving.duration_s       | 'NaN'               | finite number
            warmup_s: 60          | warmup_s: 600              | serving.warmup_s         | '600'               | must be below duration_s, which is 600
            service: log-normal   | service: lognormal         | serving.service          | 'lognormal'         | must be one of: deterministic, exponential, log-normal
            utilization: 0.9      | utilization: 90            | serving.max_utilization  | '90'                | above 0 and at most 1
            jitter: gaussian      | jitter: gauss              | serving.jitter           | 'gauss'             | must be one of: gaussian, measured, none
            jitter: gaussian      | binding: queries           | serving.binding          | 'queries'           | must be one of: query, stream
            jitter: gaussian      | batching: all              | serving.batching         | 'all'               | must be one of: adaptive, dynamic, none, static
            jitter: gaussian      | batch_wait_ms: -1          | serving.batch_wait_ms    | '-1'                | at least 0
            jitter: gaussian      | queue_limit: 0             | serving.queue_limit      | '0'                 | at least 1
            jitter: gaussian      | queue_limit: 1.5           | serving.queue_limit      | '1.5'               | must be a whole number
            jitter: gaussian      | drop: any                  | serving.drop             | 'any'               | must be one of: expired, newest, oldest
            jitter: gaussian      | load_bandwidth_mib_s: 0    | load_bandwidth_mib_s     | '0'                 | above 0
            jitter: gaussian      | initialization_s: -2       | initialization_s         | '-2'                | at least 0
            jitter: gaussian      | placement_period_s: 0      | placement_period_s       | '0'                 | above 0
            jitter: gaussian      | confidence_concentration: 0| confidence_concentration | '0'                 | above 0
            100, fail: edge-1/gpu | 100, fail: edge/gpu        | disturbances[0].fail     | 'edge/gpu'          | must be one of: dc/gpu, edge-1/gpu, edge-2/gpu
            at_s: 100             | at_s: -1                   | disturbances[0].at_s     | '-1'                | at least 0
            100, fail: edge-1/gpu | 100, factor: 2             | disturbances[0]          | must have exactly   | fail, recover, slow_uplink
            100, fail             | 100, recover: dc/gpu, fail | disturbances[0]          | must have exactly   | fail, recover, slow_uplink
            100, fail             | 100, factor: 2, fail       | disturbances[0].factor   | '2'                 | beside slow_uplink
            slow_uplink: edge-2   | slow_uplink: edge          | slow_uplink              | 'edge'              | must be one of: dc, edge-1, edge-2
            slow_uplink: edge-2   | slow_uplink: dc            | slow_uplink              | 'dc'                | must be a site that has an uplink
            factor: 2             | factor: 0                  | disturbances[2].factor   | '0'                 | above 0
            catalog: .            | catalog: elsewhere         | 'catalog'                | elsewhere           | no such file
            """)
    void aScenarioBrokenInOnePlace(String find, String with, String key, String value, String rule) {
        assertBroken("scenario.yaml", find, with, key, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0,camera            | 0,camcorder       | 'camcorder'     | class must be one of: camera
            0,camera,spot       | 0,camera,sport    | 'sport'         | site must be one of: spot
            12.5,camera,spot,4  | 12.4,camera,spot,4| '12.4'          | must not be before the line above
            0,camera            | -1,camera         | '-1'            | at least 0
            spot,20             | spot,0            | '0'             | above 0
            spot,20             | spot              | has 3 cells     | must have 4
            lifetime_s          | lifetime          | 'lifetime_s'    | is missing
            """)
    void aClientTraceBrokenInOnePlace(String find, String with, String value, String rule) {
        int line = BrokenFiles.replace(folder.resolve("clients.csv"), find, with);
        assertRefused("replay.yaml", "clients.csv, line " + line, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1.5    | -1.5   | '-1.5'   | at least 0
            1.5    | inf    | 'inf'    | must be a number
            1.5    | 1;5    | '1;5'    | must be a number
            gap_s  | gap_ms | 'gap_s'  | is missing
            """)
    void aRequestTraceBrokenInOnePlace(String find, String with, String value, String rule) {
        int line = BrokenFiles.replace(folder.resolve("gaps.csv"), find, with);
        assertRefused("scenario.yaml", "gaps.csv, line " + line, value, rule);
    }

    @Test
    void aRequestTraceWhoseGapsAreAllZero() throws IOException {
        Files.writeString(folder.resolve("gaps.csv"), "gap_s\n0\n0\n");
        assertRefused("scenario.yaml", "classes[1]", "sum of the gaps", "must be positive", "'0.0'");
    }

    @ParameterizedTest
    @CsvSource({"clients.csv, replay.yaml, 'time_s,class,site,lifetime_s'", "gaps.csv, scenario.yaml, gap_s"})
    void emptyTraces(String file, String scenario, String header) throws IOException {
        Files.writeString(folder.resolve(file), "");
        assertRefused(scenario, file + ": is empty, must start with the header " + header);
        Files.writeString(folder.resolve(file), header + "\n\n# nothing\n");
        assertRefused(scenario, file + ": holds no rows, must hold at least one");
    }

    @Test
    void aMissingClientTrace() throws IOException {
        Files.delete(folder.resolve("clients.csv"));
        assertRefused("replay.yaml", "replay.yaml", "'clients'", "clients.csv: no such file");
    }

    @Test
    void twoSitesWithoutUplink() {
        String uplink = "    uplink: {to: dc, delay_ms: 5, jitter_ms: 1, bandwidth_mbps: 1000}\n";
        BrokenFiles.replace(folder.resolve("scenario.yaml"), uplink, "");
        assertRefused("scenario.yaml", "line 6, key 'sites'", "exactly one", "found dc, edge-1, edge-2");
    }

    @Test
    void uplinksThatFormACycle() {
        String dc = "tier: data-center\n";
        String uplink = "    uplink: {to: edge, delay_ms: 5, jitter_ms: 1, bandwidth_mbps: 10}\n";
        BrokenFiles.replace(folder.resolve("scenario.yaml"), dc, dc + uplink);
        assertRefused("scenario.yaml", "line 6, key 'sites'", "must not form a cycle", "from site dc");
    }

    @Test
    void anUplinkToTheSiteItself() {
        int line = BrokenFiles.replace(
                folder.resolve("replay.yaml"),
                "tier: edge",
                "tier: edge\n" + "    uplink: {to: spot, delay_ms: 1, jitter_ms: 0, bandwidth_mbps: 1}");
        assertRefused("replay.yaml", "line " + (line - 1), "'sites[0]'", "site spot", "must lead to another site");
    }

    @Test
    void modelsThatDoNotFitIntoTheMemory() {
        int line = BrokenFiles.replace(folder.resolve("scenario.yaml"), "gpu_memory_mib: 3000", "gpu_memory_mib: 2400");
        String worker = "scenario.yaml, line " + (line - 2) + ", key 'sites[1].workers[0]'";
        assertRefused("scenario.yaml", worker, "edge-1/gpu need 2500 MiB", "must fit into 2400 MiB");
    }

    @Test
    void aVariationOfServiceTimesThatTheServiceLawDoesNotUse() {
        int line = BrokenFiles.replace(folder.resolve("scenario.yaml"), "service: log-normal", "service: exponential");
        String place = "scenario.yaml, line " + (line + 1) + ", key 'serving.service_cv'";
        assertRefused("scenario.yaml", place, "'0.5'", "must be left out where service is exponential");
    }

    @Test
    void aBatchWaitThatTheBatchingDoesNotUse() {
        int line = BrokenFiles.replace(
                folder.resolve("scenario.yaml"), "jitter: gaussian", "batching: static\n  batch_wait_ms: 5");
        String place = "scenario.yaml, line " + (line + 1) + ", key 'serving.batch_wait_ms'";
        assertRefused("scenario.yaml", place, "'5'", "must be left out where batching is static");
    }

    @Test
    void aConfidenceThatNoResultHas() {
        int line = BrokenFiles.replace(
                folder.resolve("scenario.yaml"), "min_accuracy: 30", "min_accuracy: 30\n    min_confidence: 1");
        String place = "scenario.yaml, line " + (line + 1) + ", key 'classes[0].min_confidence'";
        assertRefused("scenario.yaml", place, "'1'", "at least 0 and below 1");
    }

    @Test
    void noSiteWithClients() {
        assertBroken(
                "replay.yaml", "client_weight: 1", "client_weight: 0", "'sites'", "client weights", "not all be 0");
    }

    @Test
    void classesWithoutAnyShare() {
        assertBroken("replay.yaml", "share: 1", "share: 0", "'classes'", "shares of stream classes", "not all be 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n"})
    void aScenarioWithoutContent(String text) throws IOException {
        Files.writeString(folder.resolve("scenario.yaml"), text);
        assertRefused("scenario.yaml", "scenario.yaml", "must");
    }

    private void assertBroken(String file, String find, String with, String... parts) {
        int line = BrokenFiles.replace(folder.resolve(file), find, with);
        boolean whole = parts[0].equals("'sites'") || parts[0].equals("'classes'");
        assertRefused(file, whole ? file : file + ", line " + line);
        assertRefused(file, parts);
    }

    private void assertRefused(String scenario, String... parts) {
        BrokenFiles.assertRefused(() -> Scenarios.read(folder.resolve(scenario)), parts);
    }
}
