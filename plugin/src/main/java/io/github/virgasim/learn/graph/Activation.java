// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** A function of each element. */
public enum Activation {
    /** The element itself. */
    NONE {
        @Override
        void apply(float[] x, float[] y, int n) {
            if (x != y) {
                System.arraycopy(x, 0, y, 0, n);
            }
        }

        @Override
        void scale(float[] x, float[] y, float[] slopes, int n) {}
    },
    /** The element, or 0 if it is negative. */
    RELU {
        @Override
        void apply(float[] x, float[] y, int n) {
            for (int i = 0; i < n; i++) {
                y[i] = Math.max(0f, x[i]);
            }
        }

        @Override
        void scale(float[] x, float[] y, float[] slopes, int n) {
            for (int i = 0; i < n; i++) {
                slopes[i] = y[i] > 0 ? slopes[i] : 0;
            }
        }
    },
    /** Tangens hyperbolicus. */
    TANH {
        @Override
        void apply(float[] x, float[] y, int n) {
            Approximations.tanh(x, y, n);
        }

        @Override
        void scale(float[] x, float[] y, float[] slopes, int n) {
            for (int i = 0; i < n; i++) {
                slopes[i] *= 1 - y[i] * y[i];
            }
        }
    },
    /** Gaussian error linear unit, in the approximation by tanh (Hendrycks and Gimpel 2016). */
    GELU {
        @Override
        void apply(float[] x, float[] y, int n) {
            for (int i = 0; i < n; i++) {
                y[i] = 0.5f * x[i] * (1 + Approximations.tanh(SCALE * (x[i] + CUBIC * x[i] * x[i] * x[i])));
            }
        }

        @Override
        void scale(float[] x, float[] y, float[] slopes, int n) {
            for (int i = 0; i < n; i++) {
                float t = Approximations.tanh(SCALE * (x[i] + CUBIC * x[i] * x[i] * x[i]));
                slopes[i] *= 0.5f * (1 + t) + 0.5f * x[i] * (1 - t * t) * SCALE * (1 + 3 * CUBIC * x[i] * x[i]);
            }
        }
    };

    /** Square root of 2 / pi. */
    private static final float SCALE = 0.7978846f;

    private static final float CUBIC = 0.044715f;

    /** Puts the function of the first n elements of x into y, which may be x. */
    abstract void apply(float[] x, float[] y, int n);

    /** Multiplies slopes by the derivative at x, where the function is y; only the GELU reads x. */
    abstract void scale(float[] x, float[] y, float[] slopes, int n);
}
