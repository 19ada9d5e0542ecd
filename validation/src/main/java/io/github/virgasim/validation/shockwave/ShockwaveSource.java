// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.shockwave;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.replay.RoundReplay;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Runs {@code *_physical.json} of policies on a cluster that works in rounds, and the jobs, {@code *.trace}
 * (github.com/uw-mad-dash/shockwave, MIT), in open loop: the rounds in which a job runs are those recorded, and what is
 * predicted is how many of them it needs and how long they are. So the errors are of progress and of rounds, not of the
 * policies' decisions; the authors' simulator, which decides by itself, stands beside them where its file is there. No policy's
 * run predicts itself: each is a test, predicted from the others. Only a run that is <em>anchored</em> does in part: every
 * second job tells how long its rounds are and how much slower than elsewhere its kinds of model are, and the other half of the
 * jobs are tests.
 */
public final class ShockwaveSource implements ValidationSource {
    private static final int ANCHORS = 2;
    private static final String LOST = "switch/lost part of a round";
    private static final String OVERHEAD = "round/overhead of changed jobs";

    @Override
    public String name() {
        return "shockwave";
    }

    @Override
    public String folder() {
        return "shockwave_tacc32";
    }

    @Override
    public String description() {
        return "Training jobs in rounds on a physical cluster (Shockwave).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(ClusterRun.read(data));
    }

    private static Calibration calibration(List<ClusterRun> runs) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of(
                OVERHEAD, "s", runs.stream().map(ClusterRun::overhead).toList()));
        double lost = 0;
        if (runs.size() > 1) {
            double least = Double.POSITIVE_INFINITY;
            for (int step = 0; step <= 20; step++) {
                double spread = spread(runs, step / 20.0);
                if (spread < least) {
                    least = spread;
                    lost = step / 20.0;
                }
            }
            parameters.add(new Parameter(LOST, lost, "1", Double.NaN, Double.NaN, runs.size()));
        } else {
            parameters.add(Parameter.unidentified(LOST, "1", 0));
        }
        for (int job = 0; job < runs.get(0).arrivals().length; job++) {
            int of = job;
            double part = lost;
            parameters.add(Parameter.of(
                    "work/" + job,
                    "rounds",
                    runs.stream()
                            .map(run -> run.work(part, run.roundSeconds())[of])
                            .toList()));
        }
        return new Calibration(parameters);
    }

    /** How far the work of one job is apart between the runs: median over jobs of largest over smallest, less 1. */
    private static double spread(List<ClusterRun> runs, double lost) {
        List<double[]> works =
                runs.stream().map(run -> run.work(lost, run.roundSeconds())).toList();
        return Parameter.median(IntStream.range(0, works.get(0).length)
                .mapToDouble(job -> {
                    double[] of = works.stream().mapToDouble(w -> w[job]).toArray();
                    return StatUtils.max(of) / StatUtils.min(of) - 1;
                })
                .toArray());
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        List<ClusterRun> runs = ClusterRun.read(data);
        if (calibration.isEmpty() && runs.size() < 2) {
            throw new InvalidInputException(
                    data.folder() + ": must have runs of two policies at least, or a calibration of others, has one");
        }
        Map<String, double[]> simulated = ClusterRun.simulated(data, runs.get(0).arrivals().length);
        List<ErrorRow> rows = new ArrayList<>();
        for (ClusterRun run : runs) {
            Calibration used = calibration.orElseGet(() ->
                    calibration(runs.stream().filter(other -> other != run).toList()));
            String part = calibration.isPresent() ? "apart" : "test";
            double length = run.nominal() + used.value(OVERHEAD) * run.changed();
            int[] all = IntStream.range(0, run.arrivals().length).toArray();
            add(rows, run, "", predicted(run, used, work(run, used), length), all, part);
            int[] others = IntStream.of(all).filter(job -> job % ANCHORS != 0).toArray();
            if (others.length > 0) {
                add(rows, run, ", anchored", anchored(run, used), others, part);
            }
            if (simulated.containsKey(run.policy())) {
                add(rows, run, ", authors' simulator", simulated.get(run.policy()), all, part);
            }
        }
        return rows;
    }

    private static double[] work(ClusterRun run, Calibration used) {
        return IntStream.range(0, run.arrivals().length)
                .mapToDouble(job -> used.value("work/" + job))
                .toArray();
    }

    private static double[] predicted(ClusterRun run, Calibration used, double[] work, double length) {
        double[] ends = new RoundReplay(run.rounds(), used.value(LOST)).ends(work);
        double[] completions = new double[ends.length];
        for (int job = 0; job < ends.length; job++) {
            completions[job] = Math.max(1, ends[job] * length - run.arrivals()[job]);
        }
        return completions;
    }

    /** Predicts with the rounds' length and the pace of each kind of model that every second job of the run itself tells. */
    private static double[] anchored(ClusterRun run, Calibration used) {
        double[] work = work(run, used);
        double length = run.roundSeconds(ANCHORS);
        double[] own = run.work(used.value(LOST), length);
        Map<String, List<Double>> paces = new HashMap<>();
        for (int job = 0; job < work.length; job += ANCHORS) {
            paces.computeIfAbsent(run.kinds().get(job), kind -> new ArrayList<>())
                    .add(own[job] / work[job]);
        }
        double[] paced = IntStream.range(0, work.length)
                .mapToDouble(job -> work[job]
                        * Parameter.median(paces.getOrDefault(run.kinds().get(job), List.of(1.0)).stream()
                                .mapToDouble(pace -> pace)
                                .toArray()))
                .toArray();
        return predicted(run, used, paced, length);
    }

    private void add(List<ErrorRow> rows, ClusterRun run, String how, double[] predicted, int[] jobs, String part) {
        rows.add(
                row("mean completion" + how, run.policy(), mean(run.completions(), jobs), mean(predicted, jobs), part));
        for (int job : jobs) {
            rows.add(row(
                    run.policy() + " completion" + how, "job " + job, run.completions()[job], predicted[job], part));
        }
    }

    private ErrorRow row(String quantity, String cell, double measured, double predicted, String part) {
        return new ErrorRow(name(), quantity + " [s]", cell, measured, predicted, Double.NaN, true, part);
    }

    private static double mean(double[] of, int[] jobs) {
        return IntStream.of(jobs).mapToDouble(job -> of[job]).average().orElseThrow();
    }
}
