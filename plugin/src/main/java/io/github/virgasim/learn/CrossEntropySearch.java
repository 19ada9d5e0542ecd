// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Looks for numbers of small cost by the cross-entropy method (Rubinstein, Methodology and Computing in Applied Probability
 * 1, 1999): draws candidates from independent normal distributions and moves these towards the best fifth. The cost may be
 * noisy.
 */
public final class CrossEntropySearch {
    private static final double MEAN_STEP = 0.8;
    private static final double DEVIATION_STEP = 0.7;
    /** Keeps a distribution from closing before the end. */
    private static final double LEAST = 0.01;

    private final double[] mean;
    private final double[] deviation;
    private final UniformRandomProvider random;

    private record Candidate(double[] at, double cost) {}

    /**
     * Begins a search.
     *
     * @param mean where it begins
     * @param deviation how far it looks first, for each number
     * @param random a generator of {@link io.github.virgasim.random.RandomStreams}
     */
    public CrossEntropySearch(double[] mean, double[] deviation, UniformRandomProvider random) {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "a search needs as many deviations as means, " + mean.length + ", got " + deviation.length);
        }
        this.mean = mean.clone();
        this.deviation = deviation.clone();
        this.random = random;
    }

    /**
     * Draws candidates, the first of which is the mean, and moves the distributions.
     *
     * @param candidates how many, at least 5
     * @param cost of a candidate; the smaller the better
     * @return the smallest cost
     */
    public double generation(int candidates, ToDoubleFunction<double[]> cost) {
        Checks.within("candidates of a generation", candidates, 5, Integer.MAX_VALUE);
        var normal = ZigguratSampler.NormalizedGaussian.of(random);
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            double[] at = mean.clone();
            for (int k = 0; i > 0 && k < at.length; k++) {
                at[k] += deviation[k] * normal.sample();
            }
            all.add(new Candidate(at, cost.applyAsDouble(at)));
        }
        all.sort(Comparator.comparingDouble(Candidate::cost));
        move(all.subList(0, Math.max(2, candidates / 5)));
        return all.get(0).cost;
    }

    private void move(List<Candidate> best) {
        for (int k = 0; k < mean.length; k++) {
            int which = k;
            double centre = best.stream().mapToDouble(c -> c.at[which]).sum() / best.size();
            double variance = best.stream()
                            .mapToDouble(c -> (c.at[which] - centre) * (c.at[which] - centre))
                            .sum()
                    / best.size();
            mean[k] += MEAN_STEP * (centre - mean[k]);
            deviation[k] += DEVIATION_STEP * (Math.sqrt(variance) - deviation[k]) + LEAST;
        }
    }

    /**
     * Returns where the search is.
     *
     * @return a copy
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * Writes the state.
     *
     * @param out receives it
     * @throws IOException if {@code out} fails
     */
    public void write(DataOutput out) throws IOException {
        StateFile.writeNumbers(out, mean);
        StateFile.writeNumbers(out, deviation);
        StateFile.writeRandom(out, random);
    }

    /**
     * Takes a state that was written.
     *
     * @param in gives what {@link #write} wrote
     * @throws IOException if {@code in} fails or holds something else
     */
    public void read(DataInput in) throws IOException {
        StateFile.readNumbers(in, mean);
        StateFile.readNumbers(in, deviation);
        StateFile.readRandom(in, random);
    }
}
