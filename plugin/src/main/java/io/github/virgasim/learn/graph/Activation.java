// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** A function of each element. */
public enum Activation {
    /** The element itself. */
    NONE {
        @Override
        float value(float x) {
            return x;
        }

        @Override
        float slope(float x, float y) {
            return 1;
        }
    },
    /** The element, or 0 if it is negative. */
    RELU {
        @Override
        float value(float x) {
            return x > 0 ? x : 0;
        }

        @Override
        float slope(float x, float y) {
            return x > 0 ? 1 : 0;
        }
    },
    /** Tangens hyperbolicus. */
    TANH {
        @Override
        float value(float x) {
            return Approximations.tanh(x);
        }

        @Override
        float slope(float x, float y) {
            return 1 - y * y;
        }
    },
    /** Gaussian error linear unit, in the approximation by tanh (Hendrycks and Gimpel 2016). */
    GELU {
        @Override
        float value(float x) {
            return 0.5f * x * (1 + Approximations.tanh(inner(x)));
        }

        @Override
        float slope(float x, float y) {
            float t = Approximations.tanh(inner(x));
            return 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * SCALE * (1 + 3 * CUBIC * x * x);
        }
    };

    /** Square root of 2 / pi. */
    private static final float SCALE = 0.7978846f;

    private static final float CUBIC = 0.044715f;

    /** Returns the function's value. */
    abstract float value(float x);

    /** Returns the derivative at x, where the function has the value y. */
    abstract float slope(float x, float y);

    private static float inner(float x) {
        return SCALE * (x + CUBIC * x * x * x);
    }
}
