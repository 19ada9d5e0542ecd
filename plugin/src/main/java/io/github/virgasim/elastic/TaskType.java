// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Objects;

/**
 * A kind of elastic task.
 *
 * @param name for reports
 * @param minimum units without which a task makes no progress; of some kind at least 1
 * @param cap units that one task may hold at most, not below the minimum
 * @param progress gain per timestep, known for every allocation from minimum to cap
 * @param noise full width of the even noise added to each gain, from 0; 0.2 means plus or minus 0.1
 */
public record TaskType(String name, Units minimum, Units cap, ProgressModel progress, double noise) {
    /**
     * Checks the type.
     *
     * @throws InvalidInputException if the minimum exceeds the cap, the noise is negative, the model does not know an
     *     allocation, or the minimum lets the task make no progress at all
     */
    public TaskType {
        Checks.named("name of a task type", name);
        Objects.requireNonNull(progress);
        if (minimum.kinds() != cap.kinds() || minimum.isNone() || !cap.covers(minimum)) {
            throw new InvalidInputException(
                    "minimum of task type %s must be above nothing and within its cap %s, was %s"
                            .formatted(name, cap, minimum));
        }
        Checks.notNegative("noise of task type " + name, noise);
        Units.between(minimum, cap, units -> {
            if (!progress.knows(units)) {
                throw new InvalidInputException(
                        "progress of task type %s must be known for every allocation from %s to %s, is not for %s"
                                .formatted(name, minimum, cap, units));
            }
        });
        if (!(progress.largestGain(minimum) + noise / 2 > 0)) {
            throw new InvalidInputException(
                    "minimum of task type %s must let it make progress, was %s".formatted(name, minimum));
        }
    }
}
