// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/** A Poisson number of tasks before every timestep, types drawn evenly, up to a total. */
public final class PoissonArrivals implements ArrivalProcess {
    private final long total;
    private final int types;
    private final int clusters;
    private final Eligibility eligibility;
    private final UniformRandomProvider random;
    private final SharedStateDiscreteSampler numbers;
    private long created;

    /**
     * Makes the process of one episode.
     *
     * @param rate mean number of tasks per timestep, positive
     * @param total tasks of the episode, at least 1; drawn tasks beyond it are dropped
     * @param types how many task types there are, at least 1
     * @param clusters how many clusters there are, at least 1
     * @param eligibility draws the clusters that may run a task
     * @param random stream of all draws
     * @throws io.github.virgasim.input.InvalidInputException if a number is out of range
     */
    public PoissonArrivals(
            double rate, long total, int types, int clusters, Eligibility eligibility, UniformRandomProvider random) {
        numbers = PoissonSampler.of(random, Checks.positive("tasks per timestep", rate));
        this.total = (long) Checks.within("tasks of an episode", total, 1, Long.MAX_VALUE);
        this.types = Checks.atLeastOne("number of task types", types);
        this.clusters = Checks.atLeastOne("number of clusters", clusters);
        this.eligibility = Objects.requireNonNull(eligibility);
        this.random = random;
    }

    @Override
    public List<Arrival> before(long timestep) {
        long number = Math.min(numbers.sample(), total - created);
        List<Arrival> arrivals = new ArrayList<>((int) number);
        for (long i = 0; i < number; i++) {
            int type = random.nextInt(types);
            arrivals.add(new Arrival(type, eligibility.draw(clusters, random)));
        }
        created += number;
        return arrivals;
    }

    @Override
    public boolean isExhausted() {
        return created == total;
    }
}
