// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Replays every run of a recording in the engine, under a calibration, and compares. */
public final class TestbedValidation {
    /** Two runs at a load above this differ by as much as predictions do [%]. */
    static final double HIGHEST_LOAD = 95;

    /** Loads of two tenants, each in terms of half of its capacity alone, that leave room for what sharing costs [%]. */
    private static final double HIGHEST_SUM = 150;

    private static final int DRAWS = 20;

    private static final double[] QUANTILES = {0, 0.95, 0.99};
    private static final String[] FIGURES = {"mean", "p95", "p99"};

    private final String source;
    private final Recording recording;
    private final Profile calibration;
    /** Whether the calibration is of this very recording. */
    private final boolean own;

    private final Capacities capacities;
    private final SideBySide sideBySide;
    private final List<SharedRun> runs;
    private final Sizes sizes;
    private final LawRange range;
    private final PowerValidation power;
    private final List<ErrorRow> rows = new ArrayList<>();

    private TestbedValidation(String source, Recording recording, Calibration calibration, boolean own) {
        this.source = source;
        this.recording = recording;
        this.calibration = new Profile(calibration);
        this.own = own;
        capacities = new Capacities(recording);
        sideBySide = new SideBySide(this.calibration);
        List<SharedRun> read = SharedRun.read(recording);
        sizes = new Sizes(this.calibration, read);
        runs = sizes.sized(read);
        range = new LawRange(this.calibration);
        power = new PowerValidation(
                recording,
                this.calibration,
                (quantity, cell, measured, predicted, inRange, load) ->
                        add(quantity, cell, measured, predicted, Double.NaN, inRange, false, load));
    }

    /**
     * Validates.
     *
     * @param source names the recording in the rows
     * @param recording what was measured
     * @param calibration under which it is predicted
     * @param own whether the calibration comes from this recording, so that half of the pairs are no test
     * @return a row for each figure of each run
     * @throws io.github.virgasim.input.InvalidInputException if a file is malformed or the calibration lacks a model
     */
    public static List<ErrorRow> validate(String source, Recording recording, Calibration calibration, boolean own) {
        TestbedValidation validation = new TestbedValidation(source, recording, calibration, own);
        validation.serving();
        validation.sharedServing();
        validation.closedLoops();
        validation.power.serving();
        validation.loads();
        return validation.rows;
    }

    private void add(
            String quantity,
            String cell,
            double measured,
            double predicted,
            double noise,
            boolean inRange,
            boolean fit,
            double load) {
        String part = own ? fit ? "fit" : "test" : "apart";
        rows.add(new ErrorRow(source, quantity, cell, measured, predicted, noise, inRange, part, load));
    }

    private void compare(
            String what, ServedRun run, String remark, double[] measured, double[] predicted, boolean inRange) {
        String cell = run.id + " " + run.model + " " + (int) run.load + "%" + remark;
        for (int q = 0; q < QUANTILES.length; q++) {
            add(
                    // One text for all runs: a long recording has many.
                    (what + " latency " + FIGURES[q] + " [s]").intern(),
                    cell,
                    Figures.of(measured, QUANTILES[q]),
                    Figures.of(predicted, QUANTILES[q]),
                    ServedRun.noisePercent(measured, QUANTILES[q]),
                    inRange,
                    false,
                    run.load);
        }
    }

    /** A run of what has no profile: a row without a prediction, so that it is not thought to be right. */
    private void notPredicted(String what, ServedRun run, double[] measured) {
        double[] none = new double[measured.length];
        Arrays.fill(none, Double.NaN);
        compare(what, run, "", measured, none, false);
    }

    private void serving() {
        Times times = calibration.times();
        ServedRun.forEach(recording, power::add, run -> {
            if (run.backlog) {
                return;
            }
            double[] arrivals = run.arrivals();
            double[] measured = run.latencies(arrivals);
            if (!times.knows(run.model, run.mode, run.size)) {
                notPredicted("serving " + run.mode, run, measured);
                return;
            }
            boolean inRange = run.load <= HIGHEST_LOAD && times.covers(run.model, run.mode, run.size, run.largestBatch);
            String what = "serving " + run.mode;
            compare(
                    what,
                    run,
                    "",
                    measured,
                    replay(run, times, times.server(run.model, run.mode, run.size), arrivals),
                    inRange);
            // The capacity of eager execution is that of its phases without stalls, and tells nothing of the others.
            if (run.mode.equals("graph") && capacities.knows(run)) {
                BatchTimes table = times.anchored(run.model, run.mode, run.size, capacities.fullBatches(run));
                compare(what + " anchored", run, "", measured, replay(run, times, table, arrivals), inRange);
            }
        });
    }

    private static double[] replay(ServedRun run, Times times, BatchTimes table, double[] arrivals) {
        TenantReplay replay = new TenantReplay(GpuSharing.exclusive(), List.of(table));
        double spread = times.spread(run.model, run.mode, run.size);
        if (spread == 0) {
            return latencies(replay, run, arrivals).toArray();
        }
        // What is drawn at random is drawn often enough to matter little.
        return LongStream.rangeClosed(1, DRAWS)
                .mapToObj(seed -> latencies(replay.varying(spread, seed), run, arrivals))
                .flatMapToDouble(each -> each)
                .toArray();
    }

    private static DoubleStream latencies(TenantReplay replay, ServedRun run, double[] arrivals) {
        return Arrays.stream(
                replay.latencies(new int[] {run.maxBatch}, List.of(arrivals)).get(0));
    }

