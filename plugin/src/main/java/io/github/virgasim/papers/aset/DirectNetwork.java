// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.NetworkFile;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.serving.ServingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The network of {@link DirectPolicy}, which fits every topology and all classes. What it says of a pair is added to what
 * bid-price control thinks of it ({@link DirectFeatures#prior}), so that a network whose outputs are 0 is nearly that rule. Runs
 * without preemption and runs with it are two problems: each has its own inputs, and those of the other are 0.
 */
final class DirectNetwork {
    /** The policy's name in tables. */
    static final String NAME = "aset-direct";

    /** Name of the data set with the network that ships. */
    static final String SHIPPED = "networks/aset-direct.txt";

    /** Key of the score under the selection seeds of a scenario, which follows it. */
    private static final String SCORE = "selection_score_";

    private static final int INPUTS = 2 * DirectFeatures.NAMES.size();

    private static final String KIND = "ASET's direct agent";

    private final NetworkFile file;

    private DirectNetwork(NetworkFile file) {
        this.file = file;
        List<String> features = NetworkFile.list(file.value("features"));
        List<Integer> layers = file.saved().network().layers();
        if (!features.equals(DirectFeatures.NAMES) || layers.get(0) != INPUTS || layers.get(layers.size() - 1) != 1) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: must see %s without preemption and with it and have one output, sees %s with layers %s",
                    file.source(),
                    DirectFeatures.NAMES,
                    features,
                    layers));
        }
    }

    /** Opens the network that ships with Virga. */
    static DirectNetwork shipped() {
        return new DirectNetwork(NetworkFile.shipped(SHIPPED, KIND));
    }

    /** Reads a network that a training has left. */
    static DirectNetwork load(Path file) {
        return new DirectNetwork(NetworkFile.load(file, KIND));
    }

    /** Makes a network that scores as bid-price control does: all weights are 0. */
    static QNetwork untrained() {
        return new QNetwork(List.of(INPUTS, 1), Activation.RELU);
    }

    /** Returns the first of the inputs, and of the weights of a linear network, that count with preemption or without. */
    static int first(boolean preempts) {
        return preempts ? DirectFeatures.NAMES.size() : 0;
    }

    /**
     * Makes the scores of a run's pairs.
     *
     * @param network is used, not copied
     * @param preempts whether the run's scenario allows preemption
     */
    static ToDoubleFunction<double[]> scores(QNetwork network, boolean preempts) {
        double[] inputs = new double[INPUTS];
        int first = first(preempts);
        return seen -> {
            System.arraycopy(seen, 0, inputs, first, seen.length);
            return DirectFeatures.prior(seen) + network.values(inputs)[0];
        };
    }

    /**
     * Describes a network that has been trained.
     *
     * @param network the network
     * @param scores under the selection seeds, by the names of scenarios
     * @param more further metadata
     * @return the network, ready to be saved
     */
    static SavedNetwork describe(QNetwork network, Map<String, Double> scores, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("features", String.join(NetworkFile.SEPARATOR, DirectFeatures.NAMES));
        scores.forEach((scenario, score) -> metadata.put(SCORE + scenario, String.valueOf(score)));
        return new SavedNetwork(network, metadata);
    }

    /**
     * Tells whether it is the best of the networks that ship for a scenario: whether it scores more under the selection seeds,
     * by which the other ones were chosen, too. Test seeds have no say in it.
     *
     * @param scenario name of a scenario
     * @param preempts whether the scenario allows preemption, which only this agent knows how to use
     * @return false if it was not judged there
     */
    boolean isBest(String scenario, boolean preempts) {
        String score = file.saved().metadata().get(SCORE + scenario + (preempts ? DirectTrial.PREEMPTING : ""));
        return score != null && Double.parseDouble(score) > AsetNetwork.bestScore(scenario);
    }

    /** Returns where the network comes from and how it was trained. */
    Map<String, String> metadata() {
        return file.saved().metadata();
    }

    /**
     * Makes a policy for one run.
     *
     * @param name in tables
     * @param settings of the run
     */
    DirectPolicy policy(String name, ServingSettings settings) {
        return new DirectPolicy(
                name, scores(file.saved().network().copy(), settings.preempt()), DirectPolicy.prices(settings));
    }
}
