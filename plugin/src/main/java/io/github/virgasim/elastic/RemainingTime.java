// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/** What a scheduler believes a task still needs under an allocation. */
@FunctionalInterface
interface RemainingTime {
    /**
     * Returns the time.
     *
     * @param task at its present progress
     * @param share units of each kind, the type's minimum at least
     * @return timesteps, possibly a fraction
     */
    double steps(ElasticTask task, int[] share);

    /** What is left of the progress over the speed of a fitted model, by type number. */
    static RemainingTime fitted(List<SpeedModel> models) {
        return (task, share) ->
                (1 - task.progress()) / models.get(task.typeNumber()).speed(share[0], share[1]);
    }

    /** What the progress law gives without noise, the last timestep as a fraction. */
    static RemainingTime exact() {
        return (task, share) -> exact(task.type(), Units.of(share), task.progress());
    }

    /** Returns the timesteps without noise from some progress to completion, the last one as a fraction. */
    static double exact(TaskType type, Units units, double from) {
        double progress = from;
        double steps = 0;
        while (progress < 1) {
            double gain = type.progress().gain(units, progress);
            if (!(gain * LONGEST > 1)) {
                return LONGEST;
            }
            steps += Math.min(1, (1 - progress) / gain);
            progress += gain;
        }
        return steps;
    }

    /** A task that needs longer counts as one that needs so many timesteps. */
    double LONGEST = 1e6;
}
