// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** What is made small: sums over rows with given weights. */
public final class Losses {
    private Losses() {}

    /**
     * Proximal policy optimisation (Schulman et al. 2017): minus the sum of weight x min(r a, clip(r, 1 - range, 1 + range)
     * a), less the entropy's part, where r is the ratio of the new to the old probability and a the advantage.
     *
     * @param tape records
     * @param taken rows x 2: log probability and entropy, as from {@link Choices#taken}
     * @param old log probability with which each choice was made
     * @param advantage of each choice
     * @param weights of each row, often 1 / rows
     * @param range of the ratio within which a change counts, for example 0.2
     * @param entropyWeight factor on the entropy, at least 0
     * @return 1 x 1
     */
    public static Tensor clippedPolicy(
            Tape tape,
            Tensor taken,
            float[] old,
            float[] advantage,
            float[] weights,
            float range,
            float entropyWeight) {
        taken.check(taken.rows, 2);
        Tensor y = tape.result(1, 1, taken);
        float[] slopes = tape.scratch(taken.rows);
        float loss = 0;
        for (int i = 0; i < taken.rows; i++) {
            float ratio = Approximations.exp(taken.value[2 * i] - old[i]);
            float limited = Math.max(1 - range, Math.min(1 + range, ratio));
            float free = ratio * advantage[i];
            float clipped = limited * advantage[i];
            loss -= weights[i] * (Math.min(free, clipped) + entropyWeight * taken.value[2 * i + 1]);
            slopes[i] = free <= clipped ? -weights[i] * free : 0;
        }
        y.value[0] = loss;
        tape.record(y, () -> {
            for (int i = 0; i < taken.rows; i++) {
                taken.gradient[2 * i] += y.gradient[0] * slopes[i];
                taken.gradient[2 * i + 1] -= y.gradient[0] * weights[i] * entropyWeight;
            }
        });
        return y;
    }

    /**
     * Minus the weighted sum of log probabilities: what imitation makes small.
     *
     * @param tape records
     * @param taken rows x 2: log probability and entropy, as from {@link Choices#taken}
     * @param weights of each row
     * @return 1 x 1
     */
    public static Tensor unlikeliness(Tape tape, Tensor taken, float[] weights) {
        taken.check(taken.rows, 2);
        Tensor y = tape.result(1, 1, taken);
        for (int i = 0; i < taken.rows; i++) {
            y.value[0] -= weights[i] * taken.value[2 * i];
        }
        tape.record(y, () -> {
            for (int i = 0; i < taken.rows; i++) {
                taken.gradient[2 * i] -= y.gradient[0] * weights[i];
            }
        });
        return y;
    }

    /**
     * The weighted sum of squared errors.
     *
     * @param tape records
     * @param x rows x 1
     * @param wanted value of each row
     * @param weights of each row
     * @return 1 x 1
     */
    public static Tensor squaredError(Tape tape, Tensor x, float[] wanted, float[] weights) {
        x.check(x.rows, 1);
        Tensor y = tape.result(1, 1, x);
        for (int i = 0; i < x.rows; i++) {
            float error = x.value[i] - wanted[i];
            y.value[0] += weights[i] * error * error;
        }
        tape.record(y, () -> {
            for (int i = 0; i < x.rows; i++) {
                x.gradient[i] += y.gradient[0] * weights[i] * 2 * (x.value[i] - wanted[i]);
            }
        });
        return y;
    }
}
