// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** Exponential function and tangens hyperbolicus in single precision: the same bits on every machine, and fast. */
final class Approximations {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, of which the first has trailing zeros, so that its product with a whole number is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float LARGEST = 88;

    private Approximations() {}

    /** Returns e to the x with a relative error below 2e-7; x is limited to what a float can show. */
    static float exp(float x) {
        float limited = Math.max(-LARGEST + 1, Math.min(LARGEST, x));
        float scaled = limited * LOG2_E;
        int n = (int) (scaled + (scaled >= 0 ? 0.5f : -0.5f));
        float r = limited - n * LN2_HIGH - n * LN2_LOW;
        // Taylor's series up to r^7; |r| is at most half of ln 2.
        float sum = 1 / 5040f;
        sum = sum * r + 1 / 720f;
        sum = sum * r + 1 / 120f;
        sum = sum * r + 1 / 24f;
        sum = sum * r + 1 / 6f;
        sum = sum * r + 0.5f;
        sum = sum * r + 1;
        sum = sum * r + 1;
        return sum * Float.intBitsToFloat((n + 127) << 23);
    }

    /**
     * Returns the tangens hyperbolicus of x with an absolute error below 4e-7: a quotient of polynomials that was fitted to
     * it from 0 to 8 by least squares with weights that even the errors out. Without branches, so that loops become vectors.
     */
    static float tanh(float x) {
        float limited = Math.max(-8f, Math.min(8f, x));
        float u = limited * limited;
        float above = 1.50617185e-08f;
        above = above * u + 2.17731810e-05f;
        above = above * u + 3.56415222e-03f;
        above = above * u + 1.34381879e-01f;
        above = above * u + 9.99999970e-01f;
        float below = 8.45362482e-07f;
        below = below * u + 3.39917298e-04f;
        below = below * u + 2.61360009e-02f;
        below = below * u + 4.67715086e-01f;
        below = below * u + 1;
        return limited * above / below;
    }

    /** Puts the tangens hyperbolicus of the first n elements of x into y, which may be x. */
    static void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = tanh(x[i]);
        }
    }
}
