// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.encog.ActorCriticSettings;
import io.github.virgasim.learn.encog.ActorCriticTraining;
import io.github.virgasim.learn.encog.DqnSettings;
import io.github.virgasim.learn.encog.DqnTraining;
import io.github.virgasim.learn.encog.QNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * What trains a network that chooses among policies.
 *
 * @param runs trains for a number of episodes, and is told what to do after each
 * @param episodes counts those that have ended
 * @param steps counts their steps
 * @param network the network that is trained itself
 * @param saver writes a training that can be gone on with
 */
record AsetLearner(
        ObjIntConsumer<Runnable> runs, LongSupplier episodes, LongSupplier steps, QNetwork network, Saver saver) {
    /** Names {@link #valuing}. */
    static final String Q_LEARNING = "q-learning";

    /** Names {@link #drawing}. */
    static final String ACTOR_CRITIC = "actor-critic";

    @FunctionalInterface
    interface Saver {
        void save(Path file) throws IOException;
    }

    /** Learns what actions are worth, as ASET's agent does; goes on with what is saved unless that is null. */
    static AsetLearner valuing(Environment environment, DqnSettings settings, long seed, Path saved) {
        DqnTraining training = saved == null
                ? new DqnTraining(environment, settings, seed)
                : DqnTraining.resume(saved, environment, settings);
        return new AsetLearner(
                (step, count) -> training.runEpisodes(count, report -> step.run()),
                training::episodes,
                () -> training.agent().steps(),
                training.agent().network(),
                training::save);
    }

    /** Learns how likely actions should be drawn, beginning as a mixture; goes on with what is saved unless that is null. */
    static AsetLearner drawing(
            Supplier<Environment> environments,
            ActorCriticSettings settings,
            AsetMixture start,
            long seed,
            Path saved) {
        ActorCriticTraining training = saved == null
                ? new ActorCriticTraining(environments, settings, seed)
                : ActorCriticTraining.resume(saved, environments, settings);
        QNetwork network = training.agent().network();
        if (saved == null) {
            begin(network, start.logits());
        }
        return new AsetLearner(
                (step, count) -> training.runEpisodes(count, report -> step.run()),
                training::episodes,
                () -> training.agent().steps(),
                network,
                training::save);
    }

    /** Adds logits to the biases of the outputs, which stand behind each output's other weights, before all other layers'. */
    private static void begin(QNetwork network, double[] logits) {
        int below = network.layers().get(network.layers().size() - 2);
        for (int action = 0; action < logits.length; action++) {
            network.weights()[action * (below + 1) + below] += logits[action];
        }
    }
}
