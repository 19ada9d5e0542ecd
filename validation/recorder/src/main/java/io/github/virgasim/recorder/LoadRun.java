// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A run under one load, or under backlog, in parts with pauses between them. */
final class LoadRun {
    /** Requests of a part: those of a model that takes microseconds would fill memory and disk. */
    static final int MOST = 100_000;

    private final Clock clock;
    private final Inference inference;
    private final int maxBatch;
    private final int load;
    private final List<Served> parts = new ArrayList<>();
    private final List<Long> begins = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private String arrivals = "";

    /**
     * Makes a run without parts.
     *
     * @param clock gives the time
     * @param inference runs the batches
     * @param maxBatch the largest batch
     * @param load in percent of the capacity
     */
    LoadRun(Clock clock, Inference inference, int maxBatch, int load) {
        this.clock = clock;
        this.inference = inference;
        this.maxBatch = maxBatch;
        this.load = load;
    }

    /** Adds a part in which requests come all at once. */
    void serveAll(int count) {
        arrivals = "backlog";
        serve(Arrivals.backlog(Math.min(MOST, count)), Long.MAX_VALUE);
    }

    /**
     * Adds a part in which requests come at random.
     *
     * @param seed of the arrivals
     * @param capacity of which the load is taken [requests/s]
     * @param nanos length on average [ns]; the server gives up if a request has waited longer than this
     */
    void servePoisson(long seed, double capacity, long nanos) {
        arrivals = "poisson";
        double rate = capacity * load / 100;
        serve(Arrivals.poisson(seed, rate, Math.max(1, (int) Math.min(MOST, rate * nanos / 1e9))), nanos);
    }

    private void serve(long[] due, long patience) {
        begins.add(clock.nanos());
        parts.add(new Server(clock, inference, maxBatch, patience).serve(due));
        ends.add(clock.nanos());
    }

    int load() {
        return load;
    }

    /** Returns the kind of arrivals, by the format's word. */
    String arrivals() {
        return arrivals;
    }

    /** Tells whether requests came when they were due, and not all at once. */
    boolean isOpen() {
        return arrivals.equals("poisson");
    }

    /** Returns all parts in one. */
    Served served() {
        return Served.joined(parts, begins);
    }

    /** Returns requests over the time that the server was at work [1/s]. */
    double throughput() {
        return 1e9 * served().count() / served().busyNanos();
    }

    long begin() {
        return begins.get(0);
    }

    long end() {
        return ends.get(ends.size() - 1);
    }

    /** Returns begin and end of each part [us] since an instant. */
    List<List<Long>> intervalsMicros(long t0) {
        List<List<Long>> intervals = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            intervals.add(List.of((begins.get(p) - t0) / 1000, (ends.get(p) - t0) / 1000));
        }
        return intervals;
    }

    /** Returns for each part the time of its batches over what a profile says of them. */
    List<Double> paces(IntToDoubleFunction nanosOfBatch) {
        return parts.stream()
                .map(part -> part.busyNanos() / part.sumOfBatches(i -> nanosOfBatch.applyAsDouble(part.batches()[i])))
                .toList();
    }
}
