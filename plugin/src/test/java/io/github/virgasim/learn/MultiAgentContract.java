// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** What every {@link MultiAgentEnvironment} promises, checked by allowed actions at random. */
public final class MultiAgentContract {
    private MultiAgentContract() {}

    /**
     * Plays an episode twice.
     *
     * @param environment to be checked
     * @param seed of the episode and of the choices
     * @param most steps after which the episode may go on
     * @return steps of the episode
     */
    public static int check(MultiAgentEnvironment environment, long seed, int most) {
        List<int[][]> actions = new ArrayList<>();
        List<MultiAgentStep> first = play(environment, seed, most, actions);
        List<MultiAgentStep> second = new ArrayList<>();
        environment.reset(seed);
        actions.forEach(action -> second.add(environment.step(action)));
        for (int i = 0; i < second.size(); i++) {
            assertSame(first.get(i).observation(), second.get(i).observation());
            assertArrayEquals(first.get(i).rewards(), second.get(i).rewards());
            assertEquals(first.get(i).elapsed(), second.get(i).elapsed());
            assertEquals(first.get(i).ended(), second.get(i).ended());
        }
        if (second.get(second.size() - 1).ended()) {
            assertThrows(IllegalStateException.class, () -> environment.step(nothing(environment)));
        }
        return second.size();
    }

    private static List<MultiAgentStep> play(
            MultiAgentEnvironment environment, long seed, int most, List<int[][]> actions) {
        UniformRandomProvider random = new RandomStreams(seed).stream("choices");
        List<MultiAgentStep> steps = new ArrayList<>();
        GraphObservation seen = environment.reset(seed);
        int[][] before = copy(seen.candidates());
        boolean ended = false;
        while (!ended && steps.size() < most) {
            assertEquals(environment.observation(), seen.spec());
            assertEquals(environment.agents(), seen.candidates().length);
            int[][] action = choose(environment, seen, random);
            actions.add(action);
            MultiAgentStep step = environment.step(copy(action));
            assertArrayEquals(before, seen.candidates(), "what was handed out has changed");
            assertEquals(environment.agents(), step.rewards().length);
            assertTrue(Arrays.stream(step.rewards()).allMatch(Double::isFinite));
            assertTrue(step.elapsed() >= 0);
            steps.add(step);
            seen = step.observation();
            before = copy(seen.candidates());
            ended = step.ended();
        }
        return steps;
    }

    private static int[][] choose(
            MultiAgentEnvironment environment, GraphObservation seen, UniformRandomProvider random) {
        int[][] actions = nothing(environment);
        List<Integer> taken = new ArrayList<>();
        for (int agent = 0; agent < actions.length; agent++) {
            int[] candidates = seen.candidates()[agent];
            boolean[] allowed = new boolean[candidates.length];
            environment.allowed(agent, actions[agent], 0, allowed);
            for (int i = 0; i < allowed.length; i++) {
                allowed[i] &= !taken.contains(candidates[i]);
            }
            if (random.nextInt(4) == 0 || count(allowed) == 0) {
                continue;
            }
            actions[agent][0] = draw(allowed, random);
            taken.add(candidates[actions[agent][0]]);
            for (int part = 1; part < actions[agent].length; part++) {
                boolean[] choices =
                        new boolean[environment.parts().get(part - 1).size()];
                environment.allowed(agent, actions[agent], part, choices);
                assertFalse(count(choices) == 0, "part " + part + " has no choice");
                actions[agent][part] = draw(choices, random);
            }
        }
        return actions;
    }

    private static int count(boolean[] allowed) {
        int count = 0;
        for (boolean one : allowed) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private static int draw(boolean[] allowed, UniformRandomProvider random) {
        int left = random.nextInt(count(allowed));
        for (int i = 0; ; i++) {
            if (allowed[i] && left-- == 0) {
                return i;
            }
        }
    }

    private static int[][] nothing(MultiAgentEnvironment environment) {
        int[][] actions = new int[environment.agents()][1 + environment.parts().size()];
        for (int[] action : actions) {
            action[0] = MultiAgentEnvironment.NOTHING;
        }
        return actions;
    }

    private static int[][] copy(int[][] rows) {
        return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
    }

    private static void assertSame(GraphObservation one, GraphObservation other) {
        assertTrue(Arrays.deepEquals(one.features(), other.features()));
        assertTrue(Arrays.deepEquals(one.sources(), other.sources()));
        assertTrue(Arrays.deepEquals(one.targets(), other.targets()));
        assertTrue(Arrays.deepEquals(one.candidates(), other.candidates()));
    }
}
