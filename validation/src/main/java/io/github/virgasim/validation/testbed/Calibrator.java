// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Finds the parameters of a testbed: profiles and copies from all isolated cells, sharing from solo runs and half of the pairs. */
public final class Calibrator {
    /** What names of parameters begin with. */
    static final String TIME = "time/";

    static final String BYTES = "bytes/";

    private static final String NO_MODEL = "_";
    private static final String COPY_TO_DEVICE = "_h2d";
    private static final String COPY_ON_DEVICE = "_d2d_copy";

    /** A column that may be there: bytes of a model's weights. */
    private static final String PARAMETERS = "params_b";

    private static final double FLOAT16 = 2;
    private static final double FLOAT32 = 4;
    private static final double TOKEN = 8;
    private static final int CHANNELS = 3;
    /** Up to this width of the middle half, repetitions differ by outliers: 0.02 as a rule on an H100, 0.2 from on shared CPUs. */
    private static final double STEADY = 0.1;

    private final List<Parameter> parameters = new ArrayList<>();

    private Calibrator(Recording recording, boolean needsModels) {
        List<SharedRun> runs = SharedRun.read(recording);
        profiles(recording);
        if (needsModels
                && parameters.stream().noneMatch(p -> p.name().startsWith(TIME) && !isNoModel(table(p.name())))) {
            throw new InvalidInputException("isolated.csv: must have a row for each batch of a model, has none of any");
        }
        for (SharedRun run : runs) {
            if (run.isSolo()) {
                SharedRun.Member m = run.members().get(0);
                String name = "solo/" + run.kind() + (run.percentage() < 100 ? run.percentage() : "") + "/" + m.work();
                // Of repeated solo runs the first stands for all: the others show the noise.
                if (parameters.stream().noneMatch(p -> p.name().equals(name))) {
                    parameters.add(new Parameter(
                            name,
                            m.median(),
                            "s",
                            m.median() * (1 - 0.0196 * m.noisePercent()),
                            m.median() * (1 + 0.0196 * m.noisePercent()),
                            1));
                }
            }
        }
        Profile profile = new Profile(new Calibration(parameters));
        FittedRuns fitted = new FittedRuns(new Sizes(profile, runs).sized(runs), profile);
        parameters.addAll(fitted.turns().parameters());
        parameters.addAll(SideBySide.calibrate(fitted, recording.runPower()));
        parameters.addAll(fitted.ranges());
        parameters.addAll(PowerModel.calibrate(recording, fitted.runs(), profile));
        parameters.addAll(ModelLoad.calibrate(ModelLoad.read(recording)));
    }

    /**
     * Calibrates.
     *
     * @param recording of a testbed
     * @return its parameters
     * @throws io.github.virgasim.input.InvalidInputException if a file is malformed or has no profile
     */
    public static Calibration calibrate(Recording recording) {
        return new Calibration(new Calibrator(recording, true).parameters);
    }

    /** Finds all parameters that there are, of a recording that need not have a profile. */
    static Calibration all(Recording recording) {
        return new Calibration(new Calibrator(recording, false).parameters);
    }

