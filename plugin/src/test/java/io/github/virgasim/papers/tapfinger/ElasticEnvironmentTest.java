// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting.Mode;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.learn.FlatAgents;
import io.github.virgasim.learn.FlatEnvironment.View;
import io.github.virgasim.learn.MultiAgentContract;
import io.github.virgasim.learn.MultiAgentEnvironment;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElasticEnvironmentTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keepsTheContract(Mode mode) {
        int steps = MultiAgentContract.check(new ElasticEnvironment(Small.experiment(mode, 30)), SEED, 1000);
        assertTrue(steps > 10 && steps < 1000, "steps " + steps);
    }

    /** Each cluster starts the first of its pending tasks that fits, with the minimum; lower numbers first. */
    private static void first(ElasticView view, Plan plan) {
        Set<ElasticTask> taken = new HashSet<>();
        for (Cluster cluster : view.clusters()) {
            cluster.pending().stream()
                    .filter(task -> cluster.free().covers(task.type().minimum()))
                    .findFirst()
                    .filter(taken::add)
                    .ifPresent(task ->
                            plan.start(cluster.number(), task, task.type().minimum()));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void paysMinusTheMeanCompletionTimeOfASchedulerThatDecidesAlike(Mode mode) {
        ElasticExperiment experiment = Small.experiment(mode, 40);
        EpisodeStatistics expected = experiment.run(ElasticEnvironmentTest::first, new RandomStreams(SEED));
        FlatAgents environment = new FlatAgents(
                new ElasticEnvironment(experiment), experiment.setting().pendingSlots(), "timesteps");
        View view = environment.reset(SEED);
        double sum = 0;
        while (!view.ended()) {
            view = environment.step(firstAllowed(environment, view));
            sum += view.rewards()[0] + view.rewards()[1];
        }
        assertTrue(view.terminated());
        assertEquals(expected.timesteps(), view.time());
        assertEquals(-expected.meanCompletionTime(), sum, 1e-9);
    }

    private static int[] firstAllowed(FlatAgents environment, View view) {
        var spec = environment.spec();
        int[] actions = new int[spec.agents() * 3];
        for (int agent = 0; agent < spec.agents(); agent++) {
            int from = agent * spec.maskSize();
            int choice = 1;
            while (choice < spec.parts().get(0).size() && !view.allowed()[from + choice]) {
                choice++;
            }
            if (choice < spec.parts().get(0).size()) {
                actions[3 * agent] = choice;
                for (int part = 1; part < 3; part++) {
                    int at = from + spec.maskAt(part, choice);
                    while (!view.allowed()[at + actions[3 * agent + part]]) {
                        actions[3 * agent + part]++;
                    }
                }
            }
        }
        return actions;
    }

    @Test
    void refusesWhatAClusterCannotDo() {
        ElasticEnvironment environment = new ElasticEnvironment(Small.experiment(Mode.SINGLE_TASK, 30));
        int[] nothing = {MultiAgentEnvironment.NOTHING, 0, 0};
        assertThrows(IllegalStateException.class, () -> environment.step(new int[][] {nothing, nothing}));
        int[][] candidates = environment.reset(SEED).candidates();
        while (candidates[0].length == 0 || candidates[1].length == 0) {
            candidates = environment
                    .step(new int[][] {nothing, nothing})
                    .observation()
                    .candidates();
        }
        for (int[] bad : new int[][] {{99, 2, 1}, {-2, 2, 1}, {0, 1, 1}, {0, 2, 0}, {0, 17, 1}, {0, 2, 9}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> environment.step(new int[][] {bad, nothing}),
                    Arrays.toString(bad));
        }
    }

    @Test
    void anEpisodeInWhichNothingIsStartedIsGivenUp() {
        ElasticExperiment experiment = Small.experiment(Mode.MULTI_TASK, 10);
        FlatAgents environment = new FlatAgents(new ElasticEnvironment(experiment), 4, "timesteps");
        View view = environment.reset(SEED);
        while (!view.ended()) {
            view = environment.step(new int[6]);
        }
        assertTrue(view.truncated() && !view.terminated());
        assertEquals(Episode.limit(experiment), view.time());
    }
}
