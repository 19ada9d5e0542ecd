// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuBestFit;
import io.github.virgasim.cloudsim.GpuEnergyConsolidation;
import io.github.virgasim.cloudsim.GpuFirstFit;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuLeastInterference;
import io.github.virgasim.cloudsim.GpuWorstFit;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.papers.placement.PlacementPark.Outcome;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Compares the learned placement with the other policies, all under the same test seeds. */
final class PlacementReport implements Findings {
    private static final String LEARNED = "learned";
    private static final List<Double> LIMITS = List.of(2.0, 3.0, 4.0, 5.0, 6.0);

    private final PlacementPark park = new PlacementPark();
    private final PlacementTraining training;
    private final Results<String, Run> results = new Results<>();
    private final List<Long> seeds;

    private record Run(String policy, long seed, Outcome outcome) {
        double cost() {
            return outcome.cost();
        }
    }

    /**
     * Runs the comparison. Energy consolidation gets the limit on slowdowns that does best on the selection seeds.
     *
     * @param training a training that has ended
     * @param runs number of test seeds
     */
    PlacementReport(PlacementTraining training, int runs) {
        this.training = training;
        seeds = Seeds.test(runs);
        GpuForecast forecast = park.forecast();
        double limit = LIMITS.stream()
                .min(Comparator.comparingDouble(
                        each -> training.selectionCost(() -> new GpuEnergyConsolidation(forecast, each))))
                .orElseThrow();
        add("first fit", GpuFirstFit::new);
        add("best fit", GpuBestFit::new);
        add("worst fit", GpuWorstFit::new);
        add("least interference", () -> new GpuLeastInterference(forecast.interference()));
        add(
                "energy consolidation up to " + CommandText.plain(limit),
                () -> new GpuEnergyConsolidation(forecast, limit));
        add("greedy on the cost", park::greedy);
        add(LEARNED, training::policy);
    }

    private void add(String name, Supplier<GpuAllocationPolicy> policy) {
        seeds.forEach(seed -> results.add(name, new Run(name, seed, park.run(policy.get(), seed))));
    }

    private String mean(String policy, int decimals, ToDoubleFunction<Outcome> value) {
        return TextTable.number(results.mean(policy, run -> value.applyAsDouble(run.outcome)), decimals);
    }

    /** Returns by how much the learned placement's cost is above another's, in pairs of the same seed. */
    private ConfidenceInterval difference(String policy) {
        return results.difference(LEARNED, policy, Run::cost);
    }

    @Override
    public String text() {
        TextTable table = new TextTable(
                "test runs", "cost", "learned - this", "power W", "slowdown", "hosts in use", "refused %");
        for (String policy : results.keys()) {
            table.row(
                    policy,
                    mean(policy, 4, Outcome::cost),
                    policy.equals(LEARNED) ? "" : TextTable.number(difference(policy), 4),
                    mean(policy, 0, Outcome::power),
                    mean(policy, 2, Outcome::slowdown),
                    mean(policy, 1, Outcome::hostsInUse),
                    mean(policy, 2, outcome -> 100 * outcome.refused()));
        }
        return table.toString();
    }

    /** Writes curve.csv, comparison.csv and runs.csv. */
    @Override
    public void write(Path folder) throws IOException {
        new ResultTable<PlacementTraining.Point>()
                .column("iterations", PlacementTraining.Point::iterations)
                .column("selection_cost", PlacementTraining.Point::cost)
                .write(folder.resolve("curve.csv"), training.curve().points());
        new ResultTable<String>()
                .column("policy", policy -> policy)
                .column("cost", policy -> results.mean(policy, Run::cost).mean())
                .column("learned_minus_this", policy -> difference(policy).mean())
                .column("half_width", "95_percent", policy -> difference(policy).halfWidth())
                .write(folder.resolve("comparison.csv"), results.keys());
        new ResultTable<Run>()
                .column("policy", Run::policy)
                .column("seed", Run::seed)
                .column("cost", Run::cost)
                .column("power", "w", run -> run.outcome.power())
                .column("slowdown", run -> run.outcome.slowdown())
                .column("hosts_in_use", run -> run.outcome.hostsInUse())
                .column("refused", "percent", run -> 100 * run.outcome.refused())
                .write(folder.resolve("runs.csv"), results.all());
    }
}
