// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.ServableBound;
import io.github.virgasim.analysis.WindowedBound;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.RandomScenarios;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Laws over runs that are changed in one way, and over every moment of a run. */
class MetamorphicTest {
    private static ServingEngine finished(ServingScenario scenario, long seed, SchedulingPolicy policy) {
        ServingEngine engine = new ServingEngine(scenario, policy, seed);
        engine.finish();
        return engine;
    }

    /** Doubling is exact, so that nothing may change in the last bit. Loads of single queries are counted per second. */
    @Test
    void slowerTimeChangesNothingButTheClock() {
        List<String> policies = StaticPolicies.names();
        Seeds.forAll(seed -> {
            double unit = seed % 2 == 0 ? 2 : 1 / 1024.0;
            String policy = policies.get((int) (seed % policies.size()));
            ServingEngine usual = finished(streams(RandomScenarios.mixed(), seed), seed, StaticPolicies.named(policy));
            ServingEngine slower =
                    finished(streams(RandomScenarios.mixed().slower(unit), seed), seed, StaticPolicies.named(policy));
            RunState.assertSame(RunState.inUnits(usual, 1), RunState.inUnits(slower, unit), policy);
        });
    }

    private static ServingScenario streams(RandomScenarios all, long seed) {
        ServingScenario scenario = all.scenario(seed);
        return scenario.withSettings(scenario.settings().withBinding(Binding.STREAM));
    }

    @Test
    void nothingIsLateForADeadlineBeyondAllTime() {
        RandomScenarios patient = RandomScenarios.mixed().withDeadline(1e9);
        Seeds.forAll(seed -> {
            ServingScenario scenario = patient.scenario(seed);
            ServingEngine engine = finished(scenario, seed, Policies.forSeed(seed, scenario));
            assertEquals(0, engine.statistics().late());
            assertTrue(engine.now() < 10 * scenario.settings().duration(), "ends at " + engine.now());
        });
    }

    @Test
    void oneWorkerMoreNeverLowersTheBound() {
        Seeds.forAll(seed -> {
            ServingScenario scenario = RandomScenarios.mixed().scenario(seed);
            ServingScenario more = withOneMore(scenario, seed);
            ServingStatistics run =
                    finished(scenario, seed, StaticPolicies.named("closest")).statistics();
            double bound = new ServableBound(scenario).share(run);
            assertTrue(new ServableBound(more).share(run) >= bound - 1e-9);
            assertTrue(WindowedBound.share(more, seed) >= WindowedBound.share(scenario, seed) - 1e-9);
        });
    }

    /** Adds the likes of a worker at the last site, so that no other changes its number. */
    private static ServingScenario withOneMore(ServingScenario scenario, long seed) {
        List<Worker> workers = scenario.topology().workers();
        Worker like = workers.get((int) (seed % workers.size()));
        Worker more = new Worker(
                "one-more",
                like.device(),
                like.cpus(),
                like.ramMib(),
                like.gpuMemoryMib(),
                like.variants(),
                like.loadable(),
                like.sharing());
        List<Site> sites = new ArrayList<>(scenario.topology().sites());
        Site last = sites.get(sites.size() - 1);
        List<Worker> there = new ArrayList<>(last.workers());
        there.add(more);
        sites.set(sites.size() - 1, last.withWorkers(there));
        return new ServingScenario(
                scenario.name(),
                new EdgeTopology(sites),
                scenario.workload(),
                scenario.settings(),
                scenario.disturbances());
    }

    @Test
    void withoutLoadAllIdle() {
        Seeds.forAll(seed -> {
            ServingScenario scenario = empty(RandomScenarios.mixed().scenario(seed));
            ServingEngine engine = finished(scenario, seed, Policies.forSeed(seed, scenario));
            assertEquals(0, engine.statistics().offered());
            assertEquals(scenario.settings().duration(), engine.now());
            for (int w = 0; w < scenario.topology().workers().size(); w++) {
                double idle = scenario.topology().workers().get(w).device().idlePower();
                double up = timeUp(scenario, w);
                assertEquals(
                        idle * up,
                        engine.energy(w),
                        1e-9 * idle * scenario.settings().duration());
                assertEquals(engine.isUp(w) ? idle : 0, engine.power(w));
                assertEquals(0, engine.busyTime(w));
            }
        });
    }

