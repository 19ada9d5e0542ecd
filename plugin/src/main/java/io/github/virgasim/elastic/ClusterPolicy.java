// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

/** Decides for one cluster without knowing what the others decide. */
@FunctionalInterface
public interface ClusterPolicy {
    /**
     * Proposes a task to start, if the cluster wants to start any.
     *
     * @param view all clusters as they are
     * @param cluster the one to propose for
     * @param proposals takes the proposal
     */
    void propose(ElasticView view, Cluster cluster, Proposals proposals);
}
