// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import java.util.Locale;
import java.util.function.Supplier;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationTANH;

/** The activation functions of hidden layers. */
public enum Activation {
    /** The positive part, max(0, x). */
    RELU(ActivationReLU::new),
    /** The hyperbolic tangent, from -1 to 1. */
    TANH(ActivationTANH::new),
    /** The logistic function, from 0 to 1. */
    SIGMOID(ActivationSigmoid::new);

    private final Supplier<ActivationFunction> function;

    Activation(Supplier<ActivationFunction> function) {
        this.function = function;
    }

    /**
     * Makes Encog's function of this kind.
     *
     * @return a new object
     */
    ActivationFunction function() {
        return function.get();
    }

    /**
     * Returns the name used in files and options.
     *
     * @return "relu", "tanh" or "sigmoid"
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
