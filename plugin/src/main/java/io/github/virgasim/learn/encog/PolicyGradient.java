// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.Adam;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Improves a {@link CandidateScorer} by the policy gradient (REINFORCE, Williams 1992): choices that led to more than was
 * to be expected become likelier, others less likely.
 */
public final class PolicyGradient {
    private static final double LONGEST_GRADIENT = 1;

    private final QNetwork network;
    private final CandidateScorer scorer;
    private final Gradient gradient;
    private final Adam adam;

    /**
     * A choice that was made.
     *
     * @param candidates what was seen of each candidate
     * @param chosen index of the one drawn
     * @param advantage by how much what followed was better than expected
     */
    public record Decision(double[][] candidates, int chosen, double advantage) {}

    /**
     * Makes a learner.
     *
     * @param network with one output; its weights will change
     * @param learningRate step size of Adam, above 0
     */
    public PolicyGradient(QNetwork network, double learningRate) {
        this.network = network;
        scorer = new CandidateScorer(network);
        gradient = new Gradient(network);
        adam = new Adam(network.weights().length, learningRate);
    }

    /**
     * Makes one step that raises the mean over decisions of advantage * log(probability of the chosen candidate).
     *
     * @param decisions at least one, drawn with the network as it is
     */
    public void update(List<Decision> decisions) {
        double[] values = gradient(decisions);
        gradient.clip(LONGEST_GRADIENT);
        adam.step(network.weights(), values);
    }

    /**
     * Writes what the next step depends on besides the network: the optimiser's state.
     *
     * @param out receives it
     * @throws IOException if {@code out} fails
     */
    public void write(DataOutput out) throws IOException {
        adam.write(out);
    }

    /**
     * Replaces it by what was written.
     *
     * @param in gives what {@link #write} wrote
     * @throws IOException if {@code in} fails or ends too early
     */
    public void read(DataInput in) throws IOException {
        adam.read(in);
    }

    /** Returns the gradient of minus that mean; the array is this object's own. */
    double[] gradient(List<Decision> decisions) {
        gradient.clear();
        double[] slope = new double[1];
        for (Decision decision : decisions) {
            double[] probabilities = scorer.probabilities(decision.candidates);
            for (int i = 0; i < probabilities.length; i++) {
                slope[0] = decision.advantage * (probabilities[i] - (i == decision.chosen ? 1 : 0));
                network.values(decision.candidates[i]);
                gradient.add(slope);
            }
        }
        gradient.scale(1.0 / decisions.size());
        return gradient.values();
    }
}
