// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * How well an agent did each time it was looked at while it learned, and the best of the networks it had then.
 *
 * @param <P> kind of points
 * @param <N> kind of networks
 */
public final class LearningCurve<P, N> {
    private final ToDoubleFunction<P> badness;
    private final List<P> points = new ArrayList<>();
    private P best;
    private N network;

    /**
     * Makes a curve without points.
     *
     * @param badness of a point; the smaller the better
     */
    public LearningCurve(ToDoubleFunction<P> badness) {
        this.badness = badness;
    }

    /**
     * Adds a point.
     *
     * @param point how well the agent does now
     * @param copy makes a copy of its network, which is kept if no point before was as good
     */
    public void add(P point, Supplier<N> copy) {
        points.add(point);
        if (best == null || badness(point) < badness(best)) {
            best = point;
            network = copy.get();
        }
    }

    private double badness(P point) {
        return badness.applyAsDouble(point);
    }

    /**
     * Returns all points.
     *
     * @return in order of time
     */
    public List<P> points() {
        return List.copyOf(points);
    }

    /**
     * Returns the best point.
     *
     * @return the first one of the smallest badness; null if there is none
     */
    public P best() {
        return best;
    }

    /**
     * Returns the network of the best point.
     *
     * @return the copy that was kept; null if there is none
     */
    public N network() {
        return network;
    }

    /**
     * Returns how bad the best point is.
     *
     * @return the smallest badness
     */
    public double least() {
        return badness(best);
    }
}
