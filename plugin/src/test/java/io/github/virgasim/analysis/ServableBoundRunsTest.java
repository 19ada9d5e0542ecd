// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** What policies serve in small random scenarios, against the bound. */
class ServableBoundRunsTest {
    private static final int SCENARIOS = 30;
    private static final double WARMUP = 60;
    private static final double SECONDS = 300;

    /**
     * The bound holds for mean rates, a run is a sample: streams that are admitted may send more than their mean (Poisson
     * queries: by about 1 / sqrt(n) for n = 2000 to 50,000 in 300 s), and what is under way at the end is still served.
     */
    private static final double TOLERANCE = 0.01;

    @Test
    void noPolicyServesMoreThanTheBound() {
        int tight = 0;
        for (int seed = 0; seed < SCENARIOS; seed++) {
            ServingScenario scenario = scenario(seed);
            ServableBound bound = new ServableBound(scenario);
            double best = 0;
            double limit = 0;
            for (String policy : StaticPolicies.names()) {
                ServingStatistics statistics = new ServingEngine(scenario, StaticPolicies.named(policy), seed).finish();
                assertTrue(statistics.offered() > 500, "queries: " + statistics.offered());
                limit = bound.share(statistics);
                double served = (double) statistics.served() / statistics.offered();
                assertTrue(limit >= 0 && limit <= 1, "bound " + limit);
                assertTrue(
                        served <= limit + TOLERANCE, policy + " served " + served + " of " + limit + ", seed " + seed);
                best = Math.max(best, served);
            }
            tight += limit < 0.98 && best > 0.6 * limit ? 1 : 0;
        }
        assertTrue(tight >= 5, "the bound meant something in " + tight + " scenarios only");
    }

    static ServingScenario scenario(int seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("scenario");
        List<Site> sites = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int s = 0; s < count; s++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = s == 0 ? 1 + random.nextInt(2) : random.nextInt(2); w > 0; w--) {
                workers.add(Samples.worker(
                        "s" + s + "/w" + w,
                        Samples.variant("fast", 40, 0.02 + 0.03 * random.nextDouble()),
                        Samples.variant("good", 60, 0.05 + 0.1 * random.nextDouble())));
            }
            Link uplink = new Link(0.01 * random.nextInt(8), 0.001, 1e9);
            sites.add(new Site(
                    "s" + s,
                    Tier.EDGE,
                    s == 0 ? "" : "s" + random.nextInt(s),
                    uplink,
                    Samples.link(0.005),
                    1,
                    workers));
        }
        List<StreamClass> classes = new ArrayList<>();
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
            double rate = 1 + random.nextInt(5);
            QueryProcess queries = random.nextBoolean() ? QueryProcess.periodic(rate) : QueryProcess.poisson(rate);
            double deadline = 0.1 + 0.1 * random.nextInt(4);
            classes.add(new StreamClass(
                    "c" + k,
                    Samples.DETECTION,
                    1 + random.nextInt(3),
                    queries,
                    0.5 + random.nextInt(2),
                    1e4,
                    1e3,
                    deadline,
                    20.0 * random.nextInt(4),
                    30));
        }
        ServingSettings settings = new ServingSettings(
                WARMUP + SECONDS,
                WARMUP,
                random.nextBoolean() ? Binding.STREAM : Binding.QUERY,
                random.nextBoolean() ? 1 : 0.9,
                0,
                JitterModel.gaussian(),
                ServiceLaw.deterministic(),
                10);
        Workload workload = Workload.random(classes, ClientArrivals.poisson(0.1 + 0.4 * random.nextDouble()));
        return new ServingScenario("random", new EdgeTopology(sites), workload, settings, List.of());
    }
}
