// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.analysis.Finding.Kind;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the classes that cannot be served from some sites, the requirement that is to blame, and what would do. */
final class RequirementCheck {
    /** Finds what a class meets from a site. */
    @FunctionalInterface
    interface Reaches {
        Reach of(int site, int streamClass);
    }

    private record Blame(Kind kind, String requirement) {}

    private final ServingScenario scenario;
    private final Demand demand;
    private final Reaches reaches;
    private final List<Finding> findings = new ArrayList<>();

    RequirementCheck(ServingScenario scenario, Demand demand, Reaches reaches) {
        this.scenario = scenario;
        this.demand = demand;
        this.reaches = reaches;
    }

    List<Finding> findings() {
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            check(k);
        }
        return findings;
    }

    private void check(int k) {
        StreamClass streamClass = scenario.workload().classes().get(k);
        List<Site> sites = scenario.topology().sites();
        Map<Blame, List<Integer>> blamed = new LinkedHashMap<>();
        boolean huge = streamClass.size() > ValueCheck.largestUsualSize(scenario, streamClass);
        int all = 0;
        for (int site = 0; site < sites.size(); site++) {
            if (demand.asks()[site][k]) {
                all++;
                Blame blame = blame(huge, reaches.of(site, k));
                if (blame != null) {
                    blamed.computeIfAbsent(blame, key -> new ArrayList<>()).add(site);
                }
            }
        }
        for (Map.Entry<Blame, List<Integer>> entry : blamed.entrySet()) {
            List<Reach> where = entry.getValue().stream()
                    .map(site -> reaches.of(site, k))
                    .distinct()
                    .toList();
            List<String> names = entry.getValue().stream()
                    .map(site -> sites.get(site).name())
                    .toList();
            String requirement = entry.getKey().requirement;
            findings.add(new Finding(
                    entry.getKey().kind,
                    "class " + streamClass.name(),
                    names,
                    all,
                    requirement,
                    value(streamClass, requirement),
                    nearest(streamClass, requirement, where)));
        }
    }

    private Blame blame(boolean huge, Reach reach) {
        if (reach.best == null) {
            return new Blame(Kind.NO_CANDIDATE, "task");
        }
        if (reach.fastest == null) {
            return new Blame(Kind.NO_CANDIDATE, "min_accuracy");
        }
        if (reach.candidates == 0) {
            return new Blame(Kind.NO_CANDIDATE, huge && reach.largestSize > 0 ? "input_size" : "deadline_ms");
        }
        if (reach.ready >= scenario.settings().duration()) {
            return new Blame(Kind.NOT_LOADED, "placement_period_s");
        }
        if (reach.part > 1 + 1e-9) {
            return new Blame(Kind.NO_ROOM, isBound() ? "rate_qps" : "max_utilization");
        }
        return null;
    }

    private boolean isBound() {
        return scenario.settings().binding() == Binding.STREAM;
    }

    private String value(StreamClass streamClass, String requirement) {
        return switch (requirement) {
            case "task" -> streamClass.task().name();
            case "min_accuracy" -> Digits.of(streamClass.minAccuracy());
            case "input_size" -> Digits.of(streamClass.size());
            case "deadline_ms" -> Digits.of(1000 * streamClass.deadline());
            case "rate_qps" -> Digits.of(streamClass.rate());
            case "max_utilization" -> Digits.of(scenario.settings().maxUtilization());
            default -> {
                double period = scenario.settings().instances().placementPeriod();
                yield period == Double.POSITIVE_INFINITY ? "none" : Digits.of(period);
            }
        };
    }

    private String nearest(StreamClass streamClass, String requirement, List<Reach> where) {
        Reach first = where.get(0);
        return switch (requirement) {
            case "task" -> "models are deployed for " + deployedTasks();
            case "min_accuracy" ->
                String.format(
                        Locale.ROOT,
                        "the best, %s, has %s",
                        first.best.variant().model().name(),
                        Digits.atMost(first.best.variant().accuracy()));
            case "input_size" ->
                String.format(
                        Locale.ROOT,
                        "the largest in time is %s %s",
                        Digits.atMost(where.stream()
                                .mapToDouble(reach -> reach.largestSize)
                                .min()
                                .orElseThrow()),
                        ValueCheck.unit(streamClass));
            case "deadline_ms" -> fastest(streamClass, where);
            case "rate_qps" ->
                String.format(
                        Locale.ROOT,
                        "%s takes at most %s of one client",
                        name(first.roomiest),
                        Digits.atMost(streamClass.rate() / first.part));
            case "max_utilization" ->
                String.format(
                        Locale.ROOT,
                        "one query a second takes %s of %s",
                        Digits.atLeast(first.part * scenario.settings().maxUtilization()),
                        name(first.roomiest));
            default ->
                first.ready == Double.POSITIVE_INFINITY
                        ? "all candidates are only loadable; set a period, or a placement policy in the engine"
                        : String.format(
                                Locale.ROOT,
                                "all candidates are only loadable; none is in memory before %s, the run ends at %s",
                                Digits.of(first.ready),
                                Digits.of(scenario.settings().duration()));
        };
    }

    private static String fastest(StreamClass streamClass, List<Reach> where) {
        Reach least = where.get(0);
        Reach most = where.get(0);
        double accuracy = Double.POSITIVE_INFINITY;
        for (Reach reach : where) {
            least = reach.latency < least.latency ? reach : least;
            most = reach.latency > most.latency ? reach : most;
            accuracy = Math.min(accuracy, reach.accuracyInTime);
        }
        String needs = Digits.atLeast(1000 * least.latency);
        String text = needs.equals(Digits.atLeast(1000 * most.latency))
                ? String.format(Locale.ROOT, "the fastest, %s, needs %s", name(least.fastest), needs)
                : String.format(Locale.ROOT, "the fastest need %s to %s", needs, Digits.atLeast(1000 * most.latency));
        if (accuracy >= 0) {
            text += ", or min_accuracy at most " + Digits.atMost(accuracy);
        }
        return streamClass.deadline() < 1e-3 ? text + " (seconds?)" : text;
    }

    private static String name(Instance instance) {
        return instance.variant().model().name() + " on " + instance.worker().name();
    }

    private String deployedTasks() {
        return scenario.topology().instances().stream()
                .map(instance -> instance.variant().model().task().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
