// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.Finding;
import io.github.virgasim.analysis.ScenarioCheck;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.PowerLaw;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Recorded;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.RecordedQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario files with recorded queries and decisions, measured laws and rows of a catalogue with what replay needs. */
class RecordedScenarioTest {
    private static final String SCENARIO = """
            scenario: replay
            catalog_extension: mine
            sites:
              - name: cloud
                tier: data-center
                workers:
                  - {name: big, device: a100, models: [resnet-50, yolov8n], copies: overlap}
              - name: edge
                tier: edge
                uplink: {to: cloud, delay_ms: 5, jitter_ms: 0, bandwidth_mbps: 8}
                access: {delay_ms: 1, jitter_ms: 0, bandwidth_mbps: 8000}
                client_weight: 1
                workers:
                  - {name: small, device: a2, models: [resnet-50]}
            clients: {arrivals: recorded, file: queries.csv}
            classes:
              - {name: photo, task: image-classification, queries: recorded, input_size: 0.05, request_kb: 10, response_kb: 0, deadline_ms: 200, min_accuracy: 60}
            serving:
              duration_s: 60
              max_utilization: none
              jitter: none
              service: quantiles
              service_file: quantiles.csv
              service_correlation_s: 2
              overhead: log-normal
              overhead_cv: 0.5
              overhead_correlation_s: 1
              batching: timed
              batch_wait_ms: 3
            """;

    private static final String QUERIES = """
            time_s,class,site,input_size,request_kb,request,worker,model
            0.5,photo,edge,,,0,edge/small,
            0.5,photo,edge,0.1,1000,0,cloud/big,resnet-50
            1.5,photo,edge,,,,,
            """;

    private static final String QUANTILES = """
            model,device,quantile,time_ms
            resnet-50,a100,0,1
            resnet-50,a100,0.5,2
            resnet-50,a100,1,5
            resnet-50,a2,0.1,4
            resnet-50,a2,0.9,6
            """;

    private static final String VARIANTS = """
            model,device,intercept_ms,slope_ms_per_unit,overhead_ms,max_throughput_qps,gpu_memory_mib,max_batch,replicas,source,host_ms_per_query,power_w,power_exponent
            resnet-50,a2,2,0,3,250,500,1,1,own,0.5,30,0.8
            """;

    @TempDir
    Path folder;

    private void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServingScenario read(String scenario, String queries, String quantiles, String variants) {
        write("queries.csv", queries);
        write("quantiles.csv", quantiles);
        write("mine/variants.csv", variants);
        write("replay.yaml", scenario);
        return Scenarios.read(folder.resolve("replay.yaml"));
    }

    @Test
    void aFileSaysAllThatWasRecorded() {
        ServingScenario scenario = read(SCENARIO, QUERIES, QUANTILES, VARIANTS);
        List<RecordedQuery> queries = StreamSupport.stream(
                        scenario.workload().replayed().spliterator(), false)
                .map(Client::recorded)
                .toList();
        int small = scenario.topology().instancesOn(1).get(0).index();
        assertEquals(
                List.of(
                        new RecordedQuery(0.5, 0, 1).ofRequest(0).decided(small),
                        new RecordedQuery(0.5, 0, 1)
                                .withSize(0.1)
                                .withRequestBytes(1e6)
                                .ofRequest(0)
                                .decided(0),
                        new RecordedQuery(1.5, 0, 1).decided(RecordedQuery.REJECTED)),
                queries);
        assertEquals(2, scenario.workload().classes().get(0).rate());
        assertTrue(scenario.topology().workers().get(0).sharing().copiesOverlap());
        assertEquals("quantiles", scenario.settings().service().name());
        assertEquals(2, scenario.settings().service().correlationTime());
        assertEquals("log-normal", scenario.settings().overhead().name());
        assertEquals(0.5, scenario.settings().overhead().cv());
        assertEquals(1, scenario.settings().overhead().correlationTime());
        ModelVariant variant = scenario.topology().instancesOn(1).get(0).variant();
        assertEquals(0.0005, variant.hostTime(), 1e-12);
        assertEquals(new PowerLaw(30, 0.8), variant.power());
    }

