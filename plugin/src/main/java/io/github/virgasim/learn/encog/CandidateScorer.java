// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chooses among any number of candidates by a network with one output, which scores each of them by itself: the highest
 * score, or a random choice in proportion to exp(score). One thread at a time.
 */
public final class CandidateScorer {
    private final QNetwork network;

    /**
     * Makes a scorer that follows a network, also when its weights change.
     *
     * @param network with one output
     * @throws io.github.virgasim.input.InvalidInputException if the network has more outputs
     */
    public CandidateScorer(QNetwork network) {
        int outputs = network.layers().get(network.layers().size() - 1);
        Checks.within("outputs of a network that scores candidates", outputs, 1, 1);
        this.network = network;
    }

    private double[] scores(double[][] candidates) {
        double[] scores = new double[candidates.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = network.values(candidates[i])[0];
        }
        return scores;
    }

    /**
     * Chooses the best.
     *
     * @param candidates what is seen of each, at least one, each as long as the network's input layer
     * @return index of the highest score; the lowest of those that share it
     * @throws io.github.virgasim.input.InvalidInputException if a score is not a number
     */
    public int best(double[][] candidates) {
        return GreedyAgent.best(scores(candidates));
    }

    /**
     * Chooses at random.
     *
     * @param candidates as for {@link #best}
     * @param random where the chance comes from
     * @return index of the candidate drawn
     */
    public int draw(double[][] candidates, UniformRandomProvider random) {
        double[] probabilities = probabilities(candidates);
        double left = random.nextDouble();
        int last = probabilities.length - 1;
        for (int i = 0; i < last; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return i;
            }
        }
        return last;
    }

    /**
     * Computes how likely each candidate is to be drawn.
     *
     * @param candidates as for {@link #best}
     * @return exp(score) of each over the sum of them
     */
    public double[] probabilities(double[][] candidates) {
        double[] weights = scores(candidates);
        double highest = weights[GreedyAgent.best(weights)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(weights[i] - highest);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
