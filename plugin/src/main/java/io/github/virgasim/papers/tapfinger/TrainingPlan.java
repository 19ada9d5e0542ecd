// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.random.RandomStreams;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is trained, on what and for how long.
 *
 * @param experiment to be scheduled; its rate and number of tasks are those of training
 * @param shape of the network
 * @param choice how a cluster comes to a task
 * @param seed of weights, episodes and draws
 * @param iterations of PPO in all, at least 1; the rates fall over them
 * @param settings of learning
 * @param teacher makes the scheduler that is imitated first, for the streams of an episode; null if there is none
 * @param lessons episodes of the teacher, at least 1
 * @param selectionRuns episodes in each decision mode by which the best network is chosen, at least 1
 */
record TrainingPlan(
        ElasticExperiment experiment,
        NetworkShape shape,
        TaskChoice choice,
        long seed,
        int iterations,
        LearningSettings settings,
        Function<RandomStreams, ElasticScheduler> teacher,
        int lessons,
        int selectionRuns) {
    /** Training seeds are above those of selection and tests. */
    private static final long SEEDS = 10_000_000_000L;

    /** Episodes of the teacher unless there is a reason for others. */
    static final int LESSONS = 200;

    TrainingPlan {
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(choice);
        Checks.within("seed of a training", seed, 0, 1_000_000);
        Checks.atLeastOne("iterations", iterations);
        Objects.requireNonNull(settings);
        Checks.atLeastOne("lessons", lessons);
        Checks.atLeastOne("selection runs", selectionRuns);
    }

    boolean isTaught() {
        return teacher != null;
    }

    /** All that the outcome depends on; of the teacher only whether there is one. */
    Identity identity() {
        return Identity.of("experiment", experiment.name())
                .with("clusters", experiment.setting().capacities())
                .with("mode", experiment.setting().mode())
                .with("rules", experiment.setting().refill() + " " + experiment.eligibility())
                .with("tasks", experiment.tasks())
                .with("tasks per timestep", experiment.rate())
                .with("network", choice == TaskChoice.POINTER ? shape : shape + " " + choice)
                .with("seed", seed)
                .with("iterations", iterations)
                .with("settings", settings)
                .with("lessons", isTaught() ? lessons : 0)
                .with("selection runs", selectionRuns);
    }

    long lessonSeed(int lesson) {
        return lessonSeed(seed, lesson);
    }

    /** Seed of an episode of a teacher, or of its own training, which meets no other of the same seed of a training. */
    static long lessonSeed(long seed, int lesson) {
        return SEEDS * (seed + 1) - 1 - lesson;
    }

    /** Seed of some arrivals of an iteration; the thousand numbers behind it are free for siblings. */
    long trainingSeed(int iteration, int arrivals) {
        return SEEDS * (seed + 1) + ((long) iteration * settings.arrivals() + arrivals) * 1000;
    }
}
