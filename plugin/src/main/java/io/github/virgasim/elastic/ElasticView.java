// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;

/** What a scheduler sees. */
public interface ElasticView {
    /**
     * Returns the timestep to decide about.
     *
     * @return from 0
     */
    long timestep();

    /**
     * Returns the clusters.
     *
     * @return by number
     */
    List<Cluster> clusters();
}