    /** How long a worker is up, by the scenario's disturbances alone [s]. */
    private static double timeUp(ServingScenario scenario, int worker) {
        double sum = 0;
        double since = 0;
        boolean up = true;
        for (Disturbance disturbance : scenario.disturbances()) {
            boolean fails = disturbance.kind() == Disturbance.Kind.FAIL;
            boolean matters = disturbance.target() == worker
                    && disturbance.kind() != Disturbance.Kind.SLOW_LINK
                    && disturbance.time() <= scenario.settings().duration();
            if (matters && fails == up) {
                sum += fails ? disturbance.time() - since : 0;
                since = disturbance.time();
                up = !fails;
            }
        }
        return up ? sum + scenario.settings().duration() - since : sum;
    }

    /** The first client comes when all is over. */
    private static ServingScenario empty(ServingScenario scenario) {
        Client late = new Client(2 * scenario.settings().duration(), 0, 0, 1);
        return new ServingScenario(
                scenario.name(),
                scenario.topology(),
                Workload.replay(scenario.workload().classes(), List.of(late)),
                scenario.settings(),
                scenario.disturbances());
    }

    @Test
    void atEveryMomentQueriesAndGpusAreAccountedFor() {
        Seeds.forAll(seed -> {
            ServingScenario scenario = RandomScenarios.mixed().scenario(seed);
            ServingEngine engine = new ServingEngine(scenario, Policies.forSeed(seed, scenario), seed);
            double[] busyBefore = new double[scenario.topology().workers().size()];
            double before = 0;
            for (int step = 1; step <= 40; step++) {
                // Steps of uneven length, some of them beyond the end.
                engine.advance(scenario.settings().duration() * step * step / 1444.0);
                checkQueries(engine);
                checkGpus(engine);
                for (int w = 0; w < busyBefore.length; w++) {
                    double busy = engine.busyTime(w) - busyBefore[w];
                    assertTrue(busy >= 0 && busy <= (engine.now() - before) * (1 + 1e-12), "busy for " + busy);
                    busyBefore[w] = engine.busyTime(w);
                }
                before = engine.now();
            }
            engine.finish();
            checkQueries(engine);
            assertEquals(0, engine.queriesUnderWay());
            assertEquals(0, engine.clients());
        });
    }

    private static void checkQueries(ServingEngine engine) {
        Monitoring seen = engine.monitoring();
        long offered = 0;
        long ended = 0;
        for (int k = 0; k < seen.classes().size(); k++) {
            offered += seen.sent(k);
            ended += seen.served(k) + seen.late(k) + seen.rejected(k);
        }
        assertEquals(offered, ended + engine.queriesUnderWay(), "queries at " + engine.now());
    }

    private static void checkGpus(ServingEngine engine) {
        double[] taken = new double[engine.scenario().topology().workers().size()];
        for (Instance instance : engine.scenario().topology().instances()) {
            int running = engine.view().running(instance.index());
            int replicas = instance.variant().replicas();
            assertTrue(running >= 0 && running <= replicas, running + " batches for " + replicas + " replicas");
            boolean shared = instance.worker().isShared();
            taken[instance.workerIndex()] += shared ? 0 : running / (double) replicas;
        }
        for (int w = 0; w < taken.length; w++) {
            assertTrue(
                    taken[w] <= 1 + 1e-9, String.format(Locale.ROOT, "worker %d gives out %s of its GPU", w, taken[w]));
            if (!engine.scenario().topology().workers().get(w).isShared()) {
                assertEquals(taken[w], engine.utilization(w), 1e-9);
            }
            assertTrue(engine.isUp(w) || engine.utilization(w) == 0, "a worker that is down works");
        }
    }
}
