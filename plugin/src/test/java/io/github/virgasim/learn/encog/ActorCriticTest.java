// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActorCriticTest {
    /** Test episodes; training seeds follow from a hash of other names, see {@link ActorCriticTraining}. */
    private static final long FIRST_TEST_SEED = 1_000_000;

    private static ActorCriticSettings settings(Activation activation, double gamma, double entropyBonus) {
        return new ActorCriticSettings(List.of(32), activation, gamma, 0.95, 64, 3e-3, 1e-2, entropyBonus, 0.5);
    }

    /** The environment itself throws if a ruled-out corner is named. */
    @ParameterizedTest
    @EnumSource
    void namesTheNearestAllowedCorner(Activation activation) {
        MaskedBandit bandit = new MaskedBandit();
        ActorCriticTraining training = new ActorCriticTraining(() -> bandit, settings(activation, 0.9, 0.01), 1);
        training.runEpisodes(20_000, episode -> {});
        GreedyAgent agent = training.agent().greedy();
        UniformRandomProvider guess = new RandomStreams(0).stream("guess");
        double regret = 0;
        double regretOfChance = 0;
        int tests = 2000;
        for (int i = 0; i < tests; i++) {
            double[] point = bandit.reset(FIRST_TEST_SEED + i);
            double best = bandit.reward(bandit.best());
            int random;
            do {
                random = guess.nextInt(4);
            } while (!bandit.allowed()[random]);
            regretOfChance += (best - bandit.reward(random)) / tests;
            regret += (best - bandit.step(agent.act(point, bandit.allowed())).reward()) / tests;
        }
        assertTrue(regretOfChance > 0.3, "regret of chance " + regretOfChance);
        assertTrue(regret < 0.02 * regretOfChance, "regret " + regret + ", of chance " + regretOfChance);
    }

    @ParameterizedTest
    @EnumSource
    void findsTheShortestWaysOutOfAMaze(Activation activation) {
        ActorCriticTraining training = new ActorCriticTraining(Maze::new, settings(activation, 0.95, 0.02), 2);
        training.runEpisodes(3000, episode -> {});
        assertShortest(training.agent().greedy());
    }

    private static void assertShortest(GreedyAgent agent) {
        Maze maze = new Maze();
        int[] fewest = Maze.fewestMoves();
        double moves = 0;
        double least = 0;
        for (int i = 0; i < 200; i++) {
            double[] observation = maze.reset(FIRST_TEST_SEED + i);
            least += fewest[maze.cell()];
            EnvironmentStep step;
            do {
                step = maze.step(agent.act(observation, maze.allowed()));
                observation = step.observation();
                moves++;
            } while (!step.ended());
        }
        assertEquals(least, moves, 0.02 * least);
    }

    /** With several passes and minibatches, whose steps are clipped; a tenth of the episodes of the test above are enough. */
    @Test
    void clippedPassesFindThemToo() {
        ActorCriticSettings once = settings(Activation.TANH, 0.95, 0.02);
        ActorCriticSettings settings = new ActorCriticSettings(
                once.hidden(),
                once.activation(),
                once.gamma(),
                once.lambda(),
                128,
                once.actorRate(),
                once.criticRate(),
                once.entropyBonus(),
                once.maxGradientNorm(),
                Double.POSITIVE_INFINITY,
                new ActorCriticSettings.Batches(4, 4, 4, 0.2));
        ActorCriticTraining training = new ActorCriticTraining(Maze::new, settings, 2);
        training.runEpisodes(600, episode -> {});
        assertShortest(training.agent().greedy());
    }

    /** Of the states of a chain walked to the right, whose values are known. */
    @Test
    void theCriticLearnsTheValuesOfItsPolicy() {
        Chain chain = new Chain(5, 50);
        ActorCriticTraining training = new ActorCriticTraining(() -> chain, settings(Activation.TANH, 0.9, 0.001), 3);
        training.runEpisodes(4000, episode -> {});
        ActorCritic agent = training.agent();
        for (int state = 0; state < 5; state++) {
            double[] observation = chain.observationOf(state);
            assertEquals(Chain.RIGHT, agent.greedy().act(observation));
            assertEquals(chain.right(state, 0.9), agent.value(observation), 0.05);
        }
    }

    @Test
    void neverTakesAnActionThatIsRuledOut() {
        ActorCritic agent = new ActorCritic(3, 6, ActorCriticSettings.defaults(), 4);
        GreedyAgent greedy = agent.greedy();
        UniformRandomProvider random = new RandomStreams(5).stream("masks");
        for (int i = 0; i < 20_000; i++) {
            double[] observation = random.doubles(3, -50, 50).toArray();
            boolean[] allowed = new boolean[6];
            allowed[random.nextInt(6)] = true;
            allowed[random.nextInt(6)] = true;
            assertTrue(allowed[agent.act(observation, allowed)]);
            assertTrue(allowed[greedy.act(observation, allowed)]);
        }
    }

    @Test
    void impossibleStepsAreRefused() {
        ActorCritic agent = new ActorCritic(1, 2, ActorCriticSettings.defaults(), 1);
        double[] seen = {0};
        boolean[] first = {true, false};
        boolean[] none = {false, false};
        assertThrows(InvalidInputException.class, () -> agent.act(seen, none));
        assertThrows(InvalidInputException.class, () -> agent.greedy().act(seen, none));
        assertThrows(InvalidInputException.class, () -> agent.act(new double[] {Double.NaN}, first));
        assertThrows(InvalidInputException.class, () -> agent.observe(seen, first, 1, 0, seen, false, false));
        assertThrows(InvalidInputException.class, () -> agent.observe(seen, first, 0, Double.NaN, seen, false, false));
        for (int i = 0; i < ActorCriticSettings.defaults().rolloutSteps(); i++) {
            assertTrue(agent.learn().isEmpty());
            agent.observe(seen, first, 0, i, seen, false, false);
        }
        assertThrows(IllegalStateException.class, () -> agent.observe(seen, first, 0, 0, seen, false, false));
        assertTrue(agent.learn().isPresent());
    }

    @Test
    void settingsOutsideTheirRangesAreRefused() {
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(InvalidInputException.class, () -> settings(Activation.RELU, bad, 0));
        }
        assertThrows(InvalidInputException.class, () -> settings(Activation.RELU, 0.9, -1));
        assertThrows(
                InvalidInputException.class,
                () -> new ActorCriticSettings(List.of(0), Activation.RELU, 0.9, 0.9, 2, 1, 1, 0, 1));
        assertThrows(
                InvalidInputException.class,
                () -> new ActorCriticSettings(List.of(), Activation.RELU, 0.9, 0.9, 1, 1, 1, 0, 1));
        for (int[] bad : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {3, 1, 1}, {1, 1, 3}}) {
            assertThrows(
                    InvalidInputException.class,
                    () -> new ActorCriticSettings(
                            List.of(),
                            Activation.RELU,
                            0.9,
                            0.9,
                            8,
                            1,
                            1,
                            0,
                            1,
                            1,
                            new ActorCriticSettings.Batches(bad[0], bad[1], bad[2], 0.2)));
        }
    }
}
