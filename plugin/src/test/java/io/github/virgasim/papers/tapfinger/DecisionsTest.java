// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the network decides in the steps of whole episodes. */
class DecisionsTest {
    private final ElasticExperiment experiment = Small.experiment(ElasticSetting.Mode.MULTI_TASK, 60);
    private final TapFingerNetwork network = Small.network(experiment);

    @ParameterizedTest
    @EnumSource(DecisionMode.class)
    void unitsAreWithinMinimumCapAndWhatIsFree(DecisionMode mode) {
        int starts = 0;
        int voids = 0;
        for (Episode episode : Small.episodes(experiment, network, mode, 5)) {
            assertTrue(episode.isOver());
            for (Step step : episode.steps) {
                TaskGraph graph = step.graph();
                JointDecision decision = step.decision();
                for (int n = 0; n < graph.clusters; n++) {
                    if (decision.pair[n] < 0) {
                        continue;
                    }
                    assertTrue(decision.permitted[decision.pair[n]]);
                    if (decision.gpus[n] == 0) {
                        assertFalse(decision.starts(n));
                        voids++;
                    } else {
                        Units units = Units.of(decision.cpus[n], decision.gpus[n]);
                        ElasticTask task = graph.task(decision.pair[n]);
                        assertTrue(units.covers(task.type().minimum()), () -> units + " for " + task.type());
                        assertTrue(graph.free[n].covers(units));
                        starts++;
                    }
                }
            }
        }
        assertTrue(starts >= 5 * 60 && voids > 0, String.format(Locale.ROOT, "%d starts, %d voids", starts, voids));
    }

    @ParameterizedTest
    @EnumSource(DecisionMode.class)
    void eachTaskIsStartedOnce(DecisionMode mode) {
        int lost = 0;
        for (Episode episode : Small.episodes(experiment, network, mode, 5)) {
            Set<Long> started = new HashSet<>();
            for (Step step : episode.steps) {
                for (int n = 0; n < step.graph().clusters; n++) {
                    if (step.decision().starts(n)) {
                        assertTrue(started.add(
                                step.graph().task(step.decision().pair[n]).number()));
                    }
                    lost += step.decision().lost[n] ? 1 : 0;
                }
            }
            assertEquals(60, started.size());
        }
        assertEquals(mode == DecisionMode.INDEPENDENT, lost > 0, "conflicts are resolved, or do not arise");
    }

    @Test
    void conflictsGoToTheLargestPosterior() {
        int conflicts = 0;
        for (Episode episode : Small.episodes(experiment, network, DecisionMode.INDEPENDENT, 5)) {
            for (Step step : episode.steps) {
                JointDecision decision = step.decision();
                Map<Integer, Integer> winners = new HashMap<>();
                for (int n = 0; n < 2; n++) {
                    if (decision.starts(n)) {
                        winners.put(step.graph().pairTask[decision.pair[n]], n);
                    }
                }
                for (int n = 0; n < 2; n++) {
                    if (decision.lost[n]) {
                        int winner = winners.get(step.graph().pairTask[decision.pair[n]]);
                        assertTrue(posterior(step, winner) >= posterior(step, n));
                        conflicts++;
                    }
                }
            }
        }
        assertTrue(conflicts > 10);
    }

    /** Probability of the task in the cluster, times how many such tasks the cluster could hold. */
    private static double posterior(Step step, int cluster) {
        Units free = step.graph().free[cluster];
        // Both types have the minimum (2, 1).
        double room = Math.floor(Math.min(free.get(0) / 2.0, free.get(1)));
        return step.decision().score[cluster] * room;
    }

    /** Without a pointer, tasks are drawn evenly; or it is the one that arrived first. */
    @ParameterizedTest
    @EnumSource(
            value = TaskChoice.class,
            names = {"UNIFORM", "EARLIEST"})
    void ablationsChooseTasksWithoutAPointer(TaskChoice choice) {
        TapFingerNetwork plain = new TapFingerNetwork(NetworkShape.of(experiment, 8, 0), choice, 3);
        int choices = 0;
        for (Episode episode : Small.episodes(experiment, plain, DecisionMode.INDEPENDENT, 2)) {
            for (Step step : episode.steps) {
                JointDecision decision = step.decision();
                for (int n = 0; n < 2; n++) {
                    int from = step.graph().firstPair(n);
                    int chosen = decision.pair[n];
                    int count = 0;
                    long earliest = Long.MAX_VALUE;
                    for (int pair = from; pair < from + step.graph().pairsOf[n]; pair++) {
                        if (step.graph().feasible[pair]) {
                            count++;
                            earliest =
                                    Math.min(earliest, step.graph().task(pair).number());
                        }
                    }
                    assertEquals(count > 0, chosen >= 0);
                    if (count > 1) {
                        choices++;
                        assertEquals(choice == TaskChoice.UNIFORM ? -Math.log(count) : 0, decision.pairLog[n], 1e-5);
                        assertTrue(choice == TaskChoice.UNIFORM
                                || step.graph().task(chosen).number() == earliest);
                    }
                }
            }
        }
        assertTrue(choices > 20);
        reviewRepeats(plain, DecisionMode.SEQUENTIAL);
    }

