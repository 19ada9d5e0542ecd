// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

/**
 * Solves linear programmes whose columns have two entries each, 1 in the row {@code one} and a coefficient in the row
 * {@code other}, as flows in a network have:
 *
 * <pre>
 *   maximise gain x   subject to   A x + s = limit, x and s not negative
 *   minimise limit y  subject to   A' y - z = gain, y and z not negative
 * </pre>
 *
 * <p>with Mehrotra's predictor and corrector steps (1992, SIAM Journal on Optimization 2(4)). A step takes one
 * factorisation of a matrix that has an entry off its diagonal for each column.
 */
final class InteriorPoint {
    /** How far to go towards the boundary; the rest keeps the next step from being short. */
    private static final double BOLDNESS = 0.995;

    private final int[] one;
    private final int[] other;
    private final double[] coefficient;
    private final double[] gain;
    private final double[] limit;
    private final TreeFactor factor;
    private final double[] x;
    private final double[] z;
    private final double[] s;
    private final double[] y;
    private final double[] dx;
    private final double[] dz;
    private final double[] ds;
    private final double[] dy;
    private final double[] offX;
    private final double[] offS;
    private final double[] primal;
    private final double[] dual;

    /**
     * Starts inside.
     *
     * @param columns the programme's columns
     * @param limit right-hand sides of the rows
     * @param x positive, with A x below the limits
     * @param y positive, with A' y above the gains
     * @param factor solves for rows that are coupled by the columns
     */
    InteriorPoint(Columns columns, double[] limit, double[] x, double[] y, TreeFactor factor) {
        one = columns.one;
        other = columns.other;
        coefficient = columns.coefficient;
        gain = columns.gain;
        this.limit = limit;
        this.factor = factor;
        this.x = x;
        this.y = y;
        s = limit.clone();
        z = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            s[one[j]] -= x[j];
            s[other[j]] -= coefficient[j] * x[j];
            z[j] = y[one[j]] + coefficient[j] * y[other[j]] - gain[j];
        }
        dx = new double[x.length];
        dz = new double[x.length];
        ds = new double[s.length];
        dy = new double[s.length];
        offX = new double[x.length];
        offS = new double[s.length];
        primal = new double[s.length];
        dual = new double[x.length];
    }

    /** The columns in parallel arrays. */
    record Columns(int[] one, int[] other, double[] coefficient, double[] gain) {}

    double[] x() {
        return x;
    }

    double[] y() {
        return y;
    }

    /** Comes nearer to the optimum. */
    void step() {
        factorise();
        residuals();
        double mean = complementarity(0, 0) / (x.length + s.length);
        for (int j = 0; j < x.length; j++) {
            offX[j] = -x[j] * z[j];
        }
        for (int i = 0; i < s.length; i++) {
            offS[i] = -s[i] * y[i];
        }
        direction();
        double predicted = complementarity(longest(x, dx, s, ds), longest(z, dz, y, dy)) / (x.length + s.length);
        double aim = mean * Math.pow(predicted / mean, 3);
        for (int j = 0; j < x.length; j++) {
            offX[j] += aim - dx[j] * dz[j];
        }
        for (int i = 0; i < s.length; i++) {
            offS[i] += aim - ds[i] * dy[i];
        }
        direction();
        double forward = Math.min(1, BOLDNESS * longest(x, dx, s, ds));
        double across = Math.min(1, BOLDNESS * longest(z, dz, y, dy));
        for (int j = 0; j < x.length; j++) {
            x[j] += forward * dx[j];
            z[j] += across * dz[j];
        }
        for (int i = 0; i < s.length; i++) {
            s[i] += forward * ds[i];
            y[i] += across * dy[i];
        }
    }

    private void factorise() {
        double[] diagonal = new double[s.length];
        double[] coupling = new double[x.length];
        for (int i = 0; i < s.length; i++) {
            diagonal[i] = s[i] / y[i];
        }
        for (int j = 0; j < x.length; j++) {
            double weight = x[j] / z[j];
            diagonal[one[j]] += weight;
            coupling[j] = weight * coefficient[j];
            diagonal[other[j]] += coupling[j] * coefficient[j];
        }
        factor.factorise(diagonal, coupling);
    }

    /** What rounding has left of the equations. */
    private void residuals() {
        for (int i = 0; i < s.length; i++) {
            primal[i] = limit[i] - s[i];
        }
        for (int j = 0; j < x.length; j++) {
            primal[one[j]] -= x[j];
            primal[other[j]] -= coefficient[j] * x[j];
            dual[j] = gain[j] - y[one[j]] - coefficient[j] * y[other[j]] + z[j];
        }
    }

    private double complementarity(double forward, double across) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += (x[j] + forward * dx[j]) * (z[j] + across * dz[j]);
        }
        for (int i = 0; i < s.length; i++) {
            sum += (s[i] + forward * ds[i]) * (y[i] + across * dy[i]);
        }
        return sum;
    }

    /** Finds the direction in which x z and s y change by what they are off, to the first order. */
    private void direction() {
        for (int i = 0; i < s.length; i++) {
            dy[i] = offS[i] / y[i] - primal[i];
        }
        for (int j = 0; j < x.length; j++) {
            double part = (offX[j] + x[j] * dual[j]) / z[j];
            dy[one[j]] += part;
            dy[other[j]] += coefficient[j] * part;
        }
        factor.solve(dy);
        for (int i = 0; i < s.length; i++) {
            ds[i] = (offS[i] - s[i] * dy[i]) / y[i];
        }
        for (int j = 0; j < x.length; j++) {
            dz[j] = dy[one[j]] + coefficient[j] * dy[other[j]] - dual[j];
            dx[j] = (offX[j] - x[j] * dz[j]) / z[j];
        }
    }

    /** Returns the longest step, at most a million, that keeps all values from becoming negative. */
    private static double longest(double[] a, double[] da, double[] b, double[] db) {
        return Math.min(longest(a, da), longest(b, db));
    }

    private static double longest(double[] a, double[] da) {
        double step = 1e6;
        for (int i = 0; i < a.length; i++) {
            if (da[i] < 0) {
                step = Math.min(step, -a[i] / da[i]);
            }
        }
        return step;
    }
}
