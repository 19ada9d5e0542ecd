// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import com.sun.management.ThreadMXBean;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.Timeline;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark reports beside its wall-clock time: queries, and CPU time of the thread that simulates them. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Meter {
    private static final int TENTHS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Queries simulated in the measured section. */
    public long queries;

    /** CPU time of the measured section [ns]. */
    public long cpuNanos;

    /** What the thread has allocated in the measured section [byte]. */
    public long allocatedBytes;

    /** What the thread has allocated per query in the median tenth of a run's simulated time [10^-3 byte]. */
    public long milliBytes;

    /** Mean latency of the queries [us], where it is of interest. */
    public long meanLatencyMicros;

    /** Queries simulated in another way in the same iteration, where there is one. */
    public long peerQueries;

    /** CPU time of the other way [ns]. */
    public long peerNanos;

    /** Mean latency of the other way [us]. */
    public long peerLatencyMicros;

    /** Live heap after a full collection at a tenth of the queries [byte], where it is of interest. */
    public long liveAtTenth;

    /** Live heap after a full collection at the end [byte], where it is of interest. */
    public long liveAtEnd;

    /** Starts the measured section. */
    void start() {
        allocatedBytes -= allocated();
        cpuNanos -= THREADS.getCurrentThreadCpuTime();
    }

    /**
     * Ends the measured section.
     *
     * @param number queries simulated in it
     */
    void stop(long number) {
        cpuNanos += THREADS.getCurrentThreadCpuTime();
        allocatedBytes += allocated();
        queries += number;
    }

    /** Starts the section of the other way. */
    void startPeer() {
        peerNanos -= THREADS.getCurrentThreadCpuTime();
    }

    /**
     * Ends the section of the other way.
     *
     * @param number queries simulated in it
     */
    void stopPeer(long number) {
        peerNanos += THREADS.getCurrentThreadCpuTime();
        peerQueries += number;
    }

    /**
     * Runs an engine to its end in tenths of the simulated time: single ones, in which buffers grow because more is under way
     * than ever before, do not stand for the rest.
     */
    ServingStatistics finish(ServingEngine engine, double duration) {
        double[] perQuery = new double[TENTHS];
        long sent = 0;
        long bytes = allocated();
        ServingStatistics statistics = engine.statistics();
        for (int i = 0; i < TENTHS; i++) {
            engine.advance(duration * (i + 1) / TENTHS);
            long nowSent = sent(statistics);
            long nowBytes = allocated();
            perQuery[i] = (nowBytes - bytes) / (double) Math.max(1, nowSent - sent);
            sent = nowSent;
            bytes = nowBytes;
        }
        Arrays.sort(perQuery);
        milliBytes = Math.round(1000 * (perQuery[TENTHS / 2 - 1] + perQuery[TENTHS / 2]) / 2);
        return engine.finish();
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Returns all queries sent up to now, those of the warm-up included. */
    static long sent(ServingStatistics statistics) {
        Timeline timeline = statistics.timeline();
        long sum = 0;
        for (int i = 0; i < timeline.length(); i++) {
            sum += timeline.offered(i);
        }
        return sum;
    }
}
