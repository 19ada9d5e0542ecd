// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/** A Poisson number of tasks before every timestep, types drawn evenly, up to a total. */
final class PoissonArrivals implements ArrivalProcess {
    private static final double MOST_PER_TIMESTEP = 1e6;
    private static final double MOST_TASKS = 1e9;
    private static final double MOST_TIMESTEPS = 1e9;
    /** Up to so many clusters equal arrivals are one object. */
    private static final int MOST_SHARED = 8;

    private final long total;
    private final int types;
    private final Eligibility eligibility;
    private final UniformRandomProvider random;
    private final SharedStateDiscreteSampler numbers;
    /** Which clusters may run the task that arrives. */
    private final boolean[] drawn;
    /** By type and eligible clusters, a bit for each; null until drawn. */
    private final Arrival[][] shared;

    private final List<Arrival> arrivals = new ArrayList<>();
    private long created;

    /**
     * Makes the process of one episode.
     *
     * @param rate mean number of tasks per timestep, above 0, at most a million
     * @param total tasks of the episode, 1 to 10^9, and at most 10^9 times the rate; drawn tasks beyond it are dropped
     * @param types how many task types there are, at least 1
     * @param clusters how many clusters there are, at least 1
     * @param eligibility draws the clusters that may run a task
     * @param random stream of all draws
     * @throws io.github.virgasim.input.InvalidInputException if a number is out of range
     */
    public PoissonArrivals(
            double rate, long total, int types, int clusters, Eligibility eligibility, UniformRandomProvider random) {
        check(rate, total);
        numbers = PoissonSampler.of(random, rate);
        this.total = total;
        this.types = Checks.atLeastOne("number of task types", types);
        drawn = new boolean[Checks.atLeastOne("number of clusters", clusters)];
        this.eligibility = Objects.requireNonNull(eligibility);
        this.random = random;
        shared = new Arrival[types][clusters <= MOST_SHARED ? 1 << clusters : 0];
    }

    /** Checks that an episode's tasks arrive in a time that can be simulated, and not all at once. */
    static void check(double rate, long total) {
        Checks.positive("tasks per timestep", rate);
        Checks.atMost("tasks per timestep", rate, MOST_PER_TIMESTEP);
        Checks.within("tasks of an episode", total, 1, MOST_TASKS);
        Checks.atMost(
                String.format(Locale.ROOT, "timesteps in which the tasks of an episode arrive (%d / %s)", total, rate),
                total / rate,
                MOST_TIMESTEPS);
    }

    @Override
    public List<Arrival> before(long timestep) {
        long number = Math.min(numbers.sample(), total - created);
        arrivals.clear();
        for (long i = 0; i < number; i++) {
            arrivals.add(arrival(random.nextInt(types)));
        }
        created += number;
        return arrivals;
    }

    private Arrival arrival(int type) {
        eligibility.draw(random, drawn);
        if (drawn.length > MOST_SHARED) {
            return made(type);
        }
        int which = 0;
        for (int cluster = 0; cluster < drawn.length; cluster++) {
            which |= drawn[cluster] ? 1 << cluster : 0;
        }
        if (shared[type][which] == null) {
            shared[type][which] = made(type);
        }
        return shared[type][which];
    }

    private Arrival made(int type) {
        List<Integer> clusters = new ArrayList<>();
        for (int cluster = 0; cluster < drawn.length; cluster++) {
            if (drawn[cluster]) {
                clusters.add(cluster);
            }
        }
        return new Arrival(type, clusters);
    }

    @Override
    public boolean isExhausted() {
        return created == total;
    }
}
