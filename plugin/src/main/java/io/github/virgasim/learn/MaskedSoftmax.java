// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A stochastic policy over some of the actions: the probability of an allowed action is proportional to the exponential
 * of its logit, that of any other is zero.
 *
 * <p>An object is filled by {@link #of} again and again and allocates nothing then.
 */
public final class MaskedSoftmax {
    private final double[] probabilities;
    private final double[] logs;
    private double entropy;

    /**
     * Makes a policy that has not been filled.
     *
     * @param actions number of actions, at least 1
     */
    public MaskedSoftmax(int actions) {
        probabilities = new double[actions];
        logs = new double[actions];
    }

    /**
     * Computes the policy.
     *
     * @param logits one number for each action; those of actions that are not allowed do not matter
     * @param allowed for each action whether it may be taken; at least one is true
     * @return this object
     * @throws InvalidInputException if the mask breaks a rule of {@link #check} or the logit of an allowed one is not finite
     */
    public MaskedSoftmax of(double[] logits, boolean[] allowed) {
        check(allowed, logits.length);
        double highest = highest(logits, allowed);
        double total = 0;
        for (int i = 0; i < logits.length; i++) {
            if (allowed[i]) {
                total += Math.exp(logits[i] - highest);
            }
        }
        double logTotal = Math.log(total);
        Arrays.fill(probabilities, 0);
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        entropy = 0;
        for (int i = 0; i < logits.length; i++) {
            if (allowed[i]) {
                logs[i] = logits[i] - highest - logTotal;
                probabilities[i] = Math.exp(logs[i]);
                entropy -= probabilities[i] * logs[i];
            }
        }
        return this;
    }

    private static double highest(double[] logits, boolean[] allowed) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (allowed[i]) {
                if (!Double.isFinite(logits[i])) {
                    throw new InvalidInputException("logit of action " + i + " must be finite, was " + logits[i]);
                }
                highest = Math.max(highest, logits[i]);
            }
        }
        return highest;
    }

    /**
     * Checks a mask.
     *
     * @param allowed for each action whether it may be taken
     * @param actions number of actions
     * @throws InvalidInputException if the mask has another length or allows nothing
     */
    public static void check(boolean[] allowed, int actions) {
        if (allowed.length != actions) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "mask must be of %d actions, was of %d", actions, allowed.length));
        }
        for (boolean one : allowed) {
            if (one) {
                return;
            }
        }
        throw new InvalidInputException("at least one action must be allowed, were none of " + actions);
    }

    /**
     * Returns the probability of an action.
     *
     * @param action its index
     * @return 0 to 1; 0 for an action that is not allowed
     */
    public double probability(int action) {
        return probabilities[action];
    }

    /**
     * Returns the entropy.
     *
     * @return [nat], zero or more
     */
    public double entropy() {
        return entropy;
    }

    /**
     * Draws an action.
     *
     * @param random where the chance comes from
     * @return index of an action; one of probability zero is never drawn
     */
    public int sample(UniformRandomProvider random) {
        double left = random.nextDouble();
        int last = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                left -= probabilities[i];
                last = i;
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /**
     * Computes the loss {@code -advantage * log p(action) - bonus * entropy}, whose gradient is that of the policy
     * gradient theorem with an entropy bonus (Mnih et al. 2016).
     *
     * @param action an allowed action
     * @param advantage how much better the action was than expected
     * @param bonus weight of the entropy
     * @return the loss
     */
    public double loss(int action, double advantage, double bonus) {
        return -advantage * logs[action] - bonus * entropy;
    }

    /**
     * Computes the derivatives of {@link #loss} in the logits.
     *
     * @param action an allowed action
     * @param advantage as for the loss
     * @param bonus as for the loss
     * @param slopes filled with one derivative for each logit, zero for actions that are not allowed
     */
    public void slopes(int action, double advantage, double bonus, double[] slopes) {
        for (int i = 0; i < probabilities.length; i++) {
            double probability = probabilities[i];
            // The limit of p log p is 0 where p is.
            double spread = probability == 0 ? 0 : probability * (logs[i] + entropy);
            slopes[i] = advantage * probability + bonus * spread;
        }
        slopes[action] -= advantage;
    }
}
