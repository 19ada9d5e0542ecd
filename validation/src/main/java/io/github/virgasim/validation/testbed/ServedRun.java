// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** The queries that one server, alone or beside others, has served in a run. */
final class ServedRun {
    /** Consecutive parts of a run by which the spread of its own figures is judged. */
    private static final int PARTS = 10;

    /** Requests of a single server after which a run goes on in a further part as soon as the server has nothing to do. */
    private static final int MOST = 200_000;

    /** Ten times the capacity. */
    private static final double HIGHEST_PERCENT = 1000;

    /** The server, and the part of its run from the second one on. */
    final String id;

    final String server;
    final String run;
    private final int part;
    private final long first;
    final String model;
    final String mode;
    final String size;
    final String share;
    final int maxBatch;
    final double load;
    final boolean backlog;
    final String place;
    // As they stand in the file, so that they are compared quickly.
    private final String maxBatchText;
    private final String loadText;
    private final String arrivalsText;
    private final DoubleStream.Builder arrivals = DoubleStream.builder();
    private final DoubleStream.Builder dones = DoubleStream.builder();
    private int count;
    private double lastArrival = -1;
    private double lastDone;
    int largestBatch;

    private ServedRun(CsvRows.Row row, boolean shared) {
        run = row.name("run_id");
        server = run + (shared ? "/" + tenant(row) : "");
        id = server;
        place = row.place();
        model = row.name("model");
        maxBatchText = row.text("max_batch");
        loadText = row.text("load_pct");
        arrivalsText = shared ? "" : row.oneOf("arrivals", Recording.ARRIVALS);
        mode = shared ? "graph" : row.oneOf("mode", Recording.MODES);
        size = shared ? Recording.sizeIfAny(row) : row.text("size");
        share = shared ? row.oneOf("share", Recording.SHARES) : "";
        maxBatch = row.count("max_batch");
        load = row.within("load_pct", 0, HIGHEST_PERCENT);
        backlog = arrivalsText.equals("backlog");
        part = 1;
        first = 0;
    }

    private static String tenant(CsvRows.Row row) {
        if (!row.raw("tenant").matches("0|[1-9][0-9]{0,3}")) {
            throw row.invalid("tenant must be a whole number from 0 to 9999, was '" + row.raw("tenant") + "'");
        }
        return row.raw("tenant");
    }

    /** Goes on with a run of which enough is in memory. */
    private ServedRun(ServedRun before) {
        run = before.run;
        server = before.server;
        part = before.part + 1;
        id = server + " part " + part;
        place = before.place;
        model = before.model;
        maxBatchText = before.maxBatchText;
        loadText = before.loadText;
        arrivalsText = before.arrivalsText;
        mode = before.mode;
        size = before.size;
        share = before.share;
        maxBatch = before.maxBatch;
        load = before.load;
        backlog = before.backlog;
        first = before.first + before.count;
        lastArrival = before.lastArrival;
        lastDone = before.lastDone;
    }

    private void add(CsvRows.Row row) {
        double arrival = row.number("arrival_us") / 1e6;
        double done = row.number("done_us") / 1e6;
        long request = first + count;
        same(row, "model", model);
        same(row, "max_batch", maxBatchText);
        same(row, "load_pct", loadText);
        if (share.isEmpty()) {
            same(row, "mode", mode);
            same(row, "arrivals", arrivalsText);
        } else {
            same(row, "share", share);
        }
        if (!size.isEmpty()) {
            same(row, "size", size);
        }
        if (row.number("req") != request) {
            throw row.invalid("run " + server + ": req must be " + request + ", was '" + row.text("req") + "'");
        }
        if (arrival < lastArrival) {
            throw row.invalid(
                    "run " + server + ", req " + request + ": arrival_us must not be before the request above");
        }
        if (row.number("start_us") / 1e6 < arrival || done < row.number("start_us") / 1e6) {
            throw row.invalid("run " + server + ", req " + request + ": must have arrival_us <= start_us <= done_us");
        }
        int batch = row.count("batch");
        int executed = row.count("exec_batch");
        if (batch > maxBatch || executed < batch) {
            throw row.invalid(
                    "run " + server + ", req " + request + ": must have batch <= max_batch and batch <= exec_batch");
        }
        if (!backlog) {
            arrivals.add(arrival);
            dones.add(done);
        }
        largestBatch = Math.max(largestBatch, executed);
        lastArrival = arrival;
        lastDone = Math.max(lastDone, done);
        count++;
    }

