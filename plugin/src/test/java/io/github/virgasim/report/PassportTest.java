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
import java.util.List;
import java.util.Locale;
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
                        .replace(", MORE", more)
                        .replace("RATE", String.valueOf(rate))
                        .replace("SIZE", size));
        return Scenarios.read(file);
    }

    private static Passport passport(ServingScenario scenario) {
        Passport passport = new Passport(scenario);
        passport.add(ServingRun.execute(scenario, new Closest(), 1));
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
        Passport passport = new Passport(scenario);
        // Fastest first, so that all goes to the variant whose table ends at batches of 2.
        passport.add(ServingRun.execute(scenario, new OnlyOwn(), 1));
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
            new Passport(Scenarios.named(name)).write(folder);
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
        String page = page(new Passport(Scenarios.named("ecsrl")));
        assertTrue(page.contains("| second inference | beta-distributed confidence | not validated |"), page);
        assertTrue(page.contains("| not validated | derived from other measurements |"), page);
        assertEquals(1, page.split("time-slicing, CountInterference", -1).length - 1);
    }
}
