// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.Locale;

/** Draws of one of several options by masked softmax. */
public final class Choices {
    private Choices() {}

    /**
     * The log probability of a made choice and the entropy of the choice, for each group of options.
     *
     * @param tape records
     * @param logits one number for each option, row after row
     * @param groups of all options, each with a permitted one; must not change while the tape uses it
     * @param permitted whether each option may be chosen; must not change while the tape uses it
     * @param chosen the option that each group chose, numbered through all groups; must not change while the tape uses it
     * @return groups x 2: log probability in nats, entropy in nats
     */
    public static Tensor taken(Tape tape, Tensor logits, Segments groups, boolean[] permitted, int[] chosen) {
        if (groups.rows() != logits.size()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%d options do not fit %d logits", groups.rows(), logits.size()));
        }
        Tensor y = tape.result(groups.count(), 2, logits);
        float[] probabilities = tape.scratch(groups.rows());
        for (int g = 0; g < groups.count(); g++) {
            float logSum = probabilities(logits, groups, g, permitted, probabilities);
            float entropy = 0;
            for (int i = groups.start(g); i < groups.end(g); i++) {
                if (permitted[i]) {
                    entropy -= probabilities[i] * (logits.value[i] - logSum);
                }
            }
            y.value[2 * g] = logits.value[chosen[g]] - logSum;
            y.value[2 * g + 1] = entropy;
        }
        tape.record(y, () -> {
            for (int g = 0; g < groups.count(); g++) {
                back(logits, groups, g, permitted, probabilities, chosen[g], y);
            }
        });
        return y;
    }

    private static void back(
            Tensor logits, Segments groups, int g, boolean[] permitted, float[] probabilities, int chosen, Tensor y) {
        float slope = y.gradient[2 * g];
        float entropySlope = y.gradient[2 * g + 1];
        float logSum = logits.value[chosen] - y.value[2 * g];
        float entropy = y.value[2 * g + 1];
        for (int i = groups.start(g); i < groups.end(g); i++) {
            if (permitted[i]) {
                float p = probabilities[i];
                logits.gradient[i] -= slope * p + entropySlope * p * (logits.value[i] - logSum + entropy);
            }
        }
        logits.gradient[chosen] += slope;
    }

    /**
     * Computes the probabilities of one group's options.
     *
     * @param logits one number for each option, row after row
     * @param groups of all options
     * @param group the one wanted, from 0, with a permitted option
     * @param permitted whether each option may be chosen
     * @param probabilities gets them at the places of the options; 0 for those not permitted
     * @return log of the sum of the exponentials of the permitted logits
     */
    public static float probabilities(
            Tensor logits, Segments groups, int group, boolean[] permitted, float[] probabilities) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = groups.start(group); i < groups.end(group); i++) {
            if (permitted[i]) {
                largest = Math.max(largest, logits.value[i]);
            }
        }
        if (largest == Float.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "group %d has no permitted option", group));
        }
        float sum = 0;
        for (int i = groups.start(group); i < groups.end(group); i++) {
            probabilities[i] = permitted[i] ? Approximations.exp(logits.value[i] - largest) : 0;
            sum += probabilities[i];
        }
        for (int i = groups.start(group); i < groups.end(group); i++) {
            probabilities[i] /= sum;
        }
        return largest + (float) StrictMath.log(sum);
    }
}