    private void same(CsvRows.Row row, String column, String own) {
        if (!row.raw(column).equals(own)) {
            throw row.invalid("run " + server + ": " + column + " must be the same for all requests, was '"
                    + row.raw(column) + "' after '" + own + "'");
        }
    }

    /** Tells whether a request is the first of a new part: the memory is full, and nothing is left of those before. */
    private boolean isOverBefore(CsvRows.Row row) {
        return count >= MOST && row.number("arrival_us") / 1e6 >= lastDone;
    }

    /**
     * Hands over the runs of single servers one after another; only one, or a part of a long one, is in memory at a time.
     *
     * @param each is given every row besides
     */
    static void forEach(Recording recording, Consumer<CsvRows.Row> each, Consumer<ServedRun> action) {
        Set<String> begun = new HashSet<>();
        ServedRun[] open = new ServedRun[1];
        recording.serving(row -> {
            ServedRun run = open[0];
            if (run == null || !run.run.equals(row.raw("run_id"))) {
                requireNew(row, begun);
                if (run != null) {
                    action.accept(run);
                }
                open[0] = new ServedRun(row, false);
            } else if (run.isOverBefore(row)) {
                action.accept(run);
                open[0] = new ServedRun(run);
            }
            open[0].add(row);
            each.accept(row);
        });
        if (open[0] != null) {
            action.accept(open[0]);
        }
    }

    /** Hands over the runs of several servers one after another; only the tenants of one are in memory at a time. */
    static void forEachGroup(Recording recording, Consumer<List<ServedRun>> action) {
        List<ServedRun> open = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        recording.sharedServing(row -> {
            String run = row.raw("run_id");
            if (open.isEmpty() || !open.get(0).run.equals(run)) {
                requireNew(row, begun);
                if (!open.isEmpty()) {
                    action.accept(inOrder(open));
                    open.clear();
                }
            }
            String name = run + "/" + row.raw("tenant");
            ServedRun own =
                    open.stream().filter(o -> o.server.equals(name)).findFirst().orElse(null);
            if (own == null) {
                own = new ServedRun(row, true);
                open.add(own);
            }
            own.add(row);
        });
        if (!open.isEmpty()) {
            action.accept(inOrder(open));
        }
    }

    /** Requires tenants 0, 1, ... of one way of sharing; returns them in the order of their first requests. */
    private static List<ServedRun> inOrder(List<ServedRun> tenants) {
        for (ServedRun tenant : tenants) {
            int number = Integer.parseInt(tenant.server.substring(tenant.run.length() + 1));
            if (number >= tenants.size()) {
                throw new InvalidInputException(
                        tenant.place + ": run " + tenant.run + ": tenants must be 0, 1, ..., has " + tenants.size()
                                + " and one of them is '" + number + "'");
            }
            if (!tenant.share.equals(tenants.get(0).share)) {
                throw new InvalidInputException(tenant.place + ": run " + tenant.run
                        + ": share must be the same for all tenants, was '" + tenant.share + "'");
            }
        }
        return List.copyOf(tenants);
    }

    private static void requireNew(CsvRows.Row row, Set<String> begun) {
        if (!begun.add(row.text("run_id"))) {
            throw row.invalid("run " + row.text("run_id") + ": rows of a run must stand together");
        }
    }

    double[] arrivals() {
        return arrivals.build().toArray();
    }

    double[] latencies(double[] times) {
        double[] latencies = dones.build().toArray();
        Arrays.setAll(latencies, i -> latencies[i] - times[i]);
        return latencies;
    }

    /** Returns the standard error of a figure [%], from consecutive parts of the run. */
    static double noisePercent(double[] latencies, double quantile) {
        int part = latencies.length / PARTS;
        if (part < 2) {
            return Double.NaN;
        }
        double[] figures = new double[PARTS];
        Arrays.setAll(figures, i -> Figures.of(Arrays.copyOfRange(latencies, i * part, (i + 1) * part), quantile));
        double mean = Arrays.stream(figures).average().orElse(0);
        double variance =
                Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum() / (PARTS - 1);
        return 100 * Math.sqrt(variance / PARTS) / mean;
    }
}
