// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import java.util.List;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;

/** Builds Encog's network; apart from {@link QNetwork}, which can so be loaded, and say what is missing, without Encog. */
final class EncogLayers {
    private EncogLayers() {}

    static BasicNetwork network(List<Integer> layers, Activation activation) {
        BasicNetwork network = new BasicNetwork();
        int last = layers.size() - 1;
        network.addLayer(new BasicLayer(new ActivationLinear(), true, layers.get(0)));
        for (int size : layers.subList(1, last)) {
            network.addLayer(new BasicLayer(function(activation), true, size));
        }
        network.addLayer(new BasicLayer(new ActivationLinear(), false, layers.get(last)));
        network.getStructure().finalizeStructure();
        return network;
    }

    private static ActivationFunction function(Activation activation) {
        return switch (activation) {
            case RELU -> new ActivationReLU();
            case TANH -> new ActivationTANH();
            case SIGMOID -> new ActivationSigmoid();
        };
    }
}
