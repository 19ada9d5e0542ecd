// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport.TaskTimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** TapFinger's experiments by name. */
final class TapFingerExperiments {
    /** How the names of all scenarios with elastic tasks begin. */
    static final String PREFIX = "tapfinger-";

    /** The test bed without containers. */
    static final String BARE_METAL = "bare";

    private static final String TRACE = "tapfinger-trace";
    private static final String CONTAINER_RESULTS = "container_version";
    private static final String CONTAINER = "tapfinger-container";
    private static final String SYNTHETIC = "tapfinger-synthetic";
    private static final String SYNTHETIC_SIX = "tapfinger-synthetic-6";
    private static final String HETERO = "tapfinger-hetero";
    private static final String SHORT_LONG = "tapfinger-short-long";
    private static final String MULTI_TASK = "tapfinger-multi-task";
    private static final String TRACED_PREFIX = "trace_";
    /** Experiments, one for each network, in which a cluster is lost too. */
    private static final Set<String> LOSING =
            Set.of("synthetic", "synthetic_6_agent", "multiple-gamma=1", "hetero_6_agent", "SJF-test", "trace_1000");

    /**
     * An experiment of the paper.
     *
     * @param name of the published results
     * @param alsoPublishedAs further results on the same experiment, with variants of the paper's method
     * @param experiment its settings
     * @param losesCluster whether the last cluster is lost when half of the tasks have arrived
     */
    record Case(String name, List<String> alsoPublishedAs, ElasticExperiment experiment, boolean losesCluster) {
        Case(String name, List<String> alsoPublishedAs, ElasticExperiment experiment) {
            this(name, alsoPublishedAs, experiment, false);
        }

        /** Tells whether there are published runs of a simulation, and not none or those of real containers. */
        boolean isPublishedFromSimulation() {
            return !name.equals(CONTAINER_RESULTS) && !losesCluster && Fidelity.of(experiment) == Fidelity.PUBLISHED;
        }
    }

    private TapFingerExperiments() {}

    /** Returns the names of the scenarios. */
    static List<String> names() {
        return List.of(SYNTHETIC, SYNTHETIC_SIX, HETERO, TRACE, CONTAINER, SHORT_LONG, MULTI_TASK);
    }

    /**
     * Names the scenario whose prices and network are used for an experiment: the one with the same task types and, of the
     * synthetic ones, as many clusters at least.
     */
    static String trainedAs(ElasticExperiment experiment) {
        if (isTraced(experiment)) {
            return TRACE;
        }
        return switch (experiment.name()) {
            case "synthetic" -> experiment.setting().capacities().size() > 3 ? SYNTHETIC_SIX : SYNTHETIC;
            case "hetero_6_agent" -> HETERO;
            case "SJF-test" -> SHORT_LONG;
            case CONTAINER_RESULTS -> CONTAINER;
            default -> MULTI_TASK;
        };
    }

    /** Tells whether a scenario has measured tasks. */
    static boolean isMeasured(String name) {
        return name.equals(TRACE) || name.equals(CONTAINER);
    }

    /** Tells where the task times of an experiment come from. */
    static TaskTimes times(ElasticExperiment experiment, Path durations) {
        boolean containers = isOfContainers(experiment);
        if (!containers && !isTraced(experiment)) {
            return TaskTimes.ASSUMED;
        }
        return durations != null ? TaskTimes.OWN : containers ? TaskTimes.CONTAINERS : TaskTimes.MEASURED;
    }

    /** Tells whether tasks are containers. */
    static boolean isOfContainers(ElasticExperiment experiment) {
        return experiment.name().equals(CONTAINER_RESULTS);
    }

    /** Tells whether tasks have measured training curves. */
    static boolean isTraced(ElasticExperiment experiment) {
        return experiment.name().startsWith(TRACED_PREFIX);
    }

