// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of an observation is its only component here. */
class RolloutTest {
    private static final double GAMMA = 0.9;
    private static final double[] REWARDS = {1, -2, 3, 0.5, 4, -1};
    private static final double[] VALUES = {0.3, 1, -0.7, 2, 0.1, 1.5, 0.8};
    /** The first episode ends at step 2, the second is cut off at step 4, the third goes on. */
    private static final int TERMINATED = 2;

    private static final int TRUNCATED = 4;

    private static Rollout rollout() {
        Rollout rollout = new Rollout(REWARDS.length);
        for (int i = 0; i < REWARDS.length; i++) {
            assertFalse(rollout.isFull());
            rollout.add(
                    new double[] {VALUES[i]},
                    new boolean[] {true},
                    0,
                    REWARDS[i],
                    new double[] {next(i)},
                    i == TERMINATED,
                    i == TRUNCATED);
        }
        assertTrue(rollout.isFull());
        return rollout;
    }

    /** What is seen last in a truncated episode is not what the next episode begins with. */
    private static double next(int step) {
        return step == TRUNCATED ? 7 : VALUES[step + 1];
    }

    /** The definition: discounted temporal differences up to the end of the episode or of the rollout. */
    private static double advantage(int step, double lambda) {
        double sum = 0;
        double weight = 1;
        for (int i = step; i < REWARDS.length; i++) {
            double after = i == TERMINATED ? 0 : next(i);
            sum += weight * (REWARDS[i] + GAMMA * after - VALUES[i]);
            weight *= GAMMA * lambda;
            if (i == TERMINATED || i == TRUNCATED) {
                break;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.95, 1})
    void advantagesFollowTheirDefinition(double lambda) {
        Rollout rollout = rollout();
        rollout.evaluate(observation -> observation[0], GAMMA, lambda);
        for (int i = 0; i < REWARDS.length; i++) {
            assertEquals(advantage(i, lambda), rollout.advantage(i), 1e-12);
            assertEquals(advantage(i, lambda) + VALUES[i], rollout.target(i), 1e-12);
        }
    }

    @Test
    void lookingAllTheWayAheadGivesTheReturn() {
        Rollout rollout = rollout();
        rollout.evaluate(observation -> observation[0], GAMMA, 1);
        assertEquals(1 + 0.9 * -2 + 0.81 * 3, rollout.target(0), 1e-12);
        assertEquals(0.5 + 0.9 * 4 + 0.81 * 7, rollout.target(3), 1e-12);
        assertEquals(-1 + 0.9 * 0.8, rollout.target(5), 1e-12);
    }

    @Test
    void standardisedAdvantagesHaveMeanZeroAndDeviationOne() {
        Rollout rollout = rollout();
        rollout.evaluate(observation -> observation[0], GAMMA, 0.9);
        rollout.standardise(REWARDS.length);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < REWARDS.length; i++) {
            mean += rollout.advantage(i) / REWARDS.length;
            square += rollout.advantage(i) * rollout.advantage(i) / REWARDS.length;
        }
        assertEquals(0, mean, 1e-12);
        assertEquals(1, square, 1e-6);
    }

    @Test
    void groupsOfStepsAreStandardisedByThemselves() {
        Rollout rollout = rollout();
        rollout.evaluate(observation -> observation[0], GAMMA, 0.9);
        rollout.standardise(2);
        for (int from = 0; from < REWARDS.length; from += 2) {
            assertEquals(0, rollout.advantage(from) + rollout.advantage(from + 1), 1e-12);
            assertEquals(1, Math.abs(rollout.advantage(from)), 1e-6);
        }
    }
}
