// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.ShippedTable;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's output says of the errors of its model, in and out of the range that was measured. */
class PassportTest {
    private static final String SCENARIO = """
            scenario: passport
            catalog_extension: mine
            sites:
              - name: cloud
                tier: data-center
                access: {delay_ms: 1, jitter_ms: 0.1, bandwidth_mbps: 8000}
                client_weight: 1
                workers:
                  - {name: gpu, device: DEVICE, models: [resnet-50, resnet-18, MORE], sharing: time-slicing, interference: turns}
            clients: {arrivals: poisson, lambda_per_min: 60}
            classes:
              - {name: photo, task: image-classification, share: 1, queries: poisson, rate_qps: RATE, input_size: SIZE, request_kb: 1, response_kb: 0, deadline_ms: 2000, min_accuracy: 60, mean_lifetime_s: 10}
            serving: {duration_s: 20, warmup_s: 5, max_utilization: none}
            """;

    @TempDir
    Path folder;

    private ServingScenario scenario(String device, String more, int rate, String size) throws IOException {
        return scenario(device, more, rate, size, "turns");
    }

    private ServingScenario scenario(String device, String more, int rate, String size, String interference)
            throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("models.csv"), """
                model,task,accuracy,parameters_m,source
                own-net,image-classification,80,20,me
                """);
        Files.writeString(mine.resolve("variants.csv"), """
                model,device,intercept_ms,slope_ms_per_unit,overhead_ms,max_throughput_qps,gpu_memory_mib,max_batch,replicas,source
                own-net,h100,1,10,0,1500,500,4,1,my own bench
                """);
        Files.writeString(mine.resolve("times.csv"), """
                model,device,batch,time_ms,low_ms,high_ms
                own-net,h100,1,1,0.95,1.05
                own-net,h100,2,1.5,1.47,1.53
                """);
        Path file = folder.resolve("passport.yaml");
        Files.writeString(
                file,
                SCENARIO.replace("DEVICE", device)
                        .replace("interference: turns", "interference: " + interference)
                        .replace(", MORE", more)
                        .replace("RATE", String.valueOf(rate))
                        .replace("SIZE", size));
        return Scenarios.read(file);
    }

    private static Passport passport(ServingScenario scenario) {
        Passport passport = Passport.serving(Map.of("one", scenario));
        passport.add(ServingRun.execute(scenario, new Closest(), 1).reach());
        return passport;
    }

    private String page(Passport passport) throws IOException {
        passport.write(folder);
        return Files.readString(folder.resolve("passport.md"));
    }

    @Test
    void aRunInsideTheMeasuredRangeSaysSo() throws IOException {
        Passport passport = passport(scenario("h100", "", 5, "0.050176"));
        String page = page(passport);
        assertTrue(page.contains("Nothing that Virga looks for"), page);
        assertFalse(passport.text().contains("outside"), passport.text());
        assertTrue(passport.text().contains("sharing         time-slicing, turns: "), passport.text());
        assertTrue(passport.text().contains("2 variants: serving graph latency mean "), passport.text());
    }

    @Test
    void aBusyGpuIsOutside() throws IOException {
        Passport passport = passport(scenario("h100", "", 2_000, "0.050176"));
        assertTrue(page(passport).contains("| load | cloud/gpu | busy for "), page(passport));
        assertTrue(passport.text().contains("outside         cloud/gpu busy for "), passport.text());
    }

    @Test
    void otherDevicesTenantsAndSizesAreOutside() throws IOException {
        String device = page(passport(scenario("a100", "", 5, "0.050176")));
        assertTrue(device.contains("| sharing | a100 | this device | on the h100 |"), device);
        String sizes = page(passport(scenario("h100", "", 5, "0.1")));
        assertTrue(sizes.contains("| input_size 0.1 | input_size 0.050176 |"), sizes);
        String tenants =
                page(passport(scenario("h100", ", mobilenet-v3-large, efficientnet-b0, vit-b-16", 5, "0.050176")));
        assertTrue(tenants.contains("| 5 tenants | up to 4 |"), tenants);
    }

    @Test
    void figuresOfTheUsersOwnAreNamedWithTheirIntervals() throws IOException {
        Passport passport = passport(scenario("h100", ", own-net", 5, "0.050176"));
        String page = page(passport);
        assertTrue(
                page.contains(
                        "| service times | own-net@h100 | own figures | intervals up to ±5.0 % as given; my own bench |"),
                page);
        assertTrue(passport.text().contains("own figures     service times (own-net@h100)"), passport.text());
    }

    @Test
    void batchesBeyondTheTableAreOutside() throws IOException {
        ServingScenario scenario = scenario("h100", ", own-net", 3_000, "0.050176");
        Passport passport = Passport.serving(Map.of("one", scenario));
        // Fastest first, so that all goes to the variant whose table ends at batches of 2.
        passport.add(ServingRun.execute(scenario, new OnlyOwn(), 1).reach());
        String page = page(passport);
        assertTrue(page.contains("| service times | own-net@h100 | batches of 4 | up to 2 |"), page);
    }

    /** Sends all to the user's own variant. */
    private static final class OnlyOwn implements SchedulingPolicy {
        @Override
        public String name() {
            return "only-own";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return view.instances().stream()
                    .filter(i -> i.variant().model().name().equals("own-net"))
                    .findFirst()
                    .orElseThrow()
                    .index();
        }
    }

    @Test
    void everyErrorIsALineOfTheTableThatShips() throws IOException {
        CsvTable shipped = ShippedTable.open(Passport.ERRORS, "source", "part", "quantity", "median_percent");
        List<String> known = shipped.rows().stream()
                .filter(row -> row.text("range").equals("inside") && row.has("median_percent"))
                .map(row -> row.text("source")
                        + row.text("part")
                        + row.text("quantity")
                        + row.text("cells")
                        + row.number("median_percent", 0, 1e9))
                .toList();
        for (String name : List.of("aset-full-edge", "ecsrl")) {
            Passport.serving(Map.of(name, Scenarios.named(name))).write(folder);
            int errors = 0;
            for (CsvTable.Row row : CsvTable.read(
                            folder.resolve("passport.csv"), "source", "data", "quantity", "cells", "median_percent")
                    .rows()) {
                if (row.has("source")) {
                    assertTrue(
                            known.contains(row.text("source")
                                    + row.text("data")
                                    + row.text("quantity")
                                    + row.text("cells")
                                    + row.number("median_percent", 0, 1e9)),
                            String.format(Locale.ROOT, "%s %s", name, row.place()));
                    errors++;
                }
            }
            assertTrue(errors > 10, name);
        }
    }

    @Test
    void derivedVariantsAndUnmeasuredRulesAreNotValidated() throws IOException {
        String page = page(Passport.serving(Map.of("ecsrl", Scenarios.named("ecsrl"))));
        assertTrue(page.contains("| second inference | beta-distributed confidence | not validated |"), page);
        assertTrue(page.contains("| not validated | derived from other measurements |"), page);
        assertEquals(1, page.split("time-slicing, CountInterference", -1).length - 1);
    }

    @Test
    void whatSeveralScenariosShareIsToldOnce() throws IOException {
        ServingScenario scenario = scenario("h100", "", 2_000, "0.050176");
        Map<String, ServingScenario> two = new LinkedHashMap<>(Map.of("first", scenario));
        two.put("second", scenario("a100", "", 5, "0.050176"));
        Passport passport = Passport.serving(two);
        String before = page(passport);
        assertTrue(before.contains("Not looked at: load and batches of the runs."), before);
        passport.add(ServingRun.execute(scenario, new Closest(), 1).reach());
        String page = page(passport);
        assertTrue(page.contains("| load | first: cloud/gpu | busy for "), page);
        assertTrue(page.contains("| sharing | second: a100 | this device | on the h100 |"), page);
        assertFalse(page.contains("| second: cloud/gpu | busy"), page);
        assertFalse(page.contains("Not looked at"), page);
        assertEquals(2, page.split("\\| arrivals \\|", -1).length, page);
        passport.addUnseen(3);
        assertTrue(passport.text().contains("load and batches of 3 runs from before an interruption"), passport.text());
    }

    @Test
    void arrivalsAreNamed() throws IOException {
        assertTrue(
                page(passport(scenario("h100", "", 5, "0.050176"))).contains("| arrivals | poisson | not validated |"));
        Path file = folder.resolve("passport.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "arrivals: poisson, lambda_per_min: 60",
                                "arrivals: on-off, on_lambda_per_min: 90, off_lambda_per_min: 30, mean_on_s: 10, mean_off_s: 10"));
        String bursts = page(Passport.serving(Map.of("bursts", Scenarios.read(file))));
        assertTrue(bursts.contains("| arrivals | on-off (this kind of law"), bursts);
        assertTrue(bursts.contains("| azure-llm | test | dispersion over 60 s [1] | 1 | 4.74 |"), bursts);
    }

    /** A recording of two tenants with batches up to 2 and 5 ms, and runs within and beyond each bound. */
    @Test
    void aCalibratedLawSaysHowFarItWasMeasured() throws IOException {
        Path file = folder.resolve("calibration.csv");
        Files.writeString(file, """
                parameter,value
                turns/switch,0.0001
                turns/slice,0.002
                turns/yield,0
                turns/most_tenants,2
                turns/longest_batch,0.0001
                """);
        ServingScenario scenario = scenario("h100", "", 50, "0.050176", "{kind: turns, calibration: calibration.csv}");
        String inside = page(passport(scenario));
        assertTrue(inside.contains("| sharing | resnet-18@h100 | batches of 0."), inside);
        assertTrue(inside.contains(" | up to batches of 0.100 ms |"), inside);
        Files.writeString(file, Files.readString(file).replace("longest_batch,0.0001", "longest_batch,0.5"));
        String page =
                page(passport(scenario("h100", "", 50, "0.050176", "{kind: turns, calibration: calibration.csv}")));
        assertTrue(page.contains("Nothing that Virga looks for"), page);
        String three = page(passport(
                scenario("h100", ", vit-b-16", 50, "0.050176", "{kind: turns, calibration: calibration.csv}")));
        assertTrue(three.contains("| sharing | cloud/gpu | 3 tenants | up to 2 |"), three);
    }

    /** Half of the threads were recorded, no other limit; of turns nothing was, so that their defaults are another device's. */
    @Test
    void limitsAndTurnsThatWereNotRecordedAreOutside() throws IOException {
        Path file = folder.resolve("calibration.csv");
        Files.writeString(file, """
                parameter,value
                turns/switch,0.000121
                turns/slice,0.00209
                turns/yield,0.00008
                turns/most_tenants,1
                mps/per_doubling,0.1
                mps/limited,0.5
                mps/most_tenants,2
                mps/smallest_limit,50
                """);
        String turns =
                page(passport(scenario("h100", "", 5, "0.050176", "{kind: turns, calibration: calibration.csv}")));
        assertTrue(turns.contains("| sharing | cloud/gpu | 2 tenants | up to 1 |"), turns);
        String quarter = page(passport(limited(25)));
        assertTrue(quarter.contains("| sharing | cloud/gpu | 25.0 % of the threads each | from 50.0 % |"), quarter);
        String half = page(passport(limited(50)));
        assertTrue(half.contains("Nothing that Virga looks for"), half);
    }

    private ServingScenario limited(int percentage) throws IOException {
        scenario("h100", "", 5, "0.050176");
        Path file = folder.resolve("passport.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "sharing: time-slicing, interference: turns",
                                "sharing: mps, thread_percentage: " + percentage
                                        + ", interference: {kind: occupancy, calibration: calibration.csv}"));
        return Scenarios.read(file);
    }

    @Test
    void elasticTasksHaveAPassportToo() throws IOException {
        Passport passport = Passport.elastic(
                Map.of("contained", Passport.TaskTimes.CONTAINERS, "assumed", Passport.TaskTimes.ASSUMED));
        String page = page(passport);
        assertTrue(page.contains("| task times | measured durations, in containers: contained ("), page);
        assertTrue(page.contains("| tapfinger-containers | test | Optimus run time [s] | 200 |"), page);
        assertTrue(page.contains("| task times | assumed laws of progress: assumed | not validated |"), page);
        assertTrue(page.contains("| shockwave | test | mean completion [s] | 3 |"), page);
        assertTrue(page.contains("Nothing can be: a task with measured durations holds"), page);
        assertFalse(page.contains("authors' simulator"), page);
        assertTrue(passport.text().contains("task times      measured durations, in containers"), passport.text());
    }
}
