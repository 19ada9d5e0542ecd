// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;

/**
 * The share of random actions, falling (or rising) in a straight line and then constant.
 *
 * @param start share at step 0, from 0 to 1
 * @param end share from step {@code steps} on, from 0 to 1
 * @param steps length of the line in environment steps, at least 1
 */
public record EpsilonSchedule(double start, double end, long steps) {

    /** Checks the values. */
    public EpsilonSchedule {
        Checks.within("first share of random actions", start, 0, 1);
        Checks.within("last share of random actions", end, 0, 1);
        if (steps < 1) {
            throw new InvalidInputException("steps of the exploration schedule must be at least 1, were " + steps);
        }
    }

    /**
     * Makes a schedule that never changes.
     *
     * @param share share of random actions, from 0 to 1
     * @return the schedule
     */
    public static EpsilonSchedule constant(double share) {
        return new EpsilonSchedule(share, share, 1);
    }

    /**
     * Looks up the share at a step.
     *
     * @param step number of steps taken so far, zero or positive
     * @return the share of random actions, from 0 to 1
     */
    public double at(long step) {
        return step >= steps ? end : start + (end - start) * ((double) step / steps);
    }
}
