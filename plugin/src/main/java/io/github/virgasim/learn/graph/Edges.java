// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.Arrays;

/** The directed edges of a relation, ordered by target: each target has a group of sources. Grows and can be used again. */
public final class Edges {
    private final Segments targets = new Segments();
    private int[] sources = new int[64];

    /** Removes all edges and targets. */
    public void clear() {
        targets.clear();
    }

    /**
     * Adds the next target without any edge yet.
     *
     * @param degree number of {@link #setSource sources} that it is going to have
     */
    public void addTarget(int degree) {
        targets.add(degree);
        if (targets.rows() > sources.length) {
            sources = Arrays.copyOf(sources, Math.max(targets.rows(), 2 * sources.length));
        }
    }

    /**
     * Sets the source of an edge.
     *
     * @param edge from 0, in the order of targets
     * @param source row of the source
     */
    public void setSource(int edge, int source) {
        sources[edge] = source;
    }

    /**
     * Returns the source of an edge.
     *
     * @param edge from 0
     * @return row of the source
     */
    public int source(int edge) {
        return sources[edge];
    }

    /**
     * Returns the edges of each target.
     *
     * @return one group for each target
     */
    public Segments targets() {
        return targets;
    }
}
