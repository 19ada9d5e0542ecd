// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is trained, on what and for how long.
 *
 * @param experiment to be scheduled; its rate and number of tasks are those of training
 * @param shape of the network
 * @param seed of weights, episodes and draws
 * @param iterations in all, at least 1; rates fall over them
 * @param settings of learning
 * @param teacher makes the scheduler that is imitated first, for the streams of an episode; null if there is none
 * @param lessons episodes of the teacher, at least 1
 * @param selectionSeeds number of seeds, used for nothing else, on which the best network is chosen, at least 1
 */
record TrainingPlan(
        ElasticExperiment experiment,
        NetworkShape shape,
        long seed,
        int iterations,
        LearningSettings settings,
        Function<RandomStreams, ElasticScheduler> teacher,
        int lessons,
        int selectionSeeds) {
    TrainingPlan {
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(shape);
        Checks.atLeastOne("iterations", iterations);
        Objects.requireNonNull(settings);
        Checks.atLeastOne("lessons", lessons);
        Checks.atLeastOne("selection seeds", selectionSeeds);
    }

    boolean isTaught() {
        return teacher != null;
    }

    /** Describes all that the outcome depends on, the teacher by whether there is one. */
    String fingerprint() {
        return String.format(
                Locale.ROOT,
                "%s, %s clusters, %s, seed %d, %d iterations, %s, %s",
                experiment.name(),
                experiment.setting().capacities(),
                shape,
                seed,
                iterations,
                settings,
                isTaught() ? lessons + " lessons" : "no teacher");
    }

    /** Seeds of selection; those of tests are small, those of training large. */
    static long selectionSeed(int i) {
        return 500_000 + i;
    }

    long lessonSeed(int i) {
        return trainingSeed(0, 0) - 1 - i;
    }

    /** Seed of some arrivals of an iteration; the thousand numbers behind it are free for siblings. */
    long trainingSeed(int iteration, int arrivals) {
        return (seed + 1) * 10_000_000_000L + ((long) iteration * settings.arrivals() + arrivals) * 1000;
    }
}
