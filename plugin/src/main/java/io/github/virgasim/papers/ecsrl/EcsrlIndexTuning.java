// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.Well19937c;

/**
 * Finds the prices of {@link EcsrlIndex} by CMA-ES (Commons Math) under the selection seeds, which are the same for all prices:
 * the objective with even weights, counted twice, and with energy shares of 0.2 and 0.8, over four loads. Starts from greedy.
 */
final class EcsrlIndexTuning implements Findings {
    /** File that it leaves. */
    static final String FILE = "index.csv";

    private static final int POPULATION = 10;

    /** No prices, counted one by one, at whatever rate: greedy. */
    private static final double[] GREEDY = {0, 0, 0, 0, 0, 0, 1, 1};

    private static final double[] LOW = {0, 0, 0, 0, -2, -1, 0, 0};
    private static final double[] HIGH = {2, 2, 2, 2, 2, 3, 3, 3};
    private static final double[] STEP = {0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.4, 0.4};

    private final double greedy;
    private final PointValuePair best;
    private final String command;
    private final long seed;

    /**
     * Searches.
     *
     * @param plan scores policies
     * @param seed of the search
     * @param evaluations most that are made
     * @param command that is run, for the file
     * @param progress is told of each evaluation
     */
    EcsrlIndexTuning(EcsrlTraining plan, long seed, int evaluations, String command, Progress progress) {
        this.command = command;
        this.seed = seed;
        greedy = score(plan, GREEDY);
        var search = new CMAESOptimizer(
                evaluations,
                0,
                true,
                0,
                0,
                new Well19937c(seed),
                false,
                (i, before, now) -> i >= evaluations / POPULATION);
        best = search.optimize(
                new MaxEval(evaluations + POPULATION),
                new ObjectiveFunction(prices -> {
                    progress.step();
                    return score(plan, prices);
                }),
                GoalType.MINIMIZE,
                new InitialGuess(GREEDY),
                new SimpleBounds(LOW, HIGH),
                new CMAESOptimizer.Sigma(STEP),
                new CMAESOptimizer.PopulationSize(POPULATION));
    }

    private static double score(EcsrlTraining plan, double[] prices) {
        EcsrlIndexPrices tried = EcsrlIndexPrices.of(prices);
        return EcsrlTrainer.score(share -> plan.score(share, told -> new EcsrlIndex(plan.base(), told, tried)));
    }

    double greedyScore() {
        return greedy;
    }

    double bestScore() {
        return best.getValue();
    }

    double[] prices() {
        return best.getPoint();
    }

    @Override
    public String text() {
        return new TextTable("under the selection seeds", "objective")
                .row(EcsrlGreedy.NAME, TextTable.number(greedy, 4))
                .row(EcsrlIndex.NAME, TextTable.number(best.getValue(), 4))
                .toString();
    }

    @Override
    public void write(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder();
        csv.append(
                "# Virga: prices of ECSRL's index policy, described at EcsrlIndexPrices; CMA-ES under the selection seeds.\n");
        csv.append("# Source: this project; licence: GPL-3.0-or-later.\n");
        csv.append("# Command: ").append(command).append("; seed ").append(seed).append("\n");
        csv.append("# Selection objective: greedy ").append(greedy);
        csv.append(", index ").append(best.getValue()).append("\n");
        csv.append("price,value\n");
        double[] values = best.getPoint();
        for (int i = 0; i < values.length; i++) {
            csv.append(EcsrlIndexPrices.NAMES.get(i))
                    .append(',')
                    .append(values[i])
                    .append('\n');
        }
        Files.writeString(folder.resolve(FILE), csv);
    }
}