    private void profiles(Recording recording) {
        Map<String, List<Double>> times = new TreeMap<>();
        Map<String, Double> bytes = new TreeMap<>();
        Map<Double, List<Double>> copies = new TreeMap<>();
        Map<String, Double> weights = new TreeMap<>();
        Map<String, String> precisions = new HashMap<>();
        Map<Double, List<Double>> moves = new TreeMap<>();
        recording.profiles(row -> {
            double seconds = row.positive("host_ns") / 1e9;
            String model = row.text("model");
            if (model.equals(COPY_TO_DEVICE) || model.equals(COPY_ON_DEVICE)) {
                (model.equals(COPY_TO_DEVICE) ? copies : moves)
                        .computeIfAbsent(row.positive("size"), s -> new ArrayList<>())
                        .add(row.has("gpu_ns") ? row.positive("gpu_ns") / 1e9 : seconds);
            }
            if (row.isMapped(PARAMETERS) && row.has(PARAMETERS)) {
                weights.put(model, row.within(PARAMETERS, 0, Double.MAX_VALUE));
            }
            if (!row.oneOf("mode", Recording.MODES).equals("copy")) {
                String size = row.text("size");
                String key = TIME + model + "/" + row.text("mode") + "/" + size + "/" + row.count("batch");
                times.computeIfAbsent(key, k -> new ArrayList<>()).add(seconds);
                String precision = row.text("precision");
                String before = precisions.putIfAbsent(key, precision);
                if (before != null && !before.equals(precision)) {
                    throw row.invalid(
                            "precision must be one for each model, mode, size and batch (others need a model's name of"
                                    + " their own), was '" + precision + "' after '" + before + "'");
                }
                double value = precision.equals("float16") ? FLOAT16 : FLOAT32;
                double length = row.positive("size");
                bytes.put(
                        BYTES + model + "/" + size,
                        switch (row.text("size_unit")) {
                            case "px" -> CHANNELS * length * length * value;
                            case "tokens" -> TOKEN * length;
                            case "samples" -> length * value;
                            default -> {
                                // What is no model, as a kernel alone, has sizes of its own.
                                if (!model.startsWith(NO_MODEL)) {
                                    throw row.invalid("size_unit must be one of: px, tokens, samples, was '"
                                            + row.text("size_unit") + "'");
                                }
                                yield 0.0;
                            }
                        });
            }
        });
        Set<String> unsteady = unsteady(times);
        times.forEach((name, values) -> parameters.add(
                Parameter.of(name, "s", values, unsteady.contains(table(name)) ? StatUtils::mean : Parameter::median)));
        bytes.forEach((name, value) -> parameters.add(new Parameter(name, value, "byte", value, value, 1)));
        if (!moves.isEmpty()) {
            // A copy on the device reads and writes.
            double largest = Collections.max(moves.keySet());
            double perByte = median(moves.get(largest)) / 2 / largest;
            weights.forEach((model, size) -> parameters.add(
                    new Parameter(Times.WEIGHTS + model, size * perByte, "s", Double.NaN, Double.NaN, 1)));
        }
        if (copies.size() > 1) {
            SimpleRegression line = new SimpleRegression();
            // Relative errors count alike over sizes that differ by four orders of magnitude: slope from the largest.
            double largest = Collections.max(copies.keySet());
            double smallest = Collections.min(copies.keySet());
            line.addData(smallest, median(copies.get(smallest)));
            line.addData(largest, median(copies.get(largest)));
            parameters.add(new Parameter(
                    "copy/intercept", Math.max(0, line.getIntercept()), "s", Double.NaN, Double.NaN, copies.size()));
            parameters.add(
                    new Parameter("copy/per_byte", line.getSlope(), "s/byte", Double.NaN, Double.NaN, copies.size()));
        } else {
            parameters.add(Parameter.unidentified("copy/intercept", "s", 0));
            parameters.add(Parameter.unidentified("copy/per_byte", "s/byte", 0));
        }
    }

    /** Tells whether a table is of a copy or of a kernel alone. */
    static boolean isNoModel(String table) {
        return table.startsWith(NO_MODEL);
    }

    /** Returns model, mode and input size of a parameter that is the time of a batch. */
    static String table(String time) {
        return time.substring(TIME.length(), time.lastIndexOf('/'));
    }

    /**
     * Finds the graphs of which repetitions differ as a rule, as where others use the processors, and adds their spread: there
     * the median would leave out what is no outlier. Stalls of eager execution come in phases, which no spread tells.
     */
    private Set<String> unsteady(Map<String, List<Double>> times) {
        Map<String, List<double[]>> byTable = new TreeMap<>();
        times.forEach((name, values) -> {
            if (table(name).contains("/graph")) {
                byTable.computeIfAbsent(table(name), t -> new ArrayList<>())
                        .add(values.stream().mapToDouble(v -> v).toArray());
            }
        });
        byTable.values().removeIf(cells -> median(cells, Calibrator::middleHalf) <= STEADY);
        byTable.forEach((table, cells) ->
                parameters.add(Parameter.of(Times.SPREAD + table, "1", overMean(cells), Calibrator::deviation)));
        return byTable.keySet();
    }

    private static double median(List<double[]> cells, ToDoubleFunction<double[]> figure) {
        return Parameter.median(cells.stream().mapToDouble(figure).toArray());
    }

    /** Returns the width of the middle half over the median. */
    private static double middleHalf(double[] sample) {
        return (StatUtils.percentile(sample, 75) - StatUtils.percentile(sample, 25)) / Parameter.median(sample);
    }

    private static List<Double> overMean(List<double[]> cells) {
        return cells.stream()
                .flatMap(cell -> Arrays.stream(cell).mapToObj(value -> value / StatUtils.mean(cell)))
                .toList();
    }

    private static double deviation(double[] sample) {
        return Math.sqrt(StatUtils.variance(sample));
    }

    private static double median(List<Double> values) {
        return Parameter.median(values.stream().mapToDouble(v -> v).toArray());
    }
}
