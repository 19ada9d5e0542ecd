// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How many timesteps tasks take, against the figures in the records of the published runs. */
class ProgressTest {
    private static final Units CAP = Units.of(16, 16);

    @Test
    void syntheticTasksTakeTheRecordedTimesteps() {
        List<TaskType> types = TapFinger.syntheticTypes(0);
        assertArrayEquals(
                new int[] {21, 10, 7, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2},
                IntStream.rangeClosed(1, 16)
                        .map(gpus -> steps(types.get(1).progress(), Units.of(2, gpus)))
                        .toArray());
        assertEquals(4, steps(types.get(0).progress(), CAP));
        assertEquals(1, steps(new ConstantProgress(1), CAP));
        assertEquals(11, steps(new ConstantProgress(0.1), CAP));
    }

    /** Means of 4000 tasks in the record, each alone on a cluster. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"0, 1, 4.53, 3, 6", "1, 1, 18.5, 9, 35", "1, 2, 10.6, 1, 30", "1, 4, 5.4, 1, 20", "1, 8, 2.9, 1, 9"})
    void noisyTasksTakeTheRecordedTimestepsOnAverage(int type, int gpus, double mean, int least, int most) {
        Units units = Units.of(2, gpus);
        TaskType noisy = TapFinger.syntheticTypes(0.2).get(type);
        TaskType alone = new TaskType("alone", units, units, noisy.progress(), noisy.noise());
        ElasticExperiment experiment = new ElasticExperiment(
                "alone",
                Small.setting(ElasticSetting.Mode.SINGLE_TASK, Units.of(2000, 16_000)),
                List.of(alone),
                0.9,
                4000,
                Eligibility.UNIFORM_COUNT);
        int[] shortestAndLongest = {Integer.MAX_VALUE, 0};
        double[] sum = new double[1];
        RandomStreams random = new RandomStreams(7);
        EpisodeObserver durations = new EpisodeObserver() {
            @Override
            public void completed(ElasticTask task, long timestep) {
                int steps = (int) (timestep - task.start() + 1);
                sum[0] += steps;
                shortestAndLongest[0] = Math.min(shortestAndLongest[0], steps);
                shortestAndLongest[1] = Math.max(shortestAndLongest[1], steps);
            }
        };
        new ElasticEngine(
                        experiment.setting(),
                        experiment.types(),
                        experiment.arrivals(random),
                        Baseline.MIN.scheduler(experiment, random),
                        random.stream("noise"),
                        durations)
                .run();
        assertEquals(mean, sum[0] / 4000, 0.02 * mean);
        assertEquals(true, shortestAndLongest[0] >= least && shortestAndLongest[1] <= most + 5);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(PowerLawProgress.Rule.class)
    void tracedTasksTakeTheRecordedTimesteps(PowerLawProgress.Rule rule) {
        var file = Reference.file("progress_fits.csv");
        String column = rule == PowerLawProgress.Rule.ADDED ? "steps_paper_rule" : "steps_difference_rule";
        int different = 0;
        int compared = 0;
        for (String source : List.of("bare", "container")) {
            TracedTypes traces = TracedTypes.read(file, source);
            for (CsvTable.Row row : CsvTable.read(file, column).rows()) {
                String task = row.text("task");
                if (row.text("source").equals(source) && !task.equals("audio")) {
                    Units units = Units.of(row.integer("cpu", 1), row.integer("gpu", 1));
                    compared++;
                    different += steps(traces.curves(task, rule), units) == row.integer(column, 1) ? 0 : 1;
                }
            }
        }
        assertEquals(512, compared);
        assertEquals(0, different);
        DurationProgress audio = TracedTypes.read(file, "bare").durations("audio", 5, 0);
        Units.between(Units.of(1, 1), Units.of(16, 8), units -> assertEquals(4, steps(audio, units)));
    }

    /** Ranges of timesteps from the runs behind the paper's figures, for every allocation. */
    @ParameterizedTest
    @CsvSource({"ADDED, mnist, 3, 6", "ADDED, lm, 4, 8", "DIFFERENCE, mnist, 4, 26", "DIFFERENCE, lm, 8, 26"})
    void shippedCurvesTakeThePublishedTimesteps(PowerLawProgress.Rule rule, String task, int low, int high) {
        PowerLawProgress curves = TracedTypes.shipped("bare").curves(task, rule);
        List<Integer> steps = new ArrayList<>();
        Units.between(Units.of(1, 1), Units.of(16, 8), units -> steps.add(steps(curves, units)));
        assertEquals(low, Collections.min(steps));
        assertEquals(high, Collections.max(steps));
    }

    @Test
    void shippedDurationsMakeProgressEven() {
        TaskType audio = TracedTypes.shipped("bare")
                .tapFinger(PowerLawProgress.Rule.ADDED)
                .get(2);
        Units.between(Units.of(1, 1), Units.of(16, 8), units -> assertEquals(4, steps(audio.progress(), units)));
        TaskType lm = TracedTypes.shipped("container").containers().get(1);
        assertEquals(Units.of(1, 1), lm.minimum());
        // About 153 s with 4 CPUs and 1 GPU, and 14 s in which the container starts, in timesteps of 5 s.
        assertEquals(5 / (153 + 14.0), lm.progress().gain(Units.of(4, 1), 0.3), 0.0005);
        assertThrows(InvalidInputException.class, () -> TracedTypes.shipped("cloud"));
    }

    private static int steps(ProgressModel model, Units units) {
        int steps = 0;
        for (double progress = 0; progress < 1; steps++) {
            double gain = model.gain(units, progress);
            assertEquals(gain, Math.min(gain, model.largestGain(units)), 1e-12);
            progress += gain;
        }
        return steps;
    }
}
