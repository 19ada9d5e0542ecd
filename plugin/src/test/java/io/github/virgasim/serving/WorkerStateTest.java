// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failing, recovering, leaving and coming, in any order and again and again. */
class WorkerStateTest {
    private static final List<ObjIntConsumer<ServingEngine>> ACTIONS = List.of(
            ServingEngine::failWorker,
            ServingEngine::recoverWorker,
            ServingEngine::removeWorker,
            ServingEngine::placeWorker);

    @ParameterizedTest
    @CsvSource({
        "UP, FAILED, UP, ABSENT, UP",
        "FAILED, FAILED, UP, FAILED_AND_ABSENT, FAILED",
        "ABSENT, FAILED_AND_ABSENT, ABSENT, ABSENT, UP",
        "FAILED_AND_ABSENT, FAILED_AND_ABSENT, ABSENT, FAILED_AND_ABSENT, FAILED"
    })
    void transitions(WorkerState from, WorkerState fail, WorkerState recover, WorkerState leave, WorkerState come) {
        assertEquals(fail, from.fail());
        assertEquals(recover, from.recover());
        assertEquals(leave, from.leave());
        assertEquals(come, from.come());
    }

    /** A cold start of 2 s for every worker that comes up. */
    private static ServingScenario cold(ServingScenario scenario, List<Disturbance> disturbances) {
        InstanceRules rules = new InstanceRules(
                Batching.dynamic(0), Integer.MAX_VALUE, InstanceRules.Drop.NEWEST, 1e9, 2, Double.POSITIVE_INFINITY);
        return new ServingScenario(
                scenario.name(),
                scenario.topology(),
                scenario.workload(),
                scenario.settings().withInstances(rules),
                disturbances);
    }

    private static ServingStatistics run(ServingScenario scenario) {
        return new ServingEngine(scenario, StaticPolicies.named("least-impedance"), 2).finish();
    }

    private static void assertSame(ServingStatistics expected, ServingStatistics actual) {
        assertEquals(expected.served(), actual.served());
        assertEquals(expected.late(), actual.late());
        assertEquals(expected.rejected(), actual.rejected());
        assertEquals(expected.lost(), actual.lost());
        assertEquals(expected.latency(), actual.latency());
    }

    /** What a scenario says twice, or says of a worker that is up, changes nothing: no cold start begins. */
    @Test
    void whatHappensTwiceChangesNothing() {
        for (long seed = 0; seed < 20; seed++) {
            ServingScenario scenario = TestScenarios.random(seed);
            Disturbance fail = new Disturbance(10, Disturbance.Kind.FAIL, 0, 1);
            Disturbance recover = new Disturbance(15, Disturbance.Kind.RECOVER, 0, 1);
            Disturbance slow = new Disturbance(20, Disturbance.Kind.SLOW_LINK, 0, 3);
            ServingStatistics once = run(cold(scenario, List.of(fail, recover, slow)));
            List<Disturbance> again = List.of(
                    new Disturbance(5, Disturbance.Kind.RECOVER, 0, 1),
                    fail,
                    new Disturbance(12, Disturbance.Kind.FAIL, 0, 1),
                    recover,
                    new Disturbance(16, Disturbance.Kind.RECOVER, 0, 1),
                    slow,
                    new Disturbance(25, Disturbance.Kind.RECOVER, 0, 1),
                    new Disturbance(25, Disturbance.Kind.SLOW_LINK, 0, 3));
            assertSame(once, run(cold(scenario, again)));
            ServingStatistics none = run(cold(scenario, List.of()));
            ServingStatistics healthy =
                    run(cold(scenario, List.of(new Disturbance(5, Disturbance.Kind.RECOVER, 0, 1))));
            assertSame(none, healthy);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /**
     * Random actions on random workers: the engine is in the state that two flags say, an action that changes no flag changes
     * nothing else, every query is counted once, and a worker draws power while it is up.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void randomSequences(long seed) {
        ServingScenario scenario =
                cold(seed % 2 == 0 ? TestScenarios.random(seed) : TestScenarios.randomlyShared(seed), List.of());
        List<Worker> workers = scenario.topology().workers();
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named("random"), seed);
        ServingEngine sparing = new ServingEngine(scenario, StaticPolicies.named("random"), seed);
        Random random = new Random(seed);
        boolean[] failed = new boolean[workers.size()];
        boolean[] absent = new boolean[workers.size()];
        double[] upTime = new double[workers.size()];
        double time = 0;
        for (int i = 0; i < 60; i++) {
            double next = time + random.nextDouble();
            for (int w = 0; w < workers.size(); w++) {
                upTime[w] += failed[w] || absent[w] ? 0 : next - time;
            }
            time = next;
            engine.advance(time);
            sparing.advance(time);
            int worker = random.nextInt(workers.size());
            int action = random.nextInt(ACTIONS.size());
            boolean[] flags = action < 2 ? failed : absent;
            boolean changes = flags[worker] != (action % 2 == 0);
            flags[worker] = action % 2 == 0;
            ACTIONS.get(action).accept(engine, worker);
            if (changes) {
                ACTIONS.get(action).accept(sparing, worker);
            }
            for (int w = 0; w < workers.size(); w++) {
                assertEquals(!failed[w] && !absent[w], engine.isUp(w));
                assertEquals(upTime[w], engine.upTime(w), 1e-9);
                assertTrue(engine.isUp(w) ? engine.power(w) >= 10 : engine.power(w) == 0 && engine.utilization(w) == 0);
            }
        }
        ServingStatistics result = engine.finish();
        assertSame(sparing.finish(), result);
        assertEquals(result.offered(), result.served() + result.late() + result.rejected());
        assertEquals(0, result.underWay());
        assertEquals(0, engine.queriesUnderWay());
        for (int w = 0; w < workers.size(); w++) {
            // Idle 10 W, busy 30 W; batches side by side may draw more than the utilisation says.
            double least = 10 * engine.upTime(w) + 20 * engine.busyTime(w);
            assertTrue(engine.energy(w) >= least - 1e-6 && engine.energy(w) <= 30 * engine.upTime(w) + 1e-6);
        }
    }

    @Test
    void aFailedWorkerDrawsNothing() {
        ServingScenario scenario = TestScenarios.random(4);
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named("closest"), 4);
        engine.failWorker(0);
        engine.advance(10);
        assertEquals(0, engine.energy(0));
        engine.recoverWorker(0);
        engine.advance(15);
        assertEquals(10 * 5 + 20 * engine.busyTime(0), engine.energy(0), 1e-9);
        assertEquals(5, engine.upTime(0), 1e-12);
    }

    /** A second failure while the first one's victims still hold their slots loses nothing twice. */
    @Test
    void queriesUnderWayAreThoseWhoseOutcomeIsOpen() {
        List<Integer> open = new ArrayList<>();
        for (long seed = 0; seed < 50; seed++) {
            ServingScenario plain = TestScenarios.random(seed);
            ServingEngine engine = new ServingEngine(plain, StaticPolicies.named("closest"), seed);
            engine.advance(20);
            int before = engine.queriesUnderWay();
            long lost = engine.statistics().lost();
            engine.failWorker(0);
            assertEquals(before - (engine.statistics().lost() - lost), engine.queriesUnderWay());
            assertFalse(engine.isUp(0));
            open.add(before - engine.queriesUnderWay());
        }
        assertTrue(open.stream().anyMatch(n -> n > 0), "some were in service");
    }
}
