// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.workload.RecordedQuery;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run's requests, its dispatches by device, and the power of its boards.
 *
 * @param requests by number
 * @param dispatches by device and time
 * @param power by name of the board
 */
record ClusterLog(
        NavigableMap<Integer, Request> requests,
        NavigableMap<String, NavigableMap<Double, Dispatch>> dispatches,
        NavigableMap<String, Power> power) {
    /** Times in two logs of one moment differ by this at most [s]. */
    private static final double SAME = 0.02;
    /** A run is no longer than a year [s]. */
    private static final double LATEST = 3.2e7;

    /** Stamps and latencies are rounded [s]. */
    private static final double ROUNDED = 2e-3;

    /** Columns that may be there. */
    private static final String LATENCY = "latency_s";

    private static final String SAMPLE = "sample";

    private static final int MOST_DIGITS = 9;

    /** A request: its frames are done together, when the last one is. */
    static final class Request {
        final double arrival;
        final double completion;
        final double allowed;
        /** Where its frames went, and how many of them. */
        final Map<Dispatch, Integer> frames = new LinkedHashMap<>();
        /** Images 0, 1, ... that have stood there; others by name. */
        private int inOrder;

        private Set<String> others = Set.of();

        private Request(double arrival, double completion, double allowed) {
            this.arrival = arrival;
            this.completion = completion;
            this.allowed = allowed;
        }

        /** Takes an image; says false if it has stood there. */
        private boolean add(String image) {
            if (image.equals(Integer.toString(inOrder)) && !others.contains(image)) {
                inOrder++;
                return true;
            }
            if (others.isEmpty()) {
                others = new HashSet<>();
            }
            return !isInOrder(image) && others.add(image);
        }

        private boolean isInOrder(String image) {
            return image.length() <= MOST_DIGITS && image.matches("0|[1-9][0-9]*") && Integer.parseInt(image) < inOrder;
        }

        double latency() {
            return completion - arrival;
        }
    }

    /** Frames that went to a device together. */
    static final class Dispatch {
        final String device;
        final double time;
        int frames;
        double frequency;

        private Dispatch(String device, double time) {
            this.device = device;
            this.time = time;
        }
    }

    /** Samples of a board's power. */
    static final class Power {
        int samples;
        double joules;
        private int last = -1;
    }

    private ClusterLog() {
        this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Reads all runs by name. */
    static NavigableMap<String, ClusterLog> read(Measurements data) {
        NavigableMap<String, ClusterLog> runs = new TreeMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        requests(data, runs, places);
        NavigableMap<String, NavigableMap<Double, Double>> frequencies = new TreeMap<>();
        int[] twice = new int[1];
        data.rowsOnce(data.file("dispatches.csv"), List.of("run", "time_s", "device", "gpu_freq_hz"), row -> {
            of(row, runs);
            double frequency = row.positive("gpu_freq_hz");
            Double before = frequencies
                    .computeIfAbsent(row.text("run") + "/" + row.name("device"), k -> new TreeMap<>())
                    .put(row.within("time_s", 0, LATEST), frequency);
            // The published controller logs some moments twice, even with different frequencies.
            twice[0] += before == null ? 0 : 1;
        });
        places.forEach((device, place) -> {
            if (!frequencies.containsKey(device)) {
                throw new InvalidInputException(
                        place + ": run/device must have rows in dispatches.csv, was '" + device + "'");
            }
        });
        if (twice[0] > 0) {
            data.remark("dispatches.csv: " + twice[0]
                    + " rows have the run, time and device of a row above; the last one of each counts.");
        }
        runs.forEach((run, log) -> log.dispatches.forEach((device, of) -> of.values()
                .forEach(dispatch -> dispatch.frequency =
                        frequency(frequencies.getOrDefault(run + "/" + device, new TreeMap<>()), dispatch.time))));
        long unlogged = runs.values().stream()
                .flatMap(log -> log.dispatches.values().stream())
                .flatMap(device -> device.values().stream())
                .filter(dispatch -> Double.isNaN(dispatch.frequency))
                .count();
        if (unlogged > 0) {
            data.remark("dispatches.csv: has no frequency of " + unlogged
                    + " dispatches of requests.csv; they count at the highest one that was profiled.");
        }
        data.rowsOnce(data.file("power_1hz.csv"), List.of("run", "device", "board_mw"), row -> {
            Power power = of(row, runs).power.computeIfAbsent(row.name("device"), d -> new Power());
            if (row.isMapped(SAMPLE)) {
                int sample = row.whole(SAMPLE, 0, Integer.MAX_VALUE);
                if (sample <= power.last) {
                    throw row.invalid(SAMPLE + ": must be after that of the board's row above, " + power.last
                            + ", was '" + row.text(SAMPLE) + "'");
                }
                power.last = sample;
            }
            power.samples++;
            power.joules += row.positive("board_mw") / 1000;
        });
        return runs;
    }

    private static ClusterLog of(CsvRows.Row row, Map<String, ClusterLog> runs) {
        ClusterLog log = runs.get(row.text("run"));
        if (log == null) {
            throw row.invalid("run: must have requests, was '" + row.text("run") + "'");
        }
        return log;
    }

    /** The frequency logged at a moment; NaN if none was. */
    private static double frequency(NavigableMap<Double, Double> logged, double time) {
        Double below = logged.floorKey(time);
        Double above = logged.ceilingKey(time);
        Double near = below == null || above != null && above - time < time - below ? above : below;
        return near == null || Math.abs(near - time) > SAME ? Double.NaN : logged.get(near);
    }

    private static void same(CsvRows.Row row, String column, double own, double others) {
        if (own != others) {
            throw row.invalid(
                    column + ": must be the same for all frames of a request, was '" + row.text(column) + "'");
        }
    }

    private static void requests(Measurements data, Map<String, ClusterLog> runs, Map<String, String> places) {
        data.rowsOnce(
                data.file("requests.csv"),
                List.of(
                        "run",
                        "request",
                        "image",
                        "device",
                        "arrival_s",
                        "dispatch_s",
                        "completion_s",
                        "latency_constraint_s"),
                row -> {
                    double arrival = row.within("arrival_s", 0, LATEST);
                    double allowed = row.positive("latency_constraint_s");
                    double dispatched = row.number("dispatch_s");
                    double completion = row.number("completion_s");
                    if (!(arrival <= dispatched && dispatched < completion)) {
                        throw row.invalid("completion_s: must have arrival_s <= dispatch_s < completion_s, were '"
                                + row.text("arrival_s") + "', '" + row.text("dispatch_s") + "', '"
                                + row.text("completion_s") + "'");
                    }
                    if (row.isMapped(LATENCY) && Math.abs(row.number(LATENCY) - (completion - arrival)) > ROUNDED) {
                        throw row.invalid(LATENCY + ": must be completion_s - arrival_s, " + (completion - arrival)
                                + ", was '" + row.text(LATENCY) + "'");
                    }
                    ClusterLog log = runs.computeIfAbsent(row.name("run"), run -> new ClusterLog());
                    Request request = log.requests.computeIfAbsent(
                            row.whole("request", 0, RecordedQuery.MOST_REQUESTS - 1),
                            r -> new Request(arrival, completion, allowed));
                    if (!request.add(row.name("image"))) {
                        throw row.invalid(
                                "image: must stand once for a request, was again '" + row.text("image") + "'");
                    }
                    same(row, "arrival_s", arrival, request.arrival);
                    same(row, "completion_s", completion, request.completion);
                    same(row, "latency_constraint_s", allowed, request.allowed);
                    Dispatch dispatch = log.dispatches
                            .computeIfAbsent(row.name("device"), d -> new TreeMap<>())
                            .computeIfAbsent(dispatched, t -> new Dispatch(row.text("device"), t));
                    places.putIfAbsent(row.text("run") + "/" + row.text("device"), row.place());
                    dispatch.frames++;
                    request.frames.merge(dispatch, 1, Integer::sum);
                });
    }
}