    /**
     * Makes the experiment of a scenario.
     *
     * @param name of the scenario
     * @param durations file of measured durations; null for those shipped with Virga
     * @param fidelity to the paper or to its published runs
     * @return the experiment
     * @throws InvalidInputException if there is no such scenario, or the file is bad or missing or not needed
     */
    static ElasticExperiment named(String name, Path durations, Fidelity fidelity) {
        Checks.oneOf("scenario of elastic tasks", name, names());
        if (durations != null && !isMeasured(name)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "--durations is for %s and %s, scenario was '%s'", TRACE, CONTAINER, name));
        }
        return switch (name) {
            case TRACE -> TapFinger.traced(3, 1000, curves(durations, fidelity), fidelity);
            case CONTAINER -> containers(durations, fidelity);
            case SYNTHETIC -> TapFinger.synthetic(3, 2, fidelity);
            case SYNTHETIC_SIX -> TapFinger.synthetic(6, 4, fidelity);
            case HETERO -> TapFinger.heterogeneous(fidelity);
            case SHORT_LONG -> TapFinger.shortAndLong(fidelity);
            default -> TapFinger.multiTask(fidelity);
        };
    }

    private static List<TaskType> curves(Path durations, Fidelity fidelity) {
        return measured(durations, BARE_METAL).tapFinger(fidelity.progress());
    }

    private static ElasticExperiment containers(Path durations, Fidelity fidelity) {
        return TapFinger.containers(measured(durations, "container").containers(), fidelity);
    }

    /** Returns the measurements of a test bed, from a file or, if it is null, those shipped with Virga. */
    static TracedTypes measured(Path durations, String source) {
        return durations == null ? TracedTypes.shipped(source) : TracedTypes.read(durations, source);
    }

    /**
     * Returns the experiments of the paper, with the rules of the published runs.
     *
     * @param durations file of measured durations; null for those shipped with Virga
     * @return the experiments in order of the paper's figures
     * @throws InvalidInputException if the file is bad
     */
    static List<Case> published(Path durations) {
        Fidelity rules = Fidelity.PUBLISHED;
        List<Case> cases = new ArrayList<>(List.of(
                new Case("synthetic", List.of("synthetic_toy"), TapFinger.synthetic(3, 2, rules)),
                new Case("synthetic_6_agent", List.of(), TapFinger.synthetic(6, 4, rules)),
                new Case("synthetic_6_agent_ar=3", List.of(), TapFinger.synthetic(6, 3, rules)),
                new Case("synthetic_6_agent_ar=2", List.of(), TapFinger.synthetic(6, 2, rules)),
                new Case("multiple-gamma=1", List.of("no_gnn"), TapFinger.multiTask(rules)),
                new Case("hetero_6_agent", List.of(), TapFinger.heterogeneous(rules)),
                new Case("SJF-test", List.of("no_pointer"), TapFinger.shortAndLong(rules))));
        List<TaskType> types = curves(durations, rules);
        for (int tasks : new int[] {500, 1000, 2000, 4000}) {
            cases.add(new Case(TRACED_PREFIX + tasks, List.of(), TapFinger.traced(3, tasks, types, rules)));
        }
        for (int tasks : new int[] {2000, 4000, 8000}) {
            cases.add(
                    new Case(TRACED_PREFIX + "6_agent_" + tasks, List.of(), TapFinger.traced(6, tasks, types, rules)));
        }
        cases.add(new Case(CONTAINER_RESULTS, List.of(), containers(durations, rules)));
        return cases;
    }

    /**
     * Returns experiments that nobody published: measured tasks under the rules of the paper's text, and the loss of a
     * cluster under those of the published runs.
     *
     * @param durations file of measured durations; null for those shipped with Virga
     * @return the experiments
     * @throws InvalidInputException if the file is bad
     */
    static List<Case> own(Path durations) {
        List<TaskType> types = curves(durations, Fidelity.PAPER);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("trace_1000_paper", List.of(), TapFinger.traced(3, 1000, types, Fidelity.PAPER)));
        for (Case of : published(durations)) {
            if (LOSING.contains(of.name)) {
                cases.add(new Case(of.name + "_lost", List.of(), of.experiment, true));
            }
        }
        return cases;
    }
}
