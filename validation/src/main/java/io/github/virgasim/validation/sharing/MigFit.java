// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.validation.calibration.MlperfReader;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Slices of two cards against the whole card, from MLPerf Inference v2.0 (Apache-2.0): the smallest slice of an A30 (4
 * compute slices) and of an A100 SXM 80 GB (7), and the same slice while all others run other benchmarks.
 */
public final class MigFit {
    /** Benchmarks that ran on the whole cards and on the slices, both one by one and in batches. */
    public static final List<String> BENCHMARKS =
            List.of("resnet50", "ssd-mobilenet", "ssd-resnet34", "bert-99", "rnnt");

    /** Of these, the ones that also ran in batches of eight. */
    public static final List<String> IN_EIGHTS = BENCHMARKS.subList(0, 3);

    /** Benchmarks that also ran beside busy neighbours; those whose second accuracy target repeats a run count once. */
    public static final List<String> BESIDE_OTHERS =
            List.of("bert-99", "bert-99.9", "dlrm-99", "resnet50", "rnnt", "ssd-resnet34");

    /** The cards. */
    public static final List<Card> CARDS = List.of(
            new Card("A30", 4, "A30x1_TRT", "A30-MIG_1x1g.6gb_TRT"),
            new Card("A100", 7, "DGX-A100_A100-SXM-80GBx1_TRT", "DGX-A100_A100-SXM-80GB-MIG_1x1g.10gb_TRT"));

    private static final String ONE = "SingleStream";
    private static final String EIGHT = "MultiStream";
    private static final String LARGE = "Offline";

    private final MlperfReader results;

    /**
     * A card and its systems in the results.
     *
     * @param name the card's name
     * @param slices compute slices of the card
     * @param whole the system with the whole card
     * @param slice the system with one of its smallest slices
     */
    public record Card(String name, int slices, String whole, String slice) {}

    /**
     * Takes the results.
     *
     * @param results the results
     */
    public MigFit(MlperfReader results) {
        this.results = results;
    }

    /**
     * How much longer a slice takes for a query on its own.
     *
     * @param card the card
     * @param benchmark the benchmark
     * @return the ratio
     * @throws io.github.virgasim.input.InvalidInputException if there is no such run
     */
    public double single(Card card, String benchmark) {
        return ratio(card, benchmark, ONE, MlperfReader.Summary::meanMs);
    }

    /**
     * How much longer a slice takes for a batch of eight.
     *
     * @param card the card
     * @param benchmark the benchmark
     * @return the ratio
     * @throws io.github.virgasim.input.InvalidInputException if there is no such run
     */
    public double eight(Card card, String benchmark) {
        return ratio(card, benchmark, EIGHT, MlperfReader.Summary::meanMs);
    }

    /**
     * How much longer a slice takes for large batches: the ratio of throughputs.
     *
     * @param card the card
     * @param benchmark the benchmark
     * @return the ratio
     * @throws io.github.virgasim.input.InvalidInputException if there is no such run
     */
    public double large(Card card, String benchmark) {
        return 1 / ratio(card, benchmark, LARGE, MlperfReader.Summary::samplesPerSecond);
    }

    /**
     * Throughput of a slice beside busy neighbours / throughput of the same slice with idle ones.
     *
     * @param card the card
     * @param benchmark the benchmark
     * @return the ratio
     * @throws io.github.virgasim.input.InvalidInputException if there is no such run
     */
    public double besideOthers(Card card, String benchmark) {
        return figure(card.slice() + "_HeteroMultiUse", benchmark, LARGE, MlperfReader.Summary::samplesPerSecond)
                / figure(card.slice(), benchmark, LARGE, MlperfReader.Summary::samplesPerSecond);
    }

