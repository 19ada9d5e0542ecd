// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.OptimusScheduler;
import io.github.virgasim.elastic.Reference;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The baselines over 20 seeds against the published implementations over 20 other seeds. */
@Tag("slow")
class BaselineBandTest {
    private static final int SEEDS = 20;
    private static final double LEVEL = 0.01;

    @Test
    void meanCompletionTimesLieInTheBands() {
        List<CsvTable.Row> bands = CsvTable.read(
                        Reference.file("baseline_bands_20_seeds.csv"), "experiment", "scheduler", "mean_of_mean_jct")
                .rows();
        List<String> outside = new ArrayList<>();
        for (CsvTable.Row band : bands) {
            double[] means = LongStream.rangeClosed(1, SEEDS)
                    .mapToDouble(seed -> mean(band, seed))
                    .toArray();
            double p = pValue(means, band);
            String line = String.format(
                    Locale.ROOT,
                    "%s %s: %.3f, expected %.3f, p = %.4f",
                    band.text("experiment"),
                    band.text("scheduler"),
                    LongStream.range(0, SEEDS)
                            .mapToDouble(i -> means[(int) i])
                            .average()
                            .orElseThrow(),
                    band.number("mean_of_mean_jct", 1, Double.MAX_VALUE),
                    p);
            // Bonferroni's correction: the level is that of all comparisons together.
            if (p < LEVEL / bands.size()) {
                outside.add(line);
            }
        }
        assertTrue(outside.isEmpty(), outside::toString);
    }

    private static double mean(CsvTable.Row band, long seed) {
        ElasticExperiment experiment = experiment(band.text("experiment"));
        RandomStreams random = new RandomStreams(seed);
        return experiment
                .run(scheduler(experiment, band.text("scheduler"), random), random)
                .meanCompletionTime();
    }

    private static double pValue(double[] means, CsvTable.Row band) {
        double average = 0;
        for (double mean : means) {
            average += mean / means.length;
        }
        double variance = 0;
        for (double mean : means) {
            variance += (mean - average) * (mean - average) / (means.length - 1);
        }
        double deviation = band.number("sd_of_mean_jct", 0, Double.MAX_VALUE);
        return TTest.withDefaults()
                .test(
                        average,
                        variance,
                        means.length,
                        band.number("mean_of_mean_jct", 1, Double.MAX_VALUE),
                        deviation * deviation,
                        band.integer("seeds", 2))
                .getPValue();
    }

    private static ElasticExperiment experiment(String name) {
        return switch (name) {
            case "SJF-test" -> TapFinger.shortAndLong(Fidelity.PUBLISHED);
            case "multiple-gamma=1" -> TapFinger.multiTask(Fidelity.PUBLISHED);
            case "synthetic" -> TapFinger.synthetic(3, 2, Fidelity.PUBLISHED);
            case "synthetic_6_agent" -> TapFinger.synthetic(6, 4, Fidelity.PUBLISHED);
            case "trace_1000" ->
                TapFinger.traced(
                        3,
                        1000,
                        TracedTypes.read(Reference.file("progress_fits.csv"), "bare")
                                .tapFinger(Fidelity.PUBLISHED.progress()),
                        Fidelity.PUBLISHED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static ElasticScheduler scheduler(ElasticExperiment experiment, String name, RandomStreams random) {
        if (name.equals("Optimus") && experiment.name().startsWith("trace")) {
            return new OptimusScheduler(experiment.setting(), TapFinger.tracedOptimusAsPublished());
        }
        Baseline baseline = switch (name) {
            case "Min" -> Baseline.MIN;
            case "Random" -> Baseline.RANDOM;
            case "Tiresias" -> Baseline.TIRESIAS;
            case "Optimus" -> Baseline.OPTIMUS_AS_PUBLISHED;
            case "Optimus-axesfixed" -> Baseline.OPTIMUS_AXES_FIXED;
            default -> throw new IllegalArgumentException(name);
        };
        return baseline.scheduler(experiment, random);
    }
}
