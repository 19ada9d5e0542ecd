// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.Chart;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Figure;
import io.github.virgasim.report.HeatMap;
import io.github.virgasim.report.Panel;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows ECSRL's results: tables on the terminal and as Markdown, CSV files, figures. */
final class EcsrlReport implements Findings {
    private static final String OBJECTIVE = "objective per request";

    /** Policies above this percentage of the greedy policy's objective are left out of the close-up. */
    private static final double CLOSE = 110;

    private final Results<EcsrlMeasurement.Key, EcsrlMeasurement> results;
    private final Results<EcsrlMeasurement.Key, EcsrlMeasurement> clusters;
    private final List<EcsrlMatrices> matrices;
    private final EcsrlTables tables;
    private final List<RunSample> samples;

    /**
     * Makes a report.
     *
     * @param scenario what was run
     * @param results what came out
     * @param clusters what came out where there are several clusters
     * @param samples runs that were watched
     */
    EcsrlReport(
            ServingScenario scenario,
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> results,
            Results<EcsrlMeasurement.Key, EcsrlMeasurement> clusters,
            List<RunSample> samples) {
        this.clusters = clusters;
        this.samples = samples;
        this.results = results;
        matrices = EcsrlMatrices.of(scenario);
        tables = new EcsrlTables(scenario, results, matrices);
    }

    @Override
    public String text() {
        return tables.policies() + "\n" + tables.differences() + "\n" + tables.tradeOff() + "\n" + tables.paradigms()
                + "\n" + EcsrlClustersTrial.table(clusters);
    }

    @Override
    public List<RunSample> samples() {
        return samples;
    }

    @Override
    public void write(Path folder) throws IOException {
        EcsrlFiles.runs(folder.resolve("runs.csv"), results.all());
        EcsrlFiles.runs(folder.resolve("clusters.csv"), clusters.all());
        EcsrlFiles.matrices(folder, matrices);
        EcsrlFiles.lines(folder, matrices);
        Files.writeString(folder.resolve("ecsrl.md"), tables.markdown(EcsrlClustersTrial.table(clusters)));
        List<Figure> heatMaps = matrices.stream().map(EcsrlReport::heatMap).toList();
        Figure.grid(heatMaps, 2).save(folder, "figure1");
        degradationLines().save(folder, "figure2");
        bars("answered in time", "share of the requests [%]", 100, run -> 100 * run.throughput())
                .save(folder, "throughput");
        bars("objective, α = β = 1", OBJECTIVE, Double.POSITIVE_INFINITY, EcsrlMeasurement::objective)
                .save(folder, "objective");
        Figure.grid(List.of(throughputs(), closeObjectives()), 2).save(folder, "load");
        tradeOff().save(folder, "trade-off");
    }

    private static Figure heatMap(EcsrlMatrices matrix) {
        return new HeatMap(
                        String.format(Locale.ROOT, "%s added on %s", matrix.added(), matrix.device()),
                        "running " + matrix.others().get(1),
                        "running " + matrix.others().get(0),
                        matrix.cells())
                .figure();
    }

    private Figure degradationLines() {
        List<Panel.Series> lines = new ArrayList<>();
        for (EcsrlMatrices matrix : matrices) {
            EcsrlMatrices.Line line = matrix.line();
            lines.add(series(
                    matrix.added() + " on " + matrix.device(),
                    line.counts().stream().mapToDouble(Integer::doubleValue).toArray(),
                    line.means().stream().map(ConfidenceInterval::of).toList()));
        }
        return new Panel(
                        "degradation by concurrent workloads",
                        "workloads that run already",
                        "mean degradation of the added one",
                        List.of(),
                        lines)
                .figure();
    }

    private static Panel.Series series(String name, double[] x, List<ConfidenceInterval> y) {
        return new Panel.Series(name, name, Panel.Look.MARKED, x, y);
    }

    private Figure bars(String title, String axis, double limit, ToDoubleFunction<EcsrlMeasurement> value) {
        Chart chart = new Chart(title, axis, limit).regulars(StaticPolicies.names());
        for (String policy : EcsrlTrial.policies()) {
            chart.add(policy, List.of(results.mean(EcsrlTrial.key(EcsrlTrial.USUAL, policy), value)));
        }
        return chart.bars();
    }

    private Figure throughputs() {
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        for (String policy : EcsrlTrial.policies()) {
            lines.put(policy, overLoads(policy, run -> 100 * run.throughput()));
        }
        return overLoads("answered in time", "share of the requests [%]", 100, lines);
    }

    /** Draws the objectives of the policies that are near the greedy one, in percent of its mean. */
    private Figure closeObjectives() {
        List<ConfidenceInterval> greedy = overLoads(EcsrlGreedy.NAME, EcsrlMeasurement::objective);
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        for (String policy : EcsrlTrial.policies()) {
            List<ConfidenceInterval> line = overLoads(policy, EcsrlMeasurement::objective);
            List<ConfidenceInterval> relative = new ArrayList<>();
            for (int i = 0; i < line.size(); i++) {
                double unit = greedy.get(i).mean() / 100;
                ConfidenceInterval one = line.get(i);
                relative.add(new ConfidenceInterval(one.mean() / unit, one.halfWidth() / unit, one.count()));
            }
            if (relative.stream().allMatch(value -> value.mean() <= CLOSE)) {
                lines.put(policy, relative);
            }
        }
        return overLoads(
                "objective, those close to greedy", OBJECTIVE + " [% of greedy's]", Double.POSITIVE_INFINITY, lines);
    }

    private List<ConfidenceInterval> overLoads(String policy, ToDoubleFunction<EcsrlMeasurement> value) {
        return EcsrlTrial.LOADS.stream()
                .map(load -> results.mean(EcsrlTrial.key(load, policy), value))
                .toList();
    }

    private static Figure overLoads(
            String title, String axis, double limit, Map<String, List<ConfidenceInterval>> lines) {
        double[] loads =
                EcsrlTrial.LOADS.stream().mapToDouble(Double::doubleValue).toArray();
        return new Chart(title, axis, limit)
                .regulars(StaticPolicies.names())
                .addAll(lines)
                .lines("load [multiple of 56.7 requests/s]", loads);
    }

    /** Draws mean degradation against energy: a line for what follows the weights, points for the others. */
    private Figure tradeOff() {
        List<Panel.Series> lines = new ArrayList<>();
        for (String policy : EcsrlTrial.policies()) {
            boolean tunable = EcsrlTrial.TUNABLE.contains(policy);
            List<EcsrlMeasurement.Key> keys = (tunable ? EcsrlTrial.SHARES : List.of(EcsrlWeights.EVEN))
                    .stream()
                            .map(share -> new EcsrlMeasurement.Key(EcsrlTrial.USUAL, share, true, policy))
                            .toList();
            lines.add(series(
                    policy,
                    keys.stream()
                            .mapToDouble(key ->
                                    results.mean(key, EcsrlMeasurement::energy).mean())
                            .toArray(),
                    keys.stream()
                            .map(key -> results.mean(key, EcsrlMeasurement::degradation))
                            .toList()));
        }
        return new Panel(
                        "energy against degradation, α : β from 1 : 9 to 9 : 1",
                        "energy per request [J]",
                        "mean degradation",
                        List.of(),
                        lines)
                .figure(StaticPolicies.names());
    }
}
