// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of the paper's evaluation from our episodes, each an image and the numbers in it. Figures 1, 3
 * and 4 (drawings) have no counterpart.
 */
final class TapFingerFigures {
    private static final String METHOD = TapFingerPublished.METHOD;
    private static final String TIMES = "completion time [timesteps]";

    private final Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes;
    private final TracedTypes measured;
    private final TapFingerPanels panels;
    private final Double decisionMs;

    /**
     * Makes the figures.
     *
     * @param episodes by experiment and scheduler
     * @param published results to stand beside them
     * @param measured durations on the test bed without containers
     * @param decisionMs measured time of a decision per cluster [ms], for figure 7; null without
     */
    TapFingerFigures(
            Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes,
            TapFingerPublished published,
            TracedTypes measured,
            Double decisionMs) {
        this.episodes = episodes;
        this.measured = measured;
        this.decisionMs = decisionMs;
        panels = new TapFingerPanels(episodes, published);
    }

    /** Writes those figures whose experiments were run, as figNN.png, figNN.svg and figNN.csv, and the learning curves. */
    void write(Path folder) throws IOException {
        save("fig02", 1, List.of(TapFingerPanels.durations(measured, "lm", 1, 2, 4, 8)), folder);
        comparison("fig05", folder, List.of(METHOD), "synthetic", "synthetic_6_agent");
        across(
                "fig06",
                folder,
                List.of("synthetic_6_agent_ar=2", "synthetic_6_agent_ar=3", "synthetic_6_agent"),
                new double[] {2, 3, 4},
                "tasks per timestep",
                TapFingerMetric.ACCUMULATION,
                TapFingerMetric.MEAN);
        save("fig07", 1, List.of(TapFingerOverhead.panel(decisionMs)), folder);
        comparison("fig08", folder, List.of(METHOD, "Vanilla DRL"), "synthetic");
        comparison("fig09", folder, List.of(METHOD), "trace_1000", "trace_6_agent_2000");
        across(
                "fig10",
                folder,
                List.of("trace_6_agent_2000", "trace_6_agent_4000", "trace_6_agent_8000"),
                new double[] {2000, 4000, 8000},
                "tasks",
                TapFingerMetric.MEAN,
                TapFingerMetric.GPU);
        comparison("fig11", folder, List.of(METHOD), "multiple-gamma=1");
        comparison("fig12", folder, List.of(METHOD), "hetero_6_agent");
        comparison("fig13", folder, List.of(METHOD, "No-HAN"), "multiple-gamma=1");
        comparison("fig14", folder, List.of(METHOD, "No-pointer"), "SJF-test");
        save("curves", 2, TapFingerCurves.panels(), folder);
    }

    /** A row for each experiment: distribution, figures of completion times, accumulation, use of CPUs and GPUs. */
    private void comparison(String name, Path folder, List<String> learned, String... experiments) throws IOException {
        List<Panel> all = new ArrayList<>();
        for (String experiment : experiments) {
            Optional<TapFingerExperiments.Case> found = find(experiment);
            if (found.isEmpty()) {
                return;
            }
            TapFingerExperiments.Case of = found.get();
            all.add(panels.distribution(of, learned));
            all.add(panels.metrics(
                    of, learned, TIMES, TapFingerMetric.MEAN, TapFingerMetric.MEDIAN, TapFingerMetric.P95));
            all.add(panels.accumulation(of, learned));
            all.add(panels.metrics(of, learned, "use [%]", TapFingerMetric.CPU, TapFingerMetric.GPU));
        }
        save(name, 2, all, folder);
    }

    private void across(
            String name, Path folder, List<String> experiments, double[] x, String xAxis, TapFingerMetric... metrics)
            throws IOException {
        List<TapFingerExperiments.Case> cases =
                experiments.stream().map(this::find).flatMap(Optional::stream).toList();
        if (cases.size() < experiments.size()) {
            return;
        }
        List<Panel> all = new ArrayList<>();
        for (TapFingerMetric metric : metrics) {
            all.add(panels.across(cases, x, xAxis, metric));
        }
        save(name, 2, all, folder);
    }

    private Optional<TapFingerExperiments.Case> find(String experiment) {
        return episodes.keySet().stream()
                .filter(of -> of.name().equals(experiment))
                .findAny();
    }

    private static void save(String name, int columns, List<Panel> panels, Path folder) throws IOException {
        Figure.grid(panels.stream().map(Panel::figure).toList(), columns).save(folder, name);
        Panel.write(folder.resolve(name + ".csv"), panels);
    }
}
