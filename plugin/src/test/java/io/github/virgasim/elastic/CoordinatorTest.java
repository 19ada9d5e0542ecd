// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
    private static final Units MINIMUM = Units.of(2, 2);
    private static final TaskType TYPE = Small.type(MINIMUM, MINIMUM, 1);
    private static final ClusterPolicy FIRST = (view, cluster, proposals) ->
            cluster.pending().stream().findFirst().ifPresent(task -> proposals.put(cluster.number(), task, 1, MINIMUM));

    private final UniformRandomProvider random = new RandomStreams(1).stream("conflicts");
    private final List<Cluster> clusters =
            List.of(new Cluster(0, Units.of(5, 5), 1), new Cluster(1, Units.of(8, 7), 1));
    private final ElasticTask task = new ElasticTask(0, new Arrival(0, List.of(0, 1)), TYPE, 0);

    @Test
    void lowerNumberWins() {
        assertEquals(0, winner(ConflictRule.LOWER_NUMBER, 0.1, 0.9));
    }

    /** Room for 2 and for 3 tasks: the posteriors stand like 2 s0 to 3 s1. */
    @Test
    void bayesWeighsScoresWithRoom() {
        assertEquals(1, winner(ConflictRule.BAYES, 0.59, 0.40));
        assertEquals(0, winner(ConflictRule.BAYES, 0.61, 0.40));
    }

    /** Room of 2.5 and 3.5 tasks: the posteriors stand like s0 to e s1. */
    @Test
    void softmaxWeighsScoresWithTheExponentialOfRoom() {
        assertEquals(1, winner(ConflictRule.BAYES_SOFTMAX, 0.27, 0.1));
        assertEquals(0, winner(ConflictRule.BAYES_SOFTMAX, 0.28, 0.1));
    }

    @Test
    void equalPosteriorsAreDecidedAtRandom() {
        List<Cluster> equal = List.of(new Cluster(0, MINIMUM, 1), new Cluster(1, MINIMUM, 1));
        List<Proposal> rivals = List.of(proposal(0, 0.5), proposal(1, 0.5));
        int second = 0;
        for (int i = 0; i < 1000; i++) {
            second += ConflictRule.BAYES.winner(rivals, equal, random).cluster();
        }
        assertEquals(500, second, 60);
    }

    @Test
    void nextReplicaTakesOverAfterAWhile() {
        Replicas replicas = new Replicas(List.of(2, 0), List.of(new Replicas.Outage(2, 5, 10)), 2);
        List<Integer> active = new ArrayList<>();
        for (int timestep = 0; timestep < 14; timestep++) {
            active.add(replicas.active(timestep).orElse(-1));
        }
        assertEquals(List.of(2, 2, 2, 2, 2, -1, -1, 0, 0, 0, -1, -1, 2, 2), active);
        Replicas alone = new Replicas(List.of(2), List.of(new Replicas.Outage(2, 5, 10)), 0);
        assertEquals(OptionalInt.empty(), alone.active(9));
        assertEquals(OptionalInt.of(2), alone.active(10));
    }

    /** Four tasks of one timestep each on one cluster, the coordinator down in timesteps 1 to 3. */
    @Test
    void nothingStartsWithoutACoordinatorAndEverythingDoesLater() {
        Replicas replicas = new Replicas(List.of(0), List.of(new Replicas.Outage(0, 1, 4)), 0);
        EpisodeStatistics statistics = Small.run(
                Small.setting(ElasticSetting.Mode.SINGLE_TASK, MINIMUM),
                List.of(TYPE),
                Small.atOnce(4, 1, 0),
                new Coordinator(FIRST, ConflictRule.BAYES, replicas, random));
        assertEquals(1 + 5 + 6 + 7, statistics.completionTimeSum());
    }

    /** Both clusters want the same task; in single-task mode the loser starts nothing in this timestep. */
    @Test
    void loserOfAConflictIsVoidForATimestepInSingleTaskModeOnly() {
        for (ElasticSetting.Mode mode : ElasticSetting.Mode.values()) {
            EpisodeStatistics statistics = Small.run(
                    Small.setting(mode, MINIMUM, MINIMUM),
                    List.of(TYPE),
                    Small.atOnce(2, 2, 0, 1),
                    new Coordinator(
                            (view, cluster, proposals) -> {
                                if (!cluster.free().isNone()) {
                                    FIRST.propose(view, cluster, proposals);
                                }
                            },
                            ConflictRule.LOWER_NUMBER,
                            Replicas.RELIABLE,
                            random));
            long last = mode == ElasticSetting.Mode.SINGLE_TASK ? 2 : 1;
            assertEquals(1 + last, statistics.completionTimeSum(), mode::name);
        }
    }

    @Test
    void badReplicasAreRefused() {
        assertThrows(InvalidInputException.class, () -> new Replicas(List.of(), List.of(), 0));
        assertThrows(InvalidInputException.class, () -> new Replicas.Outage(0, 3, 3));
        List<Replicas.Outage> elsewhere = List.of(new Replicas.Outage(0, 3, 4));
        assertThrows(InvalidInputException.class, () -> new Replicas(List.of(1), elsewhere, 0));
    }

    private int winner(ConflictRule rule, double score0, double score1) {
        return rule.winner(List.of(proposal(0, score0), proposal(1, score1)), clusters, random)
                .cluster();
    }

    private Proposal proposal(int cluster, double score) {
        return new Proposal(cluster, task, score, MINIMUM);
    }
}
