// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import java.util.Locale;

/** The activation functions of hidden layers. */
public enum Activation {
    /** The positive part, max(0, x). */
    RELU,
    /** The hyperbolic tangent, from -1 to 1. */
    TANH,
    /** The logistic function, from 0 to 1. */
    SIGMOID;

    /**
     * Returns the name used in files and options.
     *
     * @return "relu", "tanh" or "sigmoid"
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
