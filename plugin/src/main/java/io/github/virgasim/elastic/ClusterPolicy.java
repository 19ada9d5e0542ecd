// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Optional;

/** Decides for one cluster without knowing what the others decide. */
@FunctionalInterface
public interface ClusterPolicy {
    /**
     * Proposes a task to start.
     *
     * @param view all clusters as they are
     * @param cluster the one to propose for
     * @return the proposal, empty if the cluster does not want to start anything
     */
    Optional<Proposal> propose(ElasticView view, Cluster cluster);
}
