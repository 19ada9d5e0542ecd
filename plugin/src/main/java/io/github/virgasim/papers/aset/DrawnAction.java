// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.learn.MaskedSoftmax;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws actions in one run, as likely as a network's outputs say, which are logits. */
final class DrawnAction implements ToIntFunction<double[]> {
    private final QNetwork network;
    private final MaskedSoftmax softmax;
    private final boolean[] all;
    private final UniformRandomProvider random;

    /**
     * Makes a decider for one run.
     *
     * @param network copied as it is now
     * @param seed of the run; a stream of its own is drawn from
     */
    DrawnAction(QNetwork network, long seed) {
        this.network = network.copy();
        int actions = network.layers().get(network.layers().size() - 1);
        softmax = new MaskedSoftmax(actions);
        all = new boolean[actions];
        Arrays.fill(all, true);
        random = new RandomStreams(seed).stream("drawn-action");
    }

    @Override
    public int applyAsInt(double[] observation) {
        return softmax.of(network.values(observation), all).sample(random);
    }
}
