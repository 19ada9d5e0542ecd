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

/** The network of {@link DirectPolicy}, which fits every topology and all classes. */
final class DirectNetwork {
    /** The policy's name in tables. */
    static final String NAME = "aset-direct";

    /** Name of the data set with the network that ships. */
    static final String SHIPPED = "networks/aset-direct.txt";

    /** Key of the score under the selection seeds of a scenario, which follows it. */
    private static final String SCORE = "selection_score_";

    private static final String KIND = "ASET's direct agent";

    private final NetworkFile file;

    private DirectNetwork(NetworkFile file) {
        this.file = file;
        List<String> features = NetworkFile.list(file.value("features"));
        List<Integer> layers = file.saved().network().layers();
        if (!features.equals(DirectFeatures.NAMES)
                || layers.get(0) != DirectFeatures.NAMES.size()
                || layers.get(layers.size() - 1) != 1) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: must see %s and have one output, sees %s with layers %s",
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
        return new QNetwork(List.of(DirectFeatures.NAMES.size(), 1), Activation.RELU);
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
     * @return false if it was not judged there
     */
    boolean isBest(String scenario) {
        String score = file.saved().metadata().get(SCORE + scenario);
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
        return new DirectPolicy(name, file.saved().network().copy(), DirectPolicy.prices(settings));
    }
}
