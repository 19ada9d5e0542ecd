// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<Paper> papers = ServiceLoader.load(Paper.class, Papers.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Paper::name))
                .toList();
        requireDifferent(papers);
        return papers;
    }

    /** Names stand for one thing each, whoever brings it. */
    static void requireDifferent(List<Paper> papers) {
        Map<String, String> owners = new HashMap<>();
        owners.put("policy '" + Recorded.NAME + "'", "Virga");
        NamedPolicy.fixed().forEach(policy -> owners.put("policy '" + policy.name() + "'", "Virga"));
        for (Paper paper : papers) {
            List<String> names = new ArrayList<>(List.of("paper '" + paper.name() + "'"));
            paper.policies().forEach(policy -> names.add("policy '" + policy.name() + "'"));
            paper.experiments().forEach(kind -> kind.names().forEach(name -> names.add("experiment '" + name + "'")));
            paper.environments().forEach(each -> names.add("environment '" + each.name() + "'"));
            for (String name : names) {
                String owner = owners.put(name, paper.getClass().getName());
                if (owner != null) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "%s must be there once on the class path, was brought by %s and by %s",
                            name,
                            owner,
                            paper.getClass().getName()));
                }
            }
        }
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
     * Returns all learning problems that can be named.
     *
     * @return those of the papers
     */
    public static List<NamedEnvironment> environments() {
        return all().stream().flatMap(paper -> paper.environments().stream()).toList();
    }

    /**
     * Returns all policies that can be named.
     *
     * @return those that choose by a fixed rule, the one that does what was recorded, then those of the papers
     */
    public static List<NamedPolicy> policies() {
        List<NamedPolicy> policies = new ArrayList<>(NamedPolicy.fixed());
        policies.add(NamedPolicy.recorded());
        all().forEach(paper -> policies.addAll(paper.policies()));
        return policies;
    }
}
