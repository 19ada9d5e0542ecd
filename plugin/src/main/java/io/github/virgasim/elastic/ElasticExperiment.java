// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import java.util.Objects;

/**
 * Clusters, task types and arrivals: all that an episode needs besides a scheduler and a seed.
 *
 * @param name for reports
 * @param setting clusters and rules
 * @param types the task types by number, at least one
 * @param rate mean number of arriving tasks per timestep, above 0, at most a million
 * @param tasks of an episode, 1 to 10^9, and at most 10^9 times the rate
 * @param eligibility draws the clusters that may run a task
 */
public record ElasticExperiment(
        String name, ElasticSetting setting, List<TaskType> types, double rate, long tasks, Eligibility eligibility) {
    /**
     * Checks the experiment.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a type does not fit the setting or a number is out of
     *     range
     */
    public ElasticExperiment {
        Checks.named("name of an experiment", name);
        types = List.copyOf(types);
        setting.check(types);
        PoissonArrivals.check(rate, tasks);
        Objects.requireNonNull(eligibility);
    }

    /**
     * Makes an experiment whose clusters are drawn as in the paper, {@link Eligibility#BANDWIDTH}.
     *
     * @param name for reports
     * @param setting clusters and rules
     * @param types the task types by number
     * @param rate mean number of arriving tasks per timestep
     * @param tasks of an episode
     * @throws io.github.virgasim.input.InvalidInputException if a type does not fit the setting or a number is out of
     *     range
     */
    public ElasticExperiment(String name, ElasticSetting setting, List<TaskType> types, double rate, long tasks) {
        this(name, setting, types, rate, tasks, Eligibility.BANDWIDTH);
    }

    /**
     * Opens the arrivals of an episode.
     *
     * @param random streams of the episode, of which "arrivals" is used
     * @return the process at its beginning
     */
    public ArrivalProcess arrivals(RandomStreams random) {
        return new PoissonArrivals(
                rate, tasks, types.size(), setting.capacities().size(), eligibility, random.stream("arrivals"));
    }

    /**
     * Runs an episode.
     *
     * @param scheduler decides
     * @param random streams of the episode; "arrivals" and "noise" are used here
     * @return its figures
     */
    public EpisodeStatistics run(ElasticScheduler scheduler, RandomStreams random) {
        EpisodeStatistics statistics = new EpisodeStatistics();
        new ElasticEngine(setting, types, arrivals(random), scheduler, random.stream("noise"), statistics).run();
        return statistics;
    }
}
