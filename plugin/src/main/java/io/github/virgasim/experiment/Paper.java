// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What a paper brings: its policies, its training, its figures. Papers are found by {@link java.util.ServiceLoader}, so that
 * another one is a package of its own and a line in META-INF/services, and nothing else; whoever lists, runs, trains or
 * reproduces asks {@link Papers}. Implementations have a public constructor without parameters and keep no state.
 */
public interface Paper {
    /**
     * Names the paper.
     *
     * @return lower case, words joined by hyphens, for example "aset"
     */
    String name();

    /**
     * Returns the policies for serving scenarios that can be named.
     *
     * @return with names that no other paper has, in the order of lists
     */
    default List<NamedPolicy> policies() {
        return List.of();
    }

    /**
     * Returns what can be run by name besides serving scenarios.
     *
     * @return kinds of experiments
     */
    default List<ExperimentKind> experiments() {
        return List.of();
    }

    /**
     * Returns the learning problems that learners outside this JVM can name.
     *
     * @return with names that no other paper has
     */
    default List<NamedEnvironment> environments() {
        return List.of();
    }

    /**
     * Trains the paper's agent.
     *
     * @return the training; nothing if there is none
     */
    default Optional<Activity> training() {
        return Optional.empty();
    }

    /**
     * Measures what the paper's figures show.
     *
     * @return the reproduction; nothing if there is none
     */
    default Optional<Activity> reproduction() {
        return Optional.empty();
    }
}
