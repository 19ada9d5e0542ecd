// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.experiment.Loads;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.RelativeReward;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One decider decides the same in the environment, in the bare engine and in CloudSim Plus. */
class AsetRolloutTest {
    private static final long SEED = 5;

    private static ServingScenario scenario() {
        return new MixedLoad(Scenarios.named("aset-full-edge").withLambda(600), 200).apply(SEED);
    }

    /** Depends on every component of the observation. */
    private static ToIntFunction<double[]> decider(SystemState state) {
        int actions = AsetActions.names(state).size();
        return observation -> Math.floorMod(Arrays.hashCode(observation), actions);
    }

    private static SwitchingPolicy policy(SystemState state, ToIntFunction<double[]> decider) {
        return new SwitchingPolicy(
                "test",
                state,
                AsetActions.policies(state, scenario().settings()),
                AsetActions.period(scenario().settings()),
                decider);
    }

    private static void assertSame(ServingStatistics expected, ServingStatistics actual) {
        assertEquals(expected.offered(), actual.offered());
        assertEquals(expected.served(), actual.served());
        assertEquals(expected.late(), actual.late());
        assertEquals(expected.rejected(), actual.rejected());
    }

    @ParameterizedTest
    @EnumSource(SystemState.class)
    void environmentEngineAndCloudSimPlusAgree(SystemState state) {
        var environment = new ServingEnvironment(
                Loads.steady(scenario()),
                state,
                ServingReward.ALL_FAILURES,
                settings -> AsetActions.policies(state, settings),
                AsetActions.period(scenario().settings()));
        double[] observation = environment.reset(SEED);
        EnvironmentStep step;
        do {
            step = environment.step(decider(state).applyAsInt(observation));
            observation = step.observation();
        } while (!step.ended());
        assertTrue(step.truncated() && !step.terminated());
        ServingStatistics expected = environment.engine().finish();
        assertTrue(expected.rejected() > 100, "rejected " + expected.rejected());

        SwitchingPolicy bare = policy(state, decider(state));
        assertSame(expected, new ServingEngine(scenario(), bare, SEED).finish());
        assertTrue(bare.choices().stream().distinct().count() > 1);

        CloudSimPlus simulation = new CloudSimPlus();
        EdgeDatacenter.forScenario(simulation, scenario().topology());
        SwitchingPolicy plugged = policy(state, decider(state));
        var broker = new InferenceBroker(simulation, scenario(), plugged, SEED);
        simulation.start();
        assertSame(expected, broker.getEngine().statistics());
        assertEquals(bare.choices(), plugged.choices());
    }

    @ParameterizedTest
    @EnumSource(SystemState.class)
    void observationsAreFiniteAndOfOrderOne(SystemState state) {
        SystemObserver observer = new SystemObserver(
                state, scenario().topology(), scenario().workload().classes());
        new ServingEngine(
                        scenario(),
                        policy(state, observation -> {
                            assertEquals(observer.spec().size(), observation.length);
                            for (double value : observation) {
                                assertTrue(Double.isFinite(value) && Math.abs(value) < 5, "was " + value);
                            }
                            return 0;
                        }),
                        SEED)
                .finish();
    }

    @Test
    void randomActionsFollowFromTheSeed() {
        SwitchingPolicy one = AsetActions.randomAction(scenario().settings(), 1);
        SwitchingPolicy same = AsetActions.randomAction(scenario().settings(), 1);
        SwitchingPolicy other = AsetActions.randomAction(scenario().settings(), 2);
        for (SwitchingPolicy policy : new SwitchingPolicy[] {one, same, other}) {
            new ServingEngine(scenario(), policy, SEED).finish();
        }
        assertEquals(one.choices(), same.choices());
        assertNotEquals(one.choices(), other.choices());
    }

    private static ServingEnvironment small() {
        return new ServingEnvironment(
                new MixedLoad(Scenarios.named("aset-dc-cloud").withLambda(200), 60),
                SystemState.ASET_PUBLISHED,
                ServingReward.ALL_FAILURES,
                settings -> AsetActions.policies(SystemState.ASET_PUBLISHED, settings),
                AsetActions.period(scenario().settings()));
    }

    @Test
    void relativeRewardsAreDifferencesToTheTwin() {
        ServingEnvironment one = small();
        ServingEnvironment other = small();
        var relative = new RelativeReward(small(), small(), 3, 10);
        one.reset(1);
        other.reset(1);
        relative.reset(1);
        for (int action : new int[] {2, 0, 3}) {
            EnvironmentStep step = one.step(action);
            double difference = step.reward() - other.step(3).reward();
            assertEquals(10 * difference, relative.step(action).reward(), 1e-12);
            assertEquals(step.ended(), action == 3);
        }
        assertEquals(one.observation(), relative.observation());
        assertEquals(one.actions(), relative.actions());
        assertThrows(IllegalArgumentException.class, () -> new MixedLoad(Scenarios.named("aset-dc-cloud"), 0));
    }
}
