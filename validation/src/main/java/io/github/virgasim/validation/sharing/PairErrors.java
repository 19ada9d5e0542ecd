// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Errors of predicted slowdowns of pairs.
 *
 * @param name what predicts
 * @param pairs number of ordered pairs predicted
 * @param medianSlowdown median of |predicted - measured| / measured slowdown
 * @param meanSlowdown mean of it
 * @param medianThroughput median of |predicted - measured| / measured normalised throughput
 * @param meanThroughput mean of it
 */
public record PairErrors(
        String name,
        int pairs,
        double medianSlowdown,
        double meanSlowdown,
        double medianThroughput,
        double meanThroughput) {

    /** A pair that was left out of the fit. */
    private record LeftOut(double measured, double predicted) {}

    /**
     * Cross-validates the model of sensitivities beside two naive ones: no interference (slowdown 1) and halves (2).
     * Unordered pairs are dealt at random into folds; each fold is predicted by a fit to the others. Pairs that do not fit
     * into memory are left out everywhere.
     *
     * @param pairs measured slowdowns
     * @param folds number of folds, at least 2
     * @param seed of the dealing
     * @param skipExactOnes true to leave out measured slowdowns of exactly 1, which can hardly be measurements, from the
     *     errors (not from the fit)
     * @return the errors of the model, of "no interference" and of "halves", in this order
     */
    public static List<PairErrors> crossValidate(PairSlowdowns pairs, int folds, long seed, boolean skipExactOnes) {
        List<int[]> dealt = new ArrayList<>(pairs.fittingPairs());
        ListSampler.shuffle(new RandomStreams(seed).stream("folds"), dealt);
        List<LeftOut> predictions = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            List<int[]> held = new ArrayList<>();
            for (int i = fold; i < dealt.size(); i += folds) {
                held.add(dealt.get(i));
            }
            SensitivityInterference model = SensitivityFit.of(pairs.without(held));
            for (int[] pair : held) {
                predictions.add(predict(pairs, model, pair[0], pair[1]));
                if (pair[0] != pair[1]) {
                    predictions.add(predict(pairs, model, pair[1], pair[0]));
                }
            }
        }
        List<LeftOut> counted = predictions.stream()
                .filter(p -> !skipExactOnes || p.measured() != 1)
                .toList();
        return List.of(
                errors("sensitivity x pressure", counted, predicted -> predicted),
                errors("no interference", counted, predicted -> 1),
                errors("halves", counted, predicted -> 2));
    }

    private static LeftOut predict(PairSlowdowns pairs, Interference model, int a, int b) {
        List<String> jobs = List.of(pairs.jobs().get(a), pairs.jobs().get(b));
        return new LeftOut(pairs.slowdown()[a][b], model.among(jobs).of(0, new int[] {1, 1}));
    }

    private static PairErrors errors(String name, List<LeftOut> predictions, DoubleUnaryOperator prediction) {
        double[] slowdown = predictions.stream()
                .mapToDouble(p -> Math.abs(prediction.applyAsDouble(p.predicted()) / p.measured() - 1))
                .toArray();
        double[] throughput = predictions.stream()
                .mapToDouble(p -> Math.abs(p.measured() / prediction.applyAsDouble(p.predicted()) - 1))
                .toArray();
        return new PairErrors(
                name,
                predictions.size(),
                new Median().evaluate(slowdown),
                StatUtils.mean(slowdown),
                new Median().evaluate(throughput),
                StatUtils.mean(throughput));
    }
}
