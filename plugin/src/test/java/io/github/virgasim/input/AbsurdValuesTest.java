// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.virgasim.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are fine alone, or nearly, and together need more time, memory or range than there is: refused at once. */
class AbsurdValuesTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @BeforeEach
    void copyValidFiles() {
        BrokenFiles.copyTo(folder);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            share: 2             | share: 1e308              | classes[0].share      | '1e308'   | between 1.0E-50 and 1.0E50
            rate_qps: 10         | rate_qps: 1e12            | class camera          | number of queries of one stream | at most 1.0E12
            rate_qps: 10         | rate_qps: 1e15            | class camera          | number of queries of one stream | at most 1.0E12
            rate_qps: 10         | rate_qps: 1e300           | classes[0].rate_qps   | '1e300'   | between 1.0E-50 and 1.0E50
            rate_qps: 10         | rate_qps: 4.9e-324        | classes[0].rate_qps   | '4.9e-324'| between 1.0E-50 and 1.0E50
            rate_qps: 10         | rate_qps: 1e9             | scenario.yaml         | expected number of queries      | at most 1.0E12
            rate_qps: 10         | rate_qps: 1.7e9           | class camera          | number of queries of one stream | at most 1.0E12
            deadline_ms: 100     | deadline_ms: 1e300        | classes[0].deadline_ms| '1e300'   | between 1.0E-50 and 1.0E50
            input_size: 0.5      | input_size: 1e200         | classes[0].input_size | '1e200'   | between 1.0E-50 and 1.0E50
            mean_lifetime_s: 60  | mean_lifetime_s: 1e-320   | mean_lifetime_s       | '1e-320'  | between 1.0E-50 and 1.0E50
            duration_s: 600      | duration_s: 1e300         | serving.duration_s    | '1e300'   | between 1.0E-50 and 1.0E50
            duration_s: 600      | duration_s: 1e15          | 'serving'             | number of lines of the timeline | at most 5000000.0
            duration_s: 600      | duration_s: 1e11          | 'serving'             | number of lines of the timeline | at most 5000000.0
            service_cv: 0.5      | service_cv: 4.9e-324      | serving.service_cv    | '4.9e-324'| between 1.0E-50 and 1.0E50
            service_cv: 0.5      | service_cv: 1e40          | serving.service_cv    | '1e40'    | at most 100
            jitter: gaussian     | timeline_interval_s: 1e-300   | timeline_interval_s   | '1e-300' | between 1.0E-50 and 1.0E50
            jitter: gaussian     | timeline_interval_s: 1e-30    | 'serving'             | number of lines of the timeline | at most 5000000.0
            jitter: gaussian     | monitoring_interval_s: 1e-300 | monitoring_interval_s | '1e-300' | between 1.0E-50 and 1.0E50
            jitter: gaussian     | monitoring_interval_s: 1e-30  | every 1.0E-30 s       | number of monitoring readings | at most 1.0E12
            jitter: gaussian     | placement_period_s: 1e-30     | every 1.0E-30 s       | number of placement decisions | at most 1.0E12
            jitter: gaussian     | confidence_concentration: 1e40| concentration         | '1.0E40' | at most 1.0E9
            lambda_per_min: 30   | lambda_per_min: 1e300     | clients.lambda_per_min| '1e300'   | between 1.0E-50 and 1.0E50
            lambda_per_min: 30   | lambda_per_min: 1e20      | scenario.yaml         | expected number of clients  | at most 1.0E12
            lambda_per_min: 30   | lambda_per_min: 1e9       | scenario.yaml         | expected number of clients at the same time | at most 1.0E7
            count: 2             | count: 2147483647         | sites[1].count        | '2147483647' | at most 99999
            count: 2             | count: 100000             | sites[1].count        | '100000'  | at most 99999
            {name: gpu, device: c| {name: gpu, count: 2000000000, device: c | workers[0].count | '2000000000' | at most 200000
            delay_ms: 5          | delay_ms: 1e60            | uplink.delay_ms       | '1e60'    | between 1.0E-50 and 1.0E50
            delay_ms: 5          | delay_ms: 1e45            | 'sites'               | sum of the delays | at most 1.0E40
            client_weight: 1     | client_weight: 1e308      | client_weight         | '1e308'   | between 1.0E-50 and 1.0E50
            factor: 2            | factor: 1e40              | disturbances[2]       | delay factor of link | between 1.0E-6 and 1000000.0
            factor: 2            | factor: 1e-40             | disturbances[2]       | delay factor of link | between 1.0E-6 and 1000000.0
            """)
    void aScenarioWithOneAbsurdValue(String find, String with, String key, String value, String rule) {
        BrokenFiles.replace(folder.resolve("scenario.yaml"), find, with);
        assertRefusedAtOnce("scenario.yaml", key, value, rule);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            arrivals: profile, lambda_per_min: 30, period_s: 60, factors: [1e308, 1e308]    | factors[0]  | '1e308'  | between
            arrivals: profile, lambda_per_min: 30, period_s: 1e-300, factors: [1, 2]        | period_s    | '1e-300' | between
            arrivals: profile, lambda_per_min: 30, period_s: 60, factors: [1e50, 1e-50]     | peak        | expected number of clients | none
            arrivals: on-off, on_lambda_per_min: 60, off_lambda_per_min: 6, mean_on_s: 1e-300, mean_off_s: 1 | mean_on_s | '1e-300' | between
            arrivals: on-off, on_lambda_per_min: 60, off_lambda_per_min: 6, mean_on_s: 1e-30, mean_off_s: 1e-30 | draws for each client | clients | at most 1000000.0
            arrivals: on-off, on_lambda_per_min: 60, off_lambda_per_min: 6, mean_on_s: 1e-40, mean_off_s: 1e40  | scenario.yaml | none | none
            """)
    void clientsWithAbsurdValues(String clients, String key, String value, String rule) throws IOException {
        BrokenFiles.replace(
                folder.resolve("scenario.yaml"),
                "clients:\n  arrivals: poisson\n  lambda_per_min: 30",
                "clients: {" + clients + "}");
        if (rule.equals("none")) {
            assertTimeoutPreemptively(AT_ONCE, () -> Scenarios.read(folder.resolve("scenario.yaml")));
        } else {
            assertRefusedAtOnce("scenario.yaml", key, value, rule);
        }
    }

    @Test
    void sharesThatOverflowTogether() throws IOException {
        Path file = folder.resolve("scenario.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("share: \\d", "share: 1e308"));
        assertRefusedAtOnce("scenario.yaml", "classes[0].share", "'1e308'", "between 1.0E-50 and 1.0E50");
    }

    @Test
    void sitesTimesWorkers() {
        BrokenFiles.replace(folder.resolve("scenario.yaml"), "count: 2", "count: 90000");
        BrokenFiles.replace(
                folder.resolve("scenario.yaml"),
                "- name: gpu\n        device",
                "- name: gpu\n        count: 90000\n        device");
        assertRefusedAtOnce("scenario.yaml", "workers[0].count", "'90000'", "at most 2 here", "all workers 200000");
    }

    @Test
    void slicesBeyondNumber() {
        BrokenFiles.replace(
                folder.resolve("scenario.yaml"),
                "models: [small, large, reader]}",
                "mig_card: a30-24gb, slices: [{profile: 1g.6gb, count: 2147483647, models: [small]}]}");
        assertRefusedAtOnce("scenario.yaml", "slices[0].count", "'2147483647'", "at most 16");
    }

    @Test
    void slicesTimesWorkersTimesSites() {
        BrokenFiles.replace(
                folder.resolve("scenario.yaml"),
                "{name: gpu, device: card, models: [small, large, reader]}",
                "{name: gpu, count: 500000, device: card, mig_card: a30-24gb,"
                        + " slices: [{profile: 1g.6gb, count: 4, models: [small]}]}");
        assertRefusedAtOnce("scenario.yaml", "workers[0].count", "'500000'", "at most 50000 here");
    }

    @Test
    void replicasAndBatchesBeyondNumber() {
        Path scenario = folder.resolve("scenario.yaml");
        String worker = "{name: gpu, device: card, models: [small, large, reader]";
        BrokenFiles.replace(scenario, worker, worker + ", sharing: mps, replicas: 2147483647");
        assertRefusedAtOnce(
                "scenario.yaml", "'sites[0].workers[0]'", "replicas of variant small@card", "between 1 and 1000000");
    }

    @Test
    void gapsThatOverflowTogether() throws IOException {
        Files.writeString(folder.resolve("gaps.csv"), "gap_s\n1e308\n1e308\n");
        assertRefusedAtOnce("scenario.yaml", "gaps.csv, line 2", "'1e308'", "between 1.0E-50 and 1.0E50");
        Files.writeString(folder.resolve("gaps.csv"), "gap_s\n1e-300\n");
        assertRefusedAtOnce("scenario.yaml", "gaps.csv, line 2", "'1e-300'", "between 1.0E-50 and 1.0E50");
        Files.writeString(folder.resolve("gaps.csv"), "gap_s\n1e-20\n");
        assertRefusedAtOnce("scenario.yaml", "queries of one stream of class assistant", "at most 1.0E12");
    }

    @Test
    void clientsThatSendTooMuchTogether() throws IOException {
        StringBuilder clients = new StringBuilder("time_s,class,site,lifetime_s\n");
        for (int i = 0; i < 2000; i++) {
            clients.append("0,camera,spot,1e6\n");
        }
        Files.writeString(folder.resolve("clients.csv"), clients);
        Path replay = folder.resolve("replay.yaml");
        BrokenFiles.replace(replay, "duration_s: 60", "duration_s: 1000000\n  timeline_interval_s: 1000");
        BrokenFiles.replace(replay, "rate_qps: 10", "rate_qps: 1000");
        assertRefusedAtOnce("replay.yaml", "expected number of queries", "at most 1.0E12", "'2.0E12'");
    }

    @Test
    void moreClassesThanOneThousand() throws IOException {
        Path file = folder.resolve("replay.yaml");
        String text = Files.readString(file);
        int from = text.indexOf("  - name: camera");
        int to = text.indexOf("serving:");
        StringBuilder classes = new StringBuilder();
        for (int k = 0; k < 1001; k++) {
            classes.append(text.substring(from, to).replace("name: camera", "name: camera" + (k == 0 ? "" : k)));
        }
        Files.writeString(file, text.substring(0, from) + classes + text.substring(to));
        assertRefusedAtOnce("replay.yaml", "'classes'", "number of stream classes", "between 1 and 1000", "'1001'");
    }

    private void assertRefusedAtOnce(String scenario, String... parts) {
        String[] all = Arrays.copyOf(parts, parts.length + 1);
        all[parts.length] = folder.toString();
        assertTimeoutPreemptively(
                AT_ONCE, () -> BrokenFiles.assertRefused(() -> Scenarios.read(folder.resolve(scenario)), all));
    }
}
