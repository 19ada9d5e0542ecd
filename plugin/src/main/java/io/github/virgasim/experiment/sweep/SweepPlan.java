// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a sweep runs: every combination of scenario, parameter values, policy and seed, in this order, the seeds fastest.
 *
 * @param name names the sweep
 * @param scenarios bundled scenarios' names, or paths of YAML files
 * @param parameters values by path in the scenario, as {@link YamlNode#set} takes them
 * @param policies names of policies
 * @param firstSeed seed of the first run of each combination
 * @param seeds runs of each combination, with seeds that follow each other
 */
public record SweepPlan(
        String name,
        List<String> scenarios,
        Map<String, List<String>> parameters,
        List<String> policies,
        long firstSeed,
        int seeds)
        implements Serializable {
    /** The most runs of a sweep; at ten milliseconds each, they take a processor for a third of a year. */
    public static final int MOST = 1_000_000_000;

    /** Copies the collections. */
    public SweepPlan {
        scenarios = List.copyOf(scenarios);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        policies = List.copyOf(policies);
    }

    /**
     * Reads a sweep from a YAML file: {@code sweep} (its name), {@code scenarios} (sought beside it if they are files), and
     * optionally {@code policies} (those with a fixed rule unless given), {@code parameters} (a list of values for each path)
     * and {@code seeds} ({@code first}, 1 unless given, and {@code count}; one unless given).
     *
     * @param file the YAML file
     * @return the plan, whose scenarios and policies have not been looked at
     * @throws InvalidInputException if something is missing or breaks a rule; the message names file, line and key
     */
    public static SweepPlan read(Path file) {
        YamlNode root = YamlNode.read(file);
        root.allowOnly("sweep", "scenarios", "policies", "parameters", "seeds");
        List<String> scenarios = scenarios(root.get("scenarios"), file);
        List<String> policies = root.has("policies") ? texts(root.get("policies")) : StaticPolicies.names();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (root.has("parameters")) {
            YamlNode node = root.get("parameters");
            for (String path : node.keys()) {
                if (path.equals("scenario")) {
                    throw node.get(path).invalid("must not be a parameter: runs go by the scenarios' files and names");
                }
                parameters.put(path, texts(node.get(path)));
            }
        }
        long first = 1;
        int count = 1;
        if (root.has("seeds")) {
            YamlNode seeds = root.get("seeds").allowOnly("first", "count");
            first = seeds.integer("first", Integer.MIN_VALUE, 1);
            count = seeds.integer("count", 1);
        }
        String name = root.get("sweep").make(() -> Checks.fileName("sweep", root.text("sweep")));
        SweepPlan plan = new SweepPlan(name, scenarios, parameters, policies, first, count);
        double runs = plan.combinations() * count;
        if (runs > MOST) {
            throw root.invalid(String.format(Locale.ROOT, "must have at most %d runs, has %.0f", MOST, runs));
        }
        return plan;
    }

    private static List<String> scenarios(YamlNode list, Path file) {
        texts(list);
        Map<Path, String> scenarios = new LinkedHashMap<>();
        for (YamlNode item : list.items()) {
            String scenario = Scenarios.names().contains(item.text())
                    ? item.text()
                    : item.make(() -> file.resolveSibling(item.text())).toString();
            String same = scenarios.putIfAbsent(Path.of(scenario).normalize(), scenario);
            if (same != null) {
                throw item.invalid("must not appear twice, is also " + same);
            }
        }
        return List.copyOf(scenarios.values());
    }

    private static List<String> texts(YamlNode list) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (texts.contains(item.text())) {
                throw item.invalid("must not appear twice");
            }
            if (item.text().chars().anyMatch(Character::isISOControl)) {
                throw item.invalid("must have no control characters, since rows are lines");
            }
            texts.add(item.text());
        }
        return texts;
    }

    private double combinations() {
        double product = (double) scenarios.size() * policies.size();
        for (List<String> values : parameters.values()) {
            product *= values.size();
        }
        return product;
    }

    /**
     * Counts the runs.
     *
     * @return 1 to {@link #MOST}
     */
    public int size() {
        return (int) (combinations() * seeds);
    }

    /**
     * Finds a run.
     *
     * @param index 0 to {@link #size()} - 1
     * @return its job
     */
    public SweepJob job(int index) {
        int rest = index / seeds;
        String policy = policies.get(rest % policies.size());
        rest /= policies.size();
        List<String> paths = List.copyOf(parameters.keySet());
        Map<String, String> changes = new LinkedHashMap<>();
        paths.forEach(path -> changes.put(path, ""));
        for (int i = paths.size() - 1; i >= 0; i--) {
            List<String> values = parameters.get(paths.get(i));
            changes.put(paths.get(i), values.get(rest % values.size()));
            rest /= values.size();
        }
        return new SweepJob(scenarios.get(rest), changes, policy, firstSeed + index % seeds);
    }
}
