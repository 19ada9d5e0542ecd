// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How long a process that has loaded models before takes to load another one: a constant, and the model's bytes over a
 * bandwidth, as cold starts of the engine.
 *
 * @param model its name
 * @param bytes of its file
 * @param seconds from reading to the end of the first inference, median [s]
 */
record ModelLoad(String model, double bytes, double seconds) {
    static final String SMALLEST = "load/smallest";
    static final String LARGEST = "load/largest";

    private static final int FEWEST = 2;

    /** Reads all models; the first load of a process, which sets up libraries, is left out. */
    static List<ModelLoad> read(Recording recording) {
        Map<String, List<Double>> seconds = new TreeMap<>();
        Map<String, Double> bytes = new TreeMap<>();
        Set<List<String>> seen = new HashSet<>();
        recording.loads(row -> {
            if (row.text("kind").equals("coldstart_inproc")
                    && row.text("stage").equals("ready_total")
                    && row.number("rep") > 0) {
                if (!seen.add(List.of(row.name("model"), row.text("rep")))) {
                    throw row.invalid("rep: must stand once for ready_total of model " + row.text("model")
                            + ", was again '" + row.text("rep") + "'");
                }
                Double before = bytes.put(row.text("model"), row.positive("bytes"));
                if (before != null && before != row.number("bytes")) {
                    throw row.invalid(
                            "bytes must be the same for all rows of a model, was '" + row.text("bytes") + "'");
                }
                seconds.computeIfAbsent(row.text("model"), m -> new ArrayList<>())
                        .add(row.positive("dur_ns") / 1e9);
            }
        });
        return seconds.entrySet().stream()
                .map(e -> new ModelLoad(
                        e.getKey(),
                        bytes.get(e.getKey()),
                        Parameter.median(
                                e.getValue().stream().mapToDouble(s -> s).toArray())))
                .toList();
    }

    static List<Parameter> calibrate(List<ModelLoad> loads) {
        if (loads.size() < FEWEST) {
            return List.of();
        }
        SimpleRegression line = line(loads);
        return List.of(
                new Parameter("load/constant", line.getIntercept(), "s", Double.NaN, Double.NaN, loads.size()),
                new Parameter("load/per_byte", line.getSlope(), "s/byte", Double.NaN, Double.NaN, loads.size()),
                bound(SMALLEST, loads, StatUtils::min),
                bound(LARGEST, loads, StatUtils::max));
    }

    private static Parameter bound(String name, List<ModelLoad> loads, ToDoubleFunction<double[]> figure) {
        double bytes = figure.applyAsDouble(
                loads.stream().mapToDouble(ModelLoad::bytes).toArray());
        return new Parameter(name, bytes, "byte", Double.NaN, Double.NaN, loads.size());
    }

    /** Returns what the others say of this one [s]; NaN where they are too few. */
    double byOthers(List<ModelLoad> all) {
        List<ModelLoad> others =
                all.stream().filter(load -> !load.model.equals(model)).toList();
        return others.size() < FEWEST ? Double.NaN : line(others).predict(bytes);
    }

    private static SimpleRegression line(List<ModelLoad> loads) {
        SimpleRegression line = new SimpleRegression();
        loads.forEach(load -> line.addData(load.bytes, load.seconds));
        return line;
    }
}
