// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuBestFit;
import io.github.virgasim.cloudsim.GpuEnergyConsolidation;
import io.github.virgasim.cloudsim.GpuFirstFit;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuLeastInterference;
import io.github.virgasim.cloudsim.GpuWorstFit;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.papers.placement.PlacementPark;
import io.github.virgasim.papers.placement.PlacementPark.Outcome;
import io.github.virgasim.papers.placement.PlacementTraining;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultWriter;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Compares the learned placement with the other policies, all under the same test seeds. */
final class PlacementReport {
    private static final String LEARNED = "learned";
    private static final List<Double> LIMITS = List.of(2.0, 3.0, 4.0, 5.0, 6.0);

    private final PlacementPark park = new PlacementPark();
    private final PlacementTraining training;
    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    private final int runs;

    /**
     * Runs the comparison. Energy consolidation gets the limit on slowdowns that does best on the selection seeds.
     *
     * @param training a training that has ended
     * @param runs number of test seeds
     */
    PlacementReport(PlacementTraining training, int runs) {
        this.training = training;
        this.runs = runs;
        GpuForecast forecast = park.forecast();
        double limit = LIMITS.stream()
                .min(Comparator.comparingDouble(
                        each -> training.selectionCost(() -> new GpuEnergyConsolidation(forecast, each))))
                .orElseThrow();
        add("first fit", GpuFirstFit::new);
        add("best fit", GpuBestFit::new);
        add("worst fit", GpuWorstFit::new);
        add("least interference", () -> new GpuLeastInterference(forecast.interference()));
        add("energy consolidation up to " + RunCommand.plain(limit), () -> new GpuEnergyConsolidation(forecast, limit));
        add("greedy on the cost", park::greedy);
        add(LEARNED, training::policy);
    }

    private void add(String name, Supplier<GpuAllocationPolicy> policy) {
        outcomes.put(
                name,
                Seeds.test(runs).stream()
                        .map(seed -> park.run(policy.get(), seed))
                        .toList());
    }

    private double[] values(String policy, ToDoubleFunction<Outcome> value) {
        return outcomes.get(policy).stream().mapToDouble(value).toArray();
    }

    private ConfidenceInterval mean(String policy, ToDoubleFunction<Outcome> value) {
        return ConfidenceInterval.of(values(policy, value));
    }

    /** Returns by how much the learned placement's cost is above another's, in pairs of the same seed. */
    private ConfidenceInterval difference(String policy) {
        return ConfidenceInterval.ofDifferences(values(LEARNED, Outcome::cost), values(policy, Outcome::cost));
    }

    /** Returns the table for the terminal. */
    String text() {
        TextTable table = new TextTable(
                "test runs", "cost", "learned - this", "power W", "slowdown", "hosts in use", "refused %");
        for (String policy : outcomes.keySet()) {
            table.row(
                    policy,
                    TextTable.number(mean(policy, Outcome::cost), 4),
                    policy.equals(LEARNED) ? "" : TextTable.number(difference(policy), 4),
                    TextTable.number(mean(policy, Outcome::power), 0),
                    TextTable.number(mean(policy, Outcome::slowdown), 2),
                    TextTable.number(mean(policy, Outcome::hostsInUse), 1),
                    TextTable.number(mean(policy, outcome -> 100 * outcome.refused()), 2));
        }
        return table.toString();
    }

    /** Writes curve.csv, comparison.csv and runs.csv. */
    void write(Path folder) throws IOException {
        try (ResultWriter writer =
                new ResultWriter(folder.resolve("curve.csv"), List.of("iterations", "selection_cost"))) {
            for (PlacementTraining.Point point : training.curve()) {
                writer.row(point.iterations(), point.cost());
            }
        }
        List<String> compared = List.of("policy", "cost", "learned_minus_this", "half_width_95_percent");
        try (ResultWriter writer = new ResultWriter(folder.resolve("comparison.csv"), compared)) {
            for (String policy : outcomes.keySet()) {
                ConfidenceInterval difference = difference(policy);
                writer.row(policy, mean(policy, Outcome::cost).mean(), difference.mean(), difference.halfWidth());
            }
        }
        List<String> columns =
                List.of("policy", "seed", "cost", "power_w", "slowdown", "hosts_in_use", "refused_percent");
        try (ResultWriter writer = new ResultWriter(folder.resolve("runs.csv"), columns)) {
            for (Map.Entry<String, List<Outcome>> entry : outcomes.entrySet()) {
                for (int i = 0; i < runs; i++) {
                    Outcome run = entry.getValue().get(i);
                    writer.row(
                            entry.getKey(),
                            Seeds.FIRST_TEST + i,
                            run.cost(),
                            run.power(),
                            run.slowdown(),
                            run.hostsInUse(),
                            100 * run.refused());
                }
            }
        }
    }
}
