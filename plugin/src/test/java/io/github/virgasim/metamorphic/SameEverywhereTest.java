// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.metamorphic;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.serving.RandomScenarios;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run is the same to the last bit wherever it runs: alone, beside others on eight threads, inside CloudSim Plus. */
class SameEverywhereTest {
    private static ExecutorService threads;
    /** What runs on eight threads come to, by seed. */
    private static List<Future<String>> beside;

    @BeforeAll
    static void startAll() {
        Log.setLevel(Level.OFF);
        threads = Executors.newFixedThreadPool(8);
        beside = new ArrayList<>();
        Seeds.all().forEach(seed -> beside.add(threads.submit(() -> RunState.of(alone(seed)))));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    private static ServingEngine alone(long seed) {
        ServingScenario scenario = RandomScenarios.mixed().scenario(seed);
        ServingEngine engine = new ServingEngine(scenario, Policies.forSeed(seed, scenario), seed);
        engine.finish();
        return engine;
    }

    private static ServingEngine insideCloudSimPlus(long seed) {
        ServingScenario scenario = RandomScenarios.mixed().scenario(seed);
        CloudSimPlus simulation = new CloudSimPlus();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        InferenceBroker broker =
                new InferenceBroker(simulation, scenario, Policies.forSeed(seed, scenario), seed).setTickInterval(7);
        simulation.start();
        return broker.getEngine();
    }

    @Test
    void bareEngineCloudSimPlusAndEightThreadsAgree() {
        Seeds.forAll(seed -> {
            ServingEngine alone = alone(seed);
            RunState.assertSame(RunState.of(alone), onAnotherThread(seed), "on eight threads");
            ServingEngine inside = insideCloudSimPlus(seed);
            // The simulation goes on to the next tick, and its GPUs idle until then.
            alone.advance(inside.now());
            RunState.assertSame(RunState.of(alone), RunState.of(inside), "inside CloudSim Plus");
        });
    }

    private static String onAnotherThread(long seed) {
        try {
            return beside.get((int) (seed - Seeds.all().findFirst().orElseThrow()))
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