    /**
     * The exponent of the ratio of slices: least squares of log throughput ratio in large batches, where nothing fixed is
     * left, over log slices.
     *
     * @param benchmarks the benchmarks that count
     * @return the exponent
     */
    public double exponent(List<String> benchmarks) {
        double product = 0;
        double square = 0;
        for (Card card : CARDS) {
            double log = Math.log(card.slices());
            for (String benchmark : benchmarks) {
                product += Math.log(large(card, benchmark)) * log;
                square += log * log;
            }
        }
        return product / square;
    }

    /**
     * The exponent of a naive law without a fixed part: least squares of the log ratio of all times, single and large.
     *
     * @return the exponent
     */
    public double exponentWithoutFixedPart() {
        double product = 0;
        double square = 0;
        for (Card card : CARDS) {
            double log = Math.log(card.slices());
            for (String benchmark : BENCHMARKS) {
                product += (Math.log(large(card, benchmark)) + Math.log(single(card, benchmark))) * log;
                square += 2 * log * log;
            }
        }
        return product / square;
    }

    /**
     * The share of the time that does not depend on the slices, from a measured factor on the time.
     *
     * @param factor time on the slice / time on the whole card
     * @param slices compute slices of the card; the slice has one
     * @param exponent of the ratio of slices
     * @return the share
     */
    public static double fixedShare(double factor, int slices, double exponent) {
        double work = Math.pow(slices, exponent);
        return (work - factor) / (work - 1);
    }

    /**
     * Fits a benchmark: its exponent from large batches, the fixed share of single queries as the mean over both cards.
     *
     * @param benchmark one of {@link #BENCHMARKS}
     * @return the law
     */
    public MigSpeed law(String benchmark) {
        double exponent = exponent(List.of(benchmark));
        return new MigSpeed(
                StatUtils.mean(CARDS.stream()
                        .mapToDouble(card -> fixedShare(single(card, benchmark), card.slices(), exponent))
                        .toArray()),
                exponent);
    }

    /**
     * The law of models that were not measured: the exponent of all benchmarks and the median of their fixed shares.
     *
     * @return the law
     */
    public MigSpeed typicalLaw() {
        return new MigSpeed(
                new Median()
                        .evaluate(BENCHMARKS.stream()
                                .mapToDouble(benchmark -> law(benchmark).fixedShare())
                                .toArray()),
                exponent(BENCHMARKS));
    }

    /**
     * What each busy neighbour adds, as a share of the time alone: the median over {@link #BESIDE_OTHERS}, where all
     * other slices are busy.
     *
     * @param card the card
     * @return the slope
     */
    public double neighbourSlope(Card card) {
        return new Median()
                .evaluate(BESIDE_OTHERS.stream()
                        .mapToDouble(benchmark -> (1 / besideOthers(card, benchmark) - 1) / (card.slices() - 1))
                        .toArray());
    }

    /**
     * The factor on a batch that the whole card's own batch law gives: its intercept stays, its slope grows.
     *
     * @param card the card
     * @param benchmark one of {@link #IN_EIGHTS}
     * @param batch queries in the batch
     * @param exponent of the ratio of slices
     * @return the factor on the time
     */
    public double fromBatchLaw(Card card, String benchmark, int batch, double exponent) {
        double one = figure(card.whole(), benchmark, ONE, MlperfReader.Summary::meanMs);
        double eight = figure(card.whole(), benchmark, EIGHT, MlperfReader.Summary::meanMs);
        double slope = (eight - one) / 7;
        double time = one + (batch - 1) * slope;
        return (time + batch * slope * (Math.pow(card.slices(), exponent) - 1)) / time;
    }

    private double ratio(Card card, String benchmark, String scenario, ToDoubleFunction<MlperfReader.Summary> figure) {
        return figure(card.slice(), benchmark, scenario, figure) / figure(card.whole(), benchmark, scenario, figure);
    }

    private double figure(
            String system, String benchmark, String scenario, ToDoubleFunction<MlperfReader.Summary> figure) {
        return results.median(List.of(system), benchmark, scenario, figure);
    }
}
