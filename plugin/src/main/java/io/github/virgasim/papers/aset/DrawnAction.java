// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.learn.MaskedSoftmax;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws actions in one run, as likely as the sum of a mixture's logits and a network's values says. */
final class DrawnAction implements ToIntFunction<double[]> {
    private final QNetwork network;
    private final double[] start;
    private final MaskedSoftmax softmax;
    private final boolean[] all;
    private final UniformRandomProvider random;

    /**
     * Makes a decider for one run.
     *
     * @param network copied as it is now
     * @param start what the network's values are added to
     * @param seed of the run; a stream of its own is drawn from
     */
    DrawnAction(QNetwork network, AsetMixture start, long seed) {
        this.network = network.copy();
        this.start = start.logits();
        softmax = new MaskedSoftmax(this.start.length);
        all = new boolean[this.start.length];
        Arrays.fill(all, true);
        random = new RandomStreams(seed).stream("drawn-action");
    }

    @Override
    public int applyAsInt(double[] observation) {
        double[] logits = network.values(observation).clone();
        for (int action = 0; action < logits.length; action++) {
            logits[action] += start[action];
        }
        return softmax.of(logits, all).sample(random);
    }
}