    private void sharedServing() {
        Times times = calibration.times();
        ServedRun.forEachGroup(recording, tenants -> {
            capacities.requireAll(tenants);
            List<double[]> arrivals = tenants.stream().map(ServedRun::arrivals).toList();
            List<double[]> measured = new ArrayList<>();
            for (int t = 0; t < arrivals.size(); t++) {
                measured.add(tenants.get(t).latencies(arrivals.get(t)));
            }
            List<Sizes.Size> known = tenants.stream()
                    .map(run -> sizes.of(run, capacities.fullBatch(run)))
                    .toList();
            if (!IntStream.range(0, known.size())
                    .allMatch(t -> times.knows(
                            tenants.get(t).model, "graph", known.get(t).size()))) {
                for (int t = 0; t < measured.size(); t++) {
                    notPredicted(named(tenants), tenants.get(t), measured.get(t));
                }
                return;
            }
            beside(tenants, known, arrivals, measured, false);
            if (tenants.stream().allMatch(capacities::knows)) {
                beside(tenants, known, arrivals, measured, true);
            }
        });
    }

    private static String named(List<ServedRun> tenants) {
        return (tenants.size() == 2 ? "two" : tenants.size()) + " tenants " + tenants.get(0).share;
    }

    private void beside(
            List<ServedRun> tenants,
            List<Sizes.Size> known,
            List<double[]> arrivals,
            List<double[]> measured,
            boolean anchored) {
        Times times = calibration.times();
        List<BatchTimes> tables = IntStream.range(0, tenants.size())
                .mapToObj(t -> {
                    ServedRun run = tenants.get(t);
                    String size = known.get(t).size();
                    return anchored
                            ? times.anchored(run.model, "graph", size, capacities.fullBatches(run))
                            : times.server(run.model, "graph", size);
                })
                .toList();
        int[] maxBatch = tenants.stream().mapToInt(run -> run.maxBatch).toArray();
        String share = tenants.get(0).share;
        GpuSharing sharing = share.equals("ts") ? turns() : sideBySide.sharing(share);
        List<double[]> predicted = new TenantReplay(sharing, tables).latencies(maxBatch, arrivals);
        boolean inRange = range.holds(tenants, known)
                && tenants.stream().mapToDouble(run -> run.load).sum() <= HIGHEST_SUM;
        for (int t = 0; t < predicted.size(); t++) {
            ServedRun run = tenants.get(t);
            compare(
                    named(tenants) + (anchored ? " anchored" : ""),
                    run,
                    known.get(t).remark(),
                    measured.get(t),
                    predicted.get(t),
                    inRange);
        }
    }

    private GpuSharing turns() {
        return GpuSharing.timeSlicing(new Turns(
                Math.max(0, calibration.value(TurnFit.SWITCH)),
                calibration.value(TurnFit.SLICE),
                calibration.value(TurnFit.YIELD)));
    }

    /** Loads of models by a process that has loaded others before; in its own recording each by the others. */
    private void loads() {
        List<ModelLoad> loads = ModelLoad.read(recording);
        for (ModelLoad load : loads) {
            double predicted = own
                    ? load.byOthers(loads)
                    : calibration.has("load/constant")
                            ? calibration.value("load/constant") + calibration.value("load/per_byte") * load.bytes()
                            : Double.NaN;
            boolean inRange = own
                    ? loads.stream().anyMatch(o -> o.bytes() < load.bytes())
                            && loads.stream().anyMatch(o -> o.bytes() > load.bytes())
                    : load.bytes() >= calibration.bound(ModelLoad.SMALLEST, Double.POSITIVE_INFINITY)
                            && load.bytes() <= calibration.bound(ModelLoad.LARGEST, 0);
            add("warm load [s]", load.model(), load.seconds(), predicted, Double.NaN, inRange, false, Double.NaN);
        }
    }

    private double[] turns(SharedRun run) {
        return new TenantReplay(
                        turns(),
                        run.members().stream()
                                .map(m -> TenantReplay.batch(calibration.solo(m, run.share())))
                                .toList())
                .closedLoop();
    }

    private double[] predicted(SharedRun run) {
        if (run.isSolo()) {
            return new double[] {sideBySide.solo(run.members().get(0), run.percentage())};
        }
        return run.share().equals("ts") ? turns(run) : sideBySide.closedLoop(run);
    }

    private static double[] unknown(int tenants) {
        double[] none = new double[tenants];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private void closedLoops() {
        Set<String> fitted = own ? new FittedRuns(runs, calibration).used() : Set.of();
        for (SharedRun run : runs) {
            boolean limited = run.isLimited();
            boolean known = run.members().stream().allMatch(m -> calibration.covers(m, run.share()));
            if (run.isSolo() && (!known || !limited)) {
                continue;
            }
            // What a limit costs is fitted to solo runs; where the same batch was recorded under a stricter one, that
            // one tells.
            boolean alone = run.isSolo()
                    && sideBySide.isFitted(run.members().get(0), run.percentage())
                    && !sideBySide.isBetween(run.members().get(0), run.percentage());
            double[] predicted = known ? predicted(run) : unknown(run.members().size());
            String what = run.share() + (limited ? " " + (int) run.percentage() + "%" : "") + " closed loop, "
                    + (run.isGraph() ? "" : "eager, ")
                    + run.members().size()
                    + " tenants [s]";
            boolean inRange = known && range.holds(run);
            if (known) {
                power.closed(run, predicted, inRange);
            }
            for (int i = 0; i < predicted.length; i++) {
                SharedRun.Member member = run.members().get(i);
                add(
                        what,
                        run.id() + "/" + i + " " + member.item() + member.size().remark(),
                        member.mean(),
                        predicted[i],
                        member.noisePercent(),
                        inRange,
                        run.isSolo() ? alone : fitted.contains(run.id()),
                        Double.NaN);
            }
        }
    }
}
