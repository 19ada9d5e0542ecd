// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Objects;

/**
 * What one cluster would like to start.
 *
 * @param cluster number of the cluster
 * @param task one of its pending tasks
 * @param score probability with which the cluster chose the task, above 0, at most 1
 * @param units what the task would hold there; nothing if it cannot be started now
 */
public record Proposal(int cluster, ElasticTask task, double score, Units units) {
    /** Checks that there is a task and that the score is a probability. */
    public Proposal {
        check(task, score, units);
    }

    static void check(ElasticTask task, double score, Units units) {
        Objects.requireNonNull(task);
        Objects.requireNonNull(units);
        if (!(score > 0 && score <= 1)) {
            throw new IllegalArgumentException("score of a proposal must be above 0 and at most 1, was " + score);
        }
    }
}
