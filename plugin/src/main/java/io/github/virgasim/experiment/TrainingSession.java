// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.RunSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One or several trainings under seeds that follow each other: trains, keeps the learning curve, saves the training at each
 * of its points, resumes, and leaves the best network with where it comes from. What a paper adds is how to make a trainer
 * and how to show its curve.
 *
 * @param count episodes or iterations of each training, 1 to {@value #MOST}
 * @param every episodes or iterations between two points of the curve, at least 1
 * @param seed of the first training
 * @param trainings number of trainings, at least 1; 1 if one is resumed
 * @param resume a saved training to go on with; null to begin anew
 * @param fresh makes a trainer, given its seed
 * @param resumed makes a trainer from a saved training
 * @param reports shows the curves
 * @param <P> kind of points of the curve
 * @param <T> kind of trainers
 */
public record TrainingSession<P, T extends Trainer<P>>(
        int count,
        int every,
        long seed,
        int trainings,
        Path resume,
        LongFunction<T> fresh,
        Function<Path, T> resumed,
        Reports<T> reports)
        implements Work.Body {
    /** The most episodes or iterations of a training; one takes seconds. */
    public static final int MOST = 1_000_000;

    /** The option that resumes a training. */
    public static final Setting<Path> RESUME = Setting.file(
            "--resume",
            "Goes on with a saved training of the same problem for as long again as is asked for; its seed counts, the curve begins"
                    + " anew.");

    /** The option for the seed of the training. */
    public static final Setting<Long> SEED = Setting.seed("Seed of the training");

    /**
     * Shows learning curves.
     *
     * @param <T> kind of trainers
     */
    @FunctionalInterface
    public interface Reports<T> {
        /**
         * Makes a report.
         *
         * @param trainers trainings of equal length that have ended, in the order of their seeds
         * @param best the one that found the best network
         * @return curves, and what they are compared with
         */
        Findings make(List<T> trainers, T best);
    }

    /**
     * Makes the option for the distance of the curve's points.
     *
     * @param what is counted, for example "Episodes"
     * @param usual the value if none is given
     * @return the option --evaluate-every
     */
    public static Setting<Integer> every(String what, int usual) {
        return Setting.integer("--evaluate-every", "K", usual, what + " between two points of the learning curve");
    }

    /**
     * Returns the seeds that count: those of {@link #SEED}, or none where a training is resumed, which goes on with its own.
     *
     * @param arguments where both options are, or are not
     * @param trainings number of trainings, at least 1
     * @return rising
     */
    public static List<Long> seeds(Arguments arguments, int trainings) {
        return arguments.get(RESUME) == null ? Seeds.from(arguments.get(SEED), trainings) : List.of();
    }

    /**
     * Counts the steps of its progress.
     *
     * @return episodes or iterations of all trainings
     */
    public int steps() {
        return trainings * count;
    }

    @Override
    public Findings run(Work.Output output, Progress progress) throws IOException {
        double started = cpuTime();
        Path saved = output.beside(".training");
        List<T> trainers = new ArrayList<>();
        for (int k = 0; k < trainings; k++) {
            T trainer = resume == null ? fresh.apply(seed + k) : resumed.apply(resume);
            for (int done = 0; done < count; done += every) {
                trainer.train(Math.min(every, count - done), progress::step);
                trainer.saveTraining(saved);
            }
            trainers.add(trainer);
        }
        T best = trainers.stream()
                .min(Comparator.comparingDouble(trainer -> trainer.curve().least()))
                .orElseThrow();
        long seconds = Math.round(cpuTime() - started);
        Findings report = reports.make(trainers, best);
        Map<String, String> metadata = metadata(output.provenance(), trainers.indexOf(best));
        return new Findings() {
            @Override
            public String text() {
                return report.text()
                        + String.format(
                                Locale.ROOT,
                                "%nTraining and selection took %d s of CPU time%s.%n",
                                seconds,
                                resume == null ? "" : " since it was resumed");
            }

            @Override
            public String lastingText() {
                return report.lastingText();
            }

            @Override
            public List<RunSample> samples() {
                return report.samples();
            }

            @Override
            public void write(Path folder) throws IOException {
                best.save(folder.resolve(best.networkFile()), metadata);
                best.saveTraining(folder.resolve("training.bin"));
                report.write(folder);
                Files.deleteIfExists(saved);
            }
        };
    }

    private Map<String, String> metadata(Provenance provenance, int training) {
        Map<String, String> metadata = new LinkedHashMap<>(provenance.parameters());
        metadata.put("command", provenance.command());
        metadata.put("seed", String.valueOf(seed + training));
        metadata.put("virga", Provenance.version());
        return metadata;
    }

    private static double cpuTime() {
        // Of all threads: a training may have several.
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }
}