    @Test
    void whatWasRecordedHappens() {
        ServingScenario scenario = read(SCENARIO, QUERIES, QUANTILES, VARIANTS);
        ServingEngine engine = new ServingEngine(scenario, new Recorded(), 1);
        List<Double> completed = new ArrayList<>();
        engine.listen(new QueryListener() {
            @Override
            public void answered(
                    long id, int k, int instance, double created, double arrived, double started, double end, int n) {}

            @Override
            public void delivered(long id, long last, double time) {
                assertEquals(1, last);
                completed.add(time);
            }
        });
        ServingStatistics statistics = engine.finish();
        assertEquals(1, statistics.rejected());
        // A megabyte at 8 Mbit/s takes a second, and the query at the edge waits for its like.
        assertEquals(2, completed.size());
        assertEquals(completed.get(0), completed.get(1));
        assertTrue(completed.get(0) > 1.5 && completed.get(0) < 1.6, "completed at " + completed);
        assertEquals(2, statistics.late());
    }

    @Test
    void recordedQueriesAreServedByOtherPoliciesToo() {
        ServingScenario scenario = read(SCENARIO, QUERIES, QUANTILES, VARIANTS);
        ServingStatistics statistics = new ServingEngine(scenario, new Closest(), 1).finish();
        assertEquals(3, statistics.served() + statistics.late());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5,photo,edge,,,0,edge/small, | -1,photo,edge,,,0,edge/small, | line 2, field 'time_s': value '-1' must be",
                "1.5,photo,edge,,,,, | 0.2,photo,edge,,,,, | line 4, field 'time_s': value '0.2' must not be before",
                "0.5,photo,edge,,,0,edge/small, | 0.5,video,edge,,,0,edge/small, | line 2: class must be one of: photo, was 'video'",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,cloud,,,0,edge/small, | field 'site': value 'cloud' must be a site with an access",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,0,,0,edge/small, | field 'input_size': value '0' must be",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,-1,0,edge/small, | field 'request_kb': value '-1' must be",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,,1.5,edge/small, | field 'request': value '1.5' must be",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,,10000000,edge/small, | field 'request': value '10000000' must be below",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,,0,small, | worker must be one of: cloud/big, edge/small, was 'small'",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,,0,edge/small,yolov8n | field 'model': value 'yolov8n' must be one that",
                "0.5,photo,edge,,,0,edge/small, | 0.5,photo,edge,,,0,,resnet-50 | field 'model': value 'resnet-50' must be left out",
            })
    void rowsThatBreakARuleAreRefusedWithFileAndLine(String row, String broken, String message) {
        assertRefused(message, () -> read(SCENARIO, QUERIES.replace(row, broken), QUANTILES, VARIANTS), "queries.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet-50,a100,1,5 | resnet-50,a100,1,1.5 | time of quantile 1.0 must be at least that of quantile 0.5",
                "resnet-50,a100,1,5 | resnet-50,a100,0.5,5 | field 'quantile': value '0.5' must not appear twice",
                "resnet-50,a100,1,5 | resnet-50,a100,1.5,5 | line 4, field 'quantile': value '1.5' must be",
                "resnet-50,a100,1,5 | resnet-50,a100,1,0 | field 'time_ms': value '0' must be",
                "resnet-50,a2,0.9,6 | resnet-51,a2,0.9,6 | field 'model+device': value 'resnet-51@a2' must be a variant",
            })
    void quantilesThatBreakARuleAreRefusedWithFileAndLine(String row, String broken, String message) {
        assertRefused(
                message, () -> read(SCENARIO, QUERIES, QUANTILES.replace(row, broken), VARIANTS), "quantiles.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queries: recorded | queries: poisson, rate_qps: 1 | must be recorded, as the arrivals are",
                "queries: recorded | queries: recorded, rate_qps: 1 | must be left out where queries are recorded",
                "queries: recorded | queries: recorded, mean_lifetime_s: 1 | must be left out where queries are recorded",
                "arrivals: recorded, file: queries.csv | arrivals: poisson, lambda_per_min: 1 | share",
                "file: queries.csv | file: none.csv | none.csv",
                "service_file: quantiles.csv | service_cv: 1 | must be left out where service is quantiles",
                "service: quantiles | service: deterministic | service_file",
                "overhead: log-normal | overhead: deterministic | must be left out where overhead is deterministic",
                "overhead: log-normal | overhead: gamma | overhead law must be one of",
                "overhead_correlation_s: 1 | overhead_correlation_s: 0 | overhead_correlation_s",
                "copies: overlap | copies: none | copies must be one of: overlap, serial",
                "copies: overlap | copies: overlap, sharing: mps | must be left out where sharing is mps",
                "batch_wait_ms: 3 | batch_wait_ms: 0 | batch_wait_ms",
            })
    void keysThatBreakARuleAreRefused(String key, String broken, String message) {
        assertRefused(message, () -> read(SCENARIO.replace(key, broken), QUERIES, QUANTILES, VARIANTS), "replay.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5,30,0.8 | -1,30,0.8 | field 'host_ms_per_query': value '-1' must be",
                "0.5,30,0.8 | 0.5,-3,0.8 | field 'power_w': value '-3' must be",
                "0.5,30,0.8 | 0.5,30,11 | field 'power_exponent': value '11' must be",
                "0.5,30,0.8 | 0.5,,0.8 | field 'power_exponent': value '0.8' must be left out without power_w",
            })
    void rowsOfVariantsThatBreakARuleAreRefused(String cells, String broken, String message) {
        assertRefused(
                message,
                () -> read(SCENARIO, QUERIES, QUANTILES, VARIANTS.replace(cells, broken)),
                "variants.csv, line 2");
    }

    private static void assertRefused(String message, Executable read, String file) {
        String said = assertThrows(InvalidInputException.class, read).getMessage();
        assertTrue(said.contains(message) && said.contains(file), said);
    }

    @Test
    void aClassThatTheRecordingLacksIsRefused() {
        String two = SCENARIO.replace("serving:\n", """
                  - {name: video, task: object-detection, queries: recorded, input_size: 1, request_kb: 1, response_kb: 0, deadline_ms: 200, min_accuracy: 6}
                serving:
                """);
        assertRefused("must stand in a row of the recording", () -> read(two, QUERIES, QUANTILES, VARIANTS), "replay");
    }

    @Test
    void settingsWithoutEffectAreFound() {
        String found = findings(read(SCENARIO, QUERIES, QUANTILES, VARIANTS));
        assertTrue(
                found.contains("worker cloud/big: suspicious: copies overlap; none of its variants has copy_ms"),
                found);
        assertTrue(found.contains("service_file has no row of yolov8n@a100"), found);
        assertTrue(!found.contains("overhead_ms"), found);
        String none = "resnet-50,a2,2,0,0,250,500,1,1,own,,,\nresnet-50,a100,2,0,0,500,500,1,1,own,,,\n"
                + "yolov8n,a100,2,0,0,500,500,1,1,own,,,\n";
        String idle = findings(
                read(SCENARIO, QUERIES, QUANTILES, VARIANTS.lines().findFirst().orElseThrow() + "\n" + none));
        assertTrue(
                idle.contains("serving: suspicious: overhead log-normal; none of the variants has overhead_ms"), idle);
    }

    private static String findings(ServingScenario scenario) {
        return String.join(
                "\n",
                ScenarioCheck.of(scenario).findings().stream()
                        .map(Finding::text)
                        .toList());
    }
}
