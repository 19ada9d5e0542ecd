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

    /** Returns the tangens hyperbolicus of x with an absolute error below 2e-7. */
    static float tanh(float x) {
        float e = exp(-2 * Math.abs(x));
        float t = (1 - e) / (1 + e);
        return x < 0 ? -t : t;
    }
}
