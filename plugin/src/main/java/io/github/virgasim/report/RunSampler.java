// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.report.RunSample.Query;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Watches a run without changing it. The time after the warm-up is cut into {@value #PARTS} equal parts, and of the queries sent
 * in each, one is kept that a hash of its number and the seed points to; besides, the {@value #SLOWEST} slowest are kept. So the
 * sample has at most {@value #QUERIES} queries however long the run is.
 */
public final class RunSampler implements QueryListener {
    /** The most queries of a sample. */
    public static final int QUERIES = 200;

    private static final int SLOWEST = 40;
    private static final int PARTS = 160;
    /** Intervals in which loads are read; fewer where there are so many workers that the loads would be too many. */
    private static final int INTERVALS = 60;

    private static final int LOADS = 1_000_000;
    private static final int FEWEST_INTERVALS = 5;

    private final long seed;
    private final double warmup;
    private final double duration;
    private final int intervals;
    private final double interval;
    private final int workers;
    private final List<float[]> busy = new ArrayList<>();
    private final double[] busyTime;

    private final Query[] parts = new Query[PARTS];
    private final long[] ranks = new long[PARTS];
    private final PriorityQueue<Query> slowest =
            new PriorityQueue<>(Comparator.comparingDouble(Query::latency).thenComparing(Query::id));
    private long answered;

    /** The query that was answered last, in most runs the one delivered next. */
    private Query last;
    /** Queries that wait for others of their requests. */
    private final Map<Long, Query> waiting = new HashMap<>();

    /**
     * Makes a sampler for one run.
     *
     * @param scenario that is going to be served
     * @param seed of the run, and of the choice
     */
    public RunSampler(ServingScenario scenario, long seed) {
        ServingSettings settings = scenario.settings();
        this.seed = seed;
        warmup = settings.warmup();
        duration = settings.duration();
        workers = scenario.topology().workers().size();
        intervals = Math.max(FEWEST_INTERVALS, Math.min(INTERVALS, LOADS / workers));
        interval = duration / intervals;
        busyTime = new double[workers];
    }

    /** Advances an engine, which this listens to, and reads its meters at the end of each interval on the way. */
    void advance(ServingEngine engine, double until) {
        while (busy.size() < intervals && end(busy.size()) <= until) {
            engine.advance(end(busy.size()));
            float[] shares = new float[workers];
            for (int worker = 0; worker < workers; worker++) {
                double now = engine.busyTime(worker);
                shares[worker] = engine.isUp(worker) ? (float) ((now - busyTime[worker]) / interval) : Float.NaN;
                busyTime[worker] = now;
            }
            busy.add(shares);
        }
        engine.advance(until);
    }

    private double end(int index) {
        return index == intervals - 1 ? duration : (index + 1) * interval;
    }

    @Override
    public void answered(
            long id,
            int streamClass,
            int instance,
            double created,
            double arrived,
            double started,
            double ended,
            int batch) {
        if (last != null) {
            waiting.put(last.id(), last);
        }
        last = new Query(id, streamClass, instance, created, arrived, started, ended, Double.NaN, batch);
    }

    @Override
    public void delivered(long id, long lastOfRequest, double completed) {
        Query query = last != null && last.id() == id ? last : waiting.remove(id);
        if (query == last) {
            last = null;
        }
        if (query.created() < warmup) {
            return;
        }
        answered++;
        int part = Math.min(PARTS - 1, (int) ((query.created() - warmup) / (duration - warmup) * PARTS));
        long rank = hash(id);
        boolean chosen = parts[part] == null || rank < ranks[part];
        double latency = completed - query.created();
        boolean slow = slowest.size() < SLOWEST || latency > slowest.peek().latency();
        if (chosen || slow) {
            Query whole = new Query(
                    id,
                    query.streamClass(),
                    query.instance(),
                    query.created(),
                    query.arrived(),
                    query.started(),
                    query.ended(),
                    completed,
                    query.batch());
            if (chosen) {
                parts[part] = whole;
                ranks[part] = rank;
            }
            if (slow) {
                slowest.add(whole);
                if (slowest.size() > SLOWEST) {
                    slowest.remove();
                }
            }
        }
    }

    /** The finaliser of SplitMix64. */
    private long hash(long id) {
        long z = (id ^ Long.rotateLeft(seed, 32)) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns what was seen of a run that has ended. */
    RunSample sample(String policy, ServingScenario scenario) {
        Set<Query> kept = new HashSet<>(slowest);
        for (Query query : parts) {
            if (query != null) {
                kept.add(query);
            }
        }
        List<Query> queries = kept.stream()
                .sorted(Comparator.comparingDouble(Query::created).thenComparing(Query::id))
                .toList();
        return new RunSample(policy, seed, scenario, interval, busy, answered, queries);
    }
}
