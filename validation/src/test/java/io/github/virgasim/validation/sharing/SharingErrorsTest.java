// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the shipped models of sharing are off the measurements; prints the tables. Skipped without measurements. */
class SharingErrorsTest {
    private static final long SEED = 20240;
    private static final int FOLDS = 10;

    @Test
    void tenantsUnderEveryModeAreWithinFivePercent() {
        TenantTimes times = Measurements.tenants();
        double alone = SharingRecalibrationTest.aloneOnTheWholeCard(times);
        MigCard card = MigCard.named("a100-80gb");
        double slice = MigSpeed.measured("yolos-small").timeFactor(card, card.profile("1g.10gb"));
        TextTable table = new TextTable("mode", "tenants", "measured [ms]", "predicted [ms]", "error [%]");
        int within = 0;
        for (TenantTimes.Point point : times.points()) {
            double slowdown = LinearInterference.measured(point.mode())
                    .among(List.of("yolos-small"))
                    .of(0, new int[] {point.tenants()});
            double predicted = alone * slowdown * (point.mode() == SharingMode.MIG ? slice : 1);
            double error = predicted / point.seconds() - 1;
            table.row(
                    point.mode().text(),
                    Integer.toString(point.tenants()),
                    TextTable.number(1000 * point.seconds(), 1),
                    TextTable.number(1000 * predicted, 1),
                    percent(error));
            within += Math.abs(error) < 0.05 ? 1 : 0;
        }
        System.out.println(table);
        assertEquals(12, times.points().size());
        assertEquals(12, within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k80", "p100", "v100"})
    void pairsLeftOutOfTheFitArePredictedBetterThanNaively(String device) {
        PairSlowdowns pairs = Measurements.pairs(device);
        System.out.printf(
                Locale.ROOT,
                "%s: %d jobs, %d unordered pairs fit, %d do not%n",
                device,
                pairs.jobs().size(),
                pairs.fittingPairs().size(),
                pairs.jobs().size() * (pairs.jobs().size() + 1) / 2
                        - pairs.fittingPairs().size());
        beatsBothNaiveModels(PairErrors.crossValidate(pairs, FOLDS, SEED, false));
        if (device.equals("v100")) {
            System.out.println("v100 without measured slowdowns of exactly 1");
            beatsBothNaiveModels(PairErrors.crossValidate(pairs, FOLDS, SEED, true));
        }
    }

    private static void beatsBothNaiveModels(List<PairErrors> errors) {
        TextTable table = new TextTable(
                "model", "pairs", "slowdown: median [%]", "mean [%]", "throughput: median [%]", "mean [%]");
        errors.forEach(e -> table.row(
                e.name(),
                Integer.toString(e.pairs()),
                percent(e.medianSlowdown()),
                percent(e.meanSlowdown()),
                percent(e.medianThroughput()),
                percent(e.meanThroughput())));
        System.out.println(table);
        PairErrors model = errors.get(0);
        for (PairErrors naive : errors.subList(1, 3)) {
            assertTrue(model.medianSlowdown() < naive.medianSlowdown() / 2, naive.name());
            assertTrue(model.meanSlowdown() < naive.meanSlowdown() / 2, naive.name());
            assertTrue(model.medianThroughput() < naive.medianThroughput() / 2, naive.name());
            assertTrue(model.meanThroughput() < naive.meanThroughput() / 2, naive.name());
        }
    }

    @Test
    void slicesFollowTheLawWithAFixedPartBetterThanLawsWithout() {
        MigFit fit = Measurements.mig();
        TextTable table = new TextTable(
                "card", "benchmark", "batch", "measured", "fitted law", "error [%]", "exponent of others", "error [%]");
        List<Double> law = new ArrayList<>();
        List<Double> proportional = new ArrayList<>();
        List<Double> powerOnly = new ArrayList<>();
        double power = fit.exponentWithoutFixedPart();
        for (MigFit.Card card : MigFit.CARDS) {
            for (String benchmark : MigFit.BENCHMARKS) {
                MigSpeed own = MigSpeed.measured(benchmark);
                double work = Math.pow(card.slices(), own.exponent());
                double single = fit.single(card, benchmark);
                double singleLaw = own.fixedShare() + (1 - own.fixedShare()) * work;
                double large = fit.large(card, benchmark);
                List<String> others = MigFit.BENCHMARKS.stream()
                        .filter(other -> !other.equals(benchmark))
                        .toList();
                double ofOthers = Math.pow(card.slices(), fit.exponent(others));
                table.row(
                        card.name(),
                        benchmark,
                        "1",
                        n(single),
                        n(singleLaw),
                        percent(singleLaw / single - 1),
                        "-",
                        "-");
                table.row(
                        card.name(),
                        benchmark,
                        "large",
                        n(large),
                        n(work),
                        percent(work / large - 1),
                        n(ofOthers),
                        percent(ofOthers / large - 1));
                for (double[] pair : new double[][] {{single, singleLaw}, {large, work}}) {
                    law.add(Math.abs(pair[1] / pair[0] - 1));
                    proportional.add(Math.abs(card.slices() / pair[0] - 1));
                    powerOnly.add(Math.abs(Math.pow(card.slices(), power) / pair[0] - 1));
                }
            }
        }
        System.out.println(table);
        System.out.printf(
                Locale.ROOT,
                "median / mean error [%%]: law %s / %s, slices in proportion %s / %s, one power (%.3f) of slices %s / %s%n",
                percent(median(law)),
                percent(mean(law)),
                percent(median(proportional)),
                percent(mean(proportional)),
                power,
                percent(median(powerOnly)),
                percent(mean(powerOnly)));
        assertTrue(mean(law) < mean(proportional) / 2);
        assertTrue(mean(law) < mean(powerOnly) / 2);
    }

    @Test
    void slicesFollowTheBatchLawOfTheWholeCard() {
        MigFit fit = Measurements.mig();
        double exponent = MigSpeed.measured(MigSpeed.DEFAULT).exponent();
        TextTable table = new TextTable("card", "benchmark", "batch", "measured", "predicted", "error [%]");
        List<Double> errors = new ArrayList<>();
        for (MigFit.Card card : MigFit.CARDS) {
            for (String benchmark : MigFit.IN_EIGHTS) {
                for (int batch : new int[] {1, 8}) {
                    double measured = batch == 1 ? fit.single(card, benchmark) : fit.eight(card, benchmark);
                    double predicted = fit.fromBatchLaw(card, benchmark, batch, exponent);
                    errors.add(Math.abs(predicted / measured - 1));
                    table.row(
                            card.name(),
                            benchmark,
                            Integer.toString(batch),
                            n(measured),
                            n(predicted),
                            percent(predicted / measured - 1));
                }
            }
        }
        System.out.println(table);
        System.out.printf(
                Locale.ROOT, "median / mean error [%%]: %s / %s%n", percent(median(errors)), percent(mean(errors)));
        assertTrue(median(errors) < 0.1);
    }

    @Test
    void busyNeighboursCostWhatTheSlopeSays() {
        MigFit fit = Measurements.mig();
        TextTable table = new TextTable("card", "benchmark", "measured", "predicted", "error [%]", "no effect [%]");
        double worst = 0;
        for (int i = 0; i < MigFit.CARDS.size(); i++) {
            MigFit.Card card = MigFit.CARDS.get(i);
            double slope = MigCard.named(i == 0 ? "a30-24gb" : "a100-80gb").neighbourSlope();
            for (String benchmark : MigFit.BESIDE_OTHERS) {
                double measured = fit.besideOthers(card, benchmark);
                double predicted = 1 / (1 + slope * (card.slices() - 1));
                worst = Math.max(worst, Math.abs(predicted / measured - 1));
                table.row(
                        card.name(),
                        benchmark,
                        TextTable.number(measured, 3),
                        TextTable.number(predicted, 3),
                        percent(predicted / measured - 1),
                        percent(1 / measured - 1));
            }
        }
        System.out.println(table);
        assertTrue(worst < 0.08, "worst error " + worst);
    }

    private static String n(double value) {
        return TextTable.number(value, 2);
    }

    private static String percent(double share) {
        return TextTable.number(100 * share, 1);
    }

    private static double median(List<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double mean(List<Double> values) {
        return StatUtils.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