    @ParameterizedTest
    @EnumSource(DecisionMode.class)
    void reviewRepeatsTheProbabilitiesOfTheDecision(DecisionMode mode) {
        reviewRepeats(network, mode);
    }

    private void reviewRepeats(TapFingerNetwork of, DecisionMode mode) {
        List<Step> steps = Small.episodes(experiment, of, mode, 2).stream()
                .flatMap(episode -> episode.steps.stream())
                .toList();
        Tape tape = new Tape(MatrixKernels.plain(), of.parameters);
        tape.begin(false);
        Minibatch minibatch = new Minibatch(of);
        Minibatch.Review review = minibatch.review(tape, steps);
        int agent = 0;
        for (int s = 0; s < steps.size(); s++) {
            assertEquals(steps.get(s).value(), review.value().get(s, 0), "alone and in a batch");
            JointDecision decision = steps.get(s).decision();
            for (int n = 0; n < 2; n++) {
                if (decision.pair[n] >= 0) {
                    assertEquals(decision.logProbability(n), review.taken().get(agent, 0), 1e-5);
                    assertTrue(review.taken().get(agent, 1) >= 0, "entropy");
                    agent++;
                }
            }
        }
        assertEquals(agent, minibatch.agents());
    }

    @Test
    void batchDecidesLikeEachAlone() {
        List<Episode> together = Small.episodes(experiment, network, DecisionMode.SEQUENTIAL, 4);
        for (int i = 0; i < 4; i++) {
            Episode alone = new Episode(experiment, DecisionMode.SEQUENTIAL, 100 + i, 200 + i);
            try (Workers workers = new Workers(1)) {
                new Collector(network, MatrixKernels.plain()).run(List.of(List.of(alone)), workers);
            }
            assertEquals(together.get(i).steps.size(), alone.steps.size());
            for (int s = 0; s < alone.steps.size(); s++) {
                JointDecision one = alone.steps.get(s).decision();
                assertArrayEquals(together.get(i).steps.get(s).decision().pair, one.pair);
                assertArrayEquals(together.get(i).steps.get(s).decision().gpus, one.gpus);
            }
        }
    }

    @Test
    void kernelsAgree() {
        List<Step> steps =
                Small.episodes(experiment, network, DecisionMode.SEQUENTIAL, 1).get(0).steps;
        Tape plain = new Tape(MatrixKernels.plain(), network.parameters);
        Tape fast = new Tape(MatrixKernels.fastest(), network.parameters);
        plain.begin(false);
        fast.begin(false);
        Minibatch.Review one = new Minibatch(network).review(plain, steps);
        Minibatch.Review other = new Minibatch(network).review(fast, steps);
        for (int i = 0; i < one.taken().rows(); i++) {
            assertEquals(one.taken().get(i, 0), other.taken().get(i, 0), 1e-5);
        }
        for (int s = 0; s < steps.size(); s++) {
            assertEquals(one.value().get(s, 0), other.value().get(s, 0), 1e-5);
        }
    }

    @Test
    void taskSeenBySeveralClustersIsOneNode() {
        for (Step step :
                Small.episodes(experiment, network, DecisionMode.SEQUENTIAL, 1).get(0).steps) {
            TaskGraph graph = step.graph();
            Set<ElasticTask> tasks = new HashSet<>(graph.pending);
            assertEquals(tasks.size(), graph.pending.size());
            assertEquals(graph.pairs(), graph.pairsOf[0] + graph.pairsOf[1]);
            for (int n = 0; n < 2; n++) {
                for (int i = graph.firstPair(n); i < graph.firstPair(n) + graph.pairsOf[n]; i++) {
                    assertTrue(graph.task(i).eligible().contains(n));
                    assertEquals(
                            graph.feasible[i],
                            graph.free[n].covers(graph.task(i).type().minimum()));
                }
            }
        }
    }
}
