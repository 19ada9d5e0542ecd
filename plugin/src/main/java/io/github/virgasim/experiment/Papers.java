// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All papers on the class path, and what they bring together. */
public final class Papers {
    private Papers() {}

    /**
     * Finds the papers.
     *
     * @return in the order of their names
     */
    public static List<Paper> all() {
        return ServiceLoader.load(Paper.class, Papers.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Paper::name))
                .toList();
    }

    /**
     * Returns all kinds of experiments besides serving scenarios.
     *
     * @return those of the papers
     */
    public static List<ExperimentKind> experiments() {
        return all().stream().flatMap(paper -> paper.experiments().stream()).toList();
    }

    /**
     * Returns all policies that can be named.
     *
     * @return those that choose by a fixed rule, then those of the papers
     */
    public static List<NamedPolicy> policies() {
        List<NamedPolicy> policies = new ArrayList<>(NamedPolicy.fixed());
        all().forEach(paper -> policies.addAll(paper.policies()));
        return policies;
    }
}
