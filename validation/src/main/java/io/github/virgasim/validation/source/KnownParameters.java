// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters that calibrations have, by kind of measurements, with their units and ranges. A new one is a line here. */
final class KnownParameters {
    /**
     * A parameter, or many whose names differ in what was measured.
     *
     * @param name regular expression of the whole name
     * @param unit of the value
     * @param low smallest value; {@link Double#MIN_VALUE} for "above 0"
     * @param high largest value
     */
    record Known(String name, String unit, double low, double high) {
        /** Returns a value, or the nearest one in range: what noise has put below 0 is 0. */
        double nearest(double value) {
            return low == Double.MIN_VALUE || Double.isNaN(value) ? value : Math.max(low, Math.min(high, value));
        }
    }

    private static final double ANY = Double.MAX_VALUE;
    private static final String MODE = "/(eager|graph|graph_e2e)/";
    private static final String SHARE = "(ts|mps|stream)";
    private static final String KIND = "(mps|mps-limited|stream)";
    /** What a tenant does: item, model, batch, mode, and the input size if it is told. */
    private static final String WORK = "/.+/[1-9][0-9]{0,6}/(eager|graph|graph_e2e|copy)(/[^/]+)?";

    private static final String NUMBER = "[0-9.]+(E-?[0-9]+)?";

    private static final List<Known> TESTBED = List.of(
            positive("time/.+" + MODE + "[^/]+/[1-9][0-9]{0,6}", "s"),
            atLeast0("spread/.+" + MODE + "[^/]+", "1"),
            atLeast0("bytes/.+/[^/]+", "byte"),
            atLeast0("weights/.+", "s"),
            positive("solo/" + SHARE + "(-limited" + NUMBER + ")?" + WORK, "s"),
            atLeast0("copy/intercept", "s"),
            atLeast0("copy/per_byte", "s/byte"),
            atLeast0("turns/(switch|yield)", "s"),
            positive("turns/(slice|longest_batch)", "s"),
            count("turns/most_tenants"),
            share("mps/(limited|memory)"),
            new Known("mps/smallest_limit", "%", Double.MIN_VALUE, 100),
            count(KIND + "/(most_tenants|largest_batch)"),
            atLeast0(KIND + "/(per_doubling|largest_occupancy|largest_length)", "1"),
            atLeast0("stream/weight", "1"),
            positive("power/idle", "W"),
            atLeast0("power/energy/" + SHARE + "(" + NUMBER + ")?" + WORK, "J"),
            any("power/(alpha|beta)/.+", "W"),
            any("load/constant", "s"),
            any("load/per_byte", "s/byte"),
            positive("load/(smallest|largest)", "byte"));

    private static final Map<String, List<Known>> BY_SOURCE = Map.ofEntries(
            Map.entry("testbed", TESTBED),
            Map.entry("demo", TESTBED),
            Map.entry(
                    "edge-energy-grid",
                    List.of(
                            positive("service/.+", "ms"),
                            any("overhead/.+", "ms"),
                            atLeast0("overhead sd/.+", "ms"),
                            positive("idle power/.+", "W"),
                            any("power per request/.+", "J"),
                            positive("rate of that/.+", "1/s"),
                            atLeast0("host occupancy/.+", "ms"),
                            atLeast0("unexplained by host occupancy/.+", "%"),
                            any("power exponent/.+", "1"))),
            Map.entry(
                    "loudva",
                    List.of(
                            any("constant/.+", "s"),
                            atLeast0("idle/.+", "W"),
                            atLeast0("factor/.+", "1"),
                            atLeast0("awake/seconds after a batch", "s"),
                            atLeast0("awake/.+", "W"))),
            Map.entry("mlperf", List.of(share("longest wait of batches"))),
            Map.entry("trtutils", List.of(cell("(TensorRT latency|latency of other runtimes)", "ms"))),
            Map.entry(
                    "nos",
                    List.of(
                            positive("(time-slicing|mps|mig)/alone", "s"),
                            atLeast0("time-slicing/switch", "s"),
                            atLeast0("mps/occupancy", "1"))),
            Map.entry("gavel", List.of(positive("(sensitivity|pressure)/.+/.+", "1"))),
            Map.entry("zeus", List.of(cell("mean power", "W"), cell("time of an epoch", "s"))),
            Map.entry("pollux", List.of(cell("(step|synchronisation) time", "s"))),
            Map.entry(
                    "cicv5g",
                    List.of(
                            atLeast0(".+/interval", "ms"),
                            positive(".+/mean", "ms"),
                            atLeast0(".+/sd", "ms"),
                            atLeast0(".+/correlation time", "s"),
                            any(".+/shape/-?" + NUMBER, "1"))),
            Map.entry(
                    "azure-llm",
                    List.of(
                            positive(".+/rate", "1/s"),
                            atLeast0(".+/relative variance", "1"),
                            atLeast0(".+/correlation time", "s"),
                            share(".+/share of the high rate"))),
            Map.entry(
                    "shockwave",
                    List.of(
                            share("switch/lost part of a round"),
                            any("round/overhead of changed jobs", "s"),
                            positive("work/[0-9]+", "rounds"))),
            Map.entry("tapfinger-containers", List.of(positive(".+/[0-9]+/(several GPUs|one GPU)", "s"))));

    private KnownParameters() {}

    private static Known positive(String name, String unit) {
        return new Known(name, unit, Double.MIN_VALUE, ANY);
    }

    private static Known atLeast0(String name, String unit) {
        return new Known(name, unit, 0, ANY);
    }

    private static Known any(String name, String unit) {
        return new Known(name, unit, -ANY, ANY);
    }

    private static Known share(String name) {
        return new Known(name, "1", 0, 1);
    }

    private static Known count(String name) {
        return new Known(name, "1", 1, ANY);
    }

    /** A cell of a table: group, series and size. */
    private static Known cell(String quantity, String unit) {
        return positive(quantity + "/[^/]+/[^/]+/" + NUMBER, unit);
    }

    /** Finds what is known of a parameter of a kind of measurements. */
    static Optional<Known> of(String source, String parameter) {
        return BY_SOURCE.get(source).stream()
                .filter(known -> parameter.matches(known.name))
                .findFirst();
    }
}
