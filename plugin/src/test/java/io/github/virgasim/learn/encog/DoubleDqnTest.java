// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.EpisodeReport;
import io.github.virgasim.learn.EpsilonSchedule;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleDqnTest {
    private static final boolean[] BOTH = {true, true};

    private static final DqnSettings SMALL = DqnSettings.defaults()
            .with()
            .hidden(List.of(32))
            .gamma(0.9)
            .learningRate(3e-3)
            .batchSize(32)
            .learningStarts(200)
            .targetUpdate(TargetUpdate.soft(0.02))
            .exploration(EpsilonSchedule.constant(1))
            .build();

    @ParameterizedTest
    @EnumSource
    void learnsTheValuesOfAChain(Activation activation) {
        Chain chain = new Chain(5, 20);
        DqnTraining training =
                new DqnTraining(chain, SMALL.with().activation(activation).build(), 3);
        training.runUntil(5000, report -> {});
        GreedyAgent agent = training.agent().greedy();
        for (int state = 0; state < 5; state++) {
            double[] values = agent.values(chain.observationOf(state));
            assertEquals(chain.left(state, 0.9), values[Chain.LEFT], 0.02 * chain.left(state, 0.9));
            assertEquals(chain.right(state, 0.9), values[Chain.RIGHT], 0.02 * chain.right(state, 0.9));
            assertEquals(Chain.RIGHT, agent.act(chain.observationOf(state)));
        }
    }

    @Test
    void copiesTheTargetNowAndThen() {
        Chain chain = new Chain(5, 20);
        DqnTraining training = new DqnTraining(
                chain, SMALL.with().targetUpdate(TargetUpdate.hard(100)).build(), 3);
        training.runUntil(5000, report -> {});
        for (int state = 0; state < 5; state++) {
            double right = training.agent().greedy().values(chain.observationOf(state))[Chain.RIGHT];
            assertEquals(chain.right(state, 0.9), right, 0.02 * chain.right(state, 0.9));
        }
    }

    /** A reward of 1 per step for ever is worth 1 / (1 - gamma), however early the watching stops. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aTruncatedEpisodeIsWorthWhatAnEndlessOneIs(int returnSteps) {
        DoubleDqn agent =
                new DoubleDqn(1, 1, SMALL.with().returnSteps(returnSteps).build(), 1);
        double[] same = {1};
        for (int i = 1; i <= 5000; i++) {
            agent.observe(same, 0, 1, same, new boolean[] {true}, false, i % 5 == 0);
            agent.learn();
        }
        assertEquals(10, agent.greedy().values(same)[0], 0.2);
    }

    @Test
    void learnsWhichActionSuitsTheObservation() {
        DqnTraining training = new DqnTraining(new Bandit(), SMALL, 5);
        training.runEpisodes(6000, report -> {});
        GreedyAgent agent = training.agent().greedy();
        UniformRandomProvider random = new RandomStreams(99).stream("test");
        int right = 0;
        for (int i = 0; i < 2000; i++) {
            double[] point = {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            right += agent.act(point) == Bandit.right(point) ? 1 : 0;
        }
        assertTrue(right >= 0.95 * 2000, right + " of 2000 right");
    }

    /**
     * Random actions keep the pole up for about 22 steps. The settings and the length of the training were chosen among
     * ten settings with three to six seeds each; ten further seeds then ended at means between 278 and 490.
     */
    @Test
    void learnsToBalanceAPole() {
        DqnSettings settings = DqnSettings.defaults()
                .with()
                .gamma(0.98)
                .returnSteps(5)
                .learningRate(1e-3)
                .batchSize(32)
                .targetUpdate(TargetUpdate.soft(0.01))
                .exploration(new EpsilonSchedule(1, 0.02, 5000))
                .build();
        DqnTraining training = new DqnTraining(new CartPole(), settings, 1);
        List<EpisodeReport> reports = new ArrayList<>();
        training.runUntil(22_000, reports::add);
        double first = mean(reports.subList(0, 20));
        double last = mean(reports.subList(reports.size() - 20, reports.size()));
        assertTrue(first < 40, "first 20 episodes: " + first);
        assertTrue(last > 150, "last 20 episodes: " + last);
    }

    private static double mean(List<EpisodeReport> reports) {
        return reports.stream()
                .mapToDouble(EpisodeReport::totalReward)
                .average()
                .orElseThrow();
    }

    @Test
    void exploresAsOftenAsAsked() {
        DoubleDqn agent = new DoubleDqn(1, 4, SMALL, 1);
        double[] seen = {1};
        boolean[] all = {true, true, true, true};
        int greedy = agent.greedy().act(seen);
        int others = 0;
        for (int i = 0; i < 10_000; i++) {
            assertEquals(greedy, agent.act(seen, all, 0));
            others += agent.act(seen, all, 0.4) == greedy ? 0 : 1;
        }
        // A random action is another one in three of four cases; four standard deviations.
        assertEquals(3000, others, 4 * Math.sqrt(2100));
    }

    @Test
    void theOnlineNetworkPicksAndTheTargetNetworkValues() {
        DqnSettings settings =
                SMALL.with().hidden(List.of()).batchSize(1).learningStarts(1).build();
        DoubleDqn agent = new DoubleDqn(1, 2, settings, 1);
        QNetwork target = agent.network().copy();
        double[] online = agent.network().weights();
        for (int i = 0; i < online.length; i++) {
            // Now the online network's best action is the target network's worst one.
            online[i] = -online[i];
        }
        double[] seen = {1};
        double[] next = {2};
        double value = agent.network().values(seen)[1];
        double[] nextValues = target.values(next);
        double goal = 0.25 + 0.9 * Math.min(nextValues[0], nextValues[1]);
        agent.observe(seen, 1, 0.25, next, BOTH, false, false);
        assertEquals(settings.loss().of(value - goal), agent.learn(), 1e-12);
        assertTrue(Math.abs(nextValues[0] - nextValues[1]) > 0.1);
    }

    @Test
    void theTargetIsTheBestAllowedActionsValue() {
        DqnSettings settings =
                SMALL.with().hidden(List.of()).batchSize(1).learningStarts(1).build();
        double[] seen = {1};
        double[] next = {2};
        for (int only = 0; only < 2; only++) {
            DoubleDqn agent = new DoubleDqn(1, 2, settings, 1);
            double goal = 0.25 + 0.9 * agent.network().values(next)[only];
            double value = agent.network().values(seen)[0];
            agent.observe(seen, 0, 0.25, next, new boolean[] {only == 0, only == 1}, false, false);
            assertEquals(settings.loss().of(value - goal), agent.learn(), 1e-12, "action " + only);
        }
    }

    @Test
    void neverTakesAnActionThatIsRuledOut() {
        DoubleDqn agent = new DoubleDqn(1, 4, SMALL, 1);
        double[] seen = {1};
        int greedy = agent.greedy().act(seen);
        boolean[] allowed = {true, true, true, true};
        allowed[greedy] = false;
        int[] taken = new int[4];
        for (int i = 0; i < 3000; i++) {
            taken[agent.act(seen, allowed, 1)]++;
        }
        for (int action = 0; action < 4; action++) {
            assertEquals(action == greedy ? 0 : 1000, taken[action], 4 * Math.sqrt(667), "action " + action);
        }
        assertEquals(0, taken[greedy]);
        assertEquals(agent.greedy().act(seen, allowed), agent.act(seen, allowed, 0));
        assertThrows(InvalidInputException.class, () -> agent.act(seen, new boolean[4], 0));
        assertThrows(InvalidInputException.class, () -> agent.act(seen, new boolean[3], 0));
    }

    /** The bandit refuses every corner that may not be named, in exploration too. */
    @Test
    void learnsWhatIsBestOfTheAllowedActions() {
        DqnTraining training = new DqnTraining(new MaskedBandit(), SMALL, 5);
        training.runEpisodes(6000, report -> {});
        GreedyAgent agent = training.agent().greedy();
        MaskedBandit bandit = new MaskedBandit();
        int right = 0;
        for (long seed = 0; seed < 500; seed++) {
            double[] point = bandit.reset(1_000_000 + seed);
            right += agent.act(point, bandit.allowed()) == bandit.best() ? 1 : 0;
        }
        assertTrue(right > 450, right + " of 500");
    }

    @Test
    void updatesWhenTheyAreDue() {
        DoubleDqn agent = new DoubleDqn(
                1, 1, SMALL.with().learningStarts(10).trainEvery(4).build(), 1);
        double[] same = {1};
        for (int i = 1; i <= 20; i++) {
            agent.observe(same, 0, 1, same, new boolean[] {true}, false, false);
            assertEquals(i == 12 || i == 16 || i == 20, !Double.isNaN(agent.learn()), "step " + i);
        }
        assertEquals(20, agent.steps());
        assertEquals(3, agent.updates());
    }

    @Test
    void refusesActionsThatDoNotExist() {
        DoubleDqn agent = new DoubleDqn(1, 2, SMALL, 1);
        double[] same = {1};
        assertThrows(InvalidInputException.class, () -> agent.observe(same, 2, 0, same, BOTH, false, false));
        assertThrows(InvalidInputException.class, () -> agent.observe(same, -1, 0, same, BOTH, false, false));
        assertThrows(InvalidInputException.class, () -> agent.act(new double[] {Double.NaN}, BOTH, 0));
        assertFalse(agent.updates() > 0);
    }
}
