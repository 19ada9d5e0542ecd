// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What became of the queries: each one sent after the warm-up is counted exactly once, as served, late or rejected, and is
 * under way before. All numbers are totals, or means and percentiles over all queries, from the warm-up to now; none is
 * momentary but {@link #underWay()}. Latencies go into histograms of constant size, 1 us to 1 h with three significant digits.
 */
public final class ServingStatistics {
    /** A longer latency is recorded as this one, one hour. */
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final double[] deadline;
    private final double warmup;
    private final long[] offered;
    private final long[] served;
    private final long[] late;
    private final long[] rejected;
    private final long[] lost;
    private final long[] refused;
    private final long[] escalated;
    private final double[] accuracySum;
    /** What was counted of queries sent before the warm-up was over, for monitoring: by {@link Timeline}'s outcome and class. */
    private final long[][] earlier = new long[4][];

    private final double[] latencySum;
    private final long[][] offeredAt;
    private final Histogram[] latency;
    private final Timeline timeline;

    ServingStatistics(List<StreamClass> classes, int sites, ServingSettings settings) {
        int n = classes.size();
        deadline = classes.stream().mapToDouble(StreamClass::deadline).toArray();
        warmup = settings.warmup();
        offered = new long[n];
        served = new long[n];
        late = new long[n];
        rejected = new long[n];
        lost = new long[n];
        refused = new long[n];
        escalated = new long[n];
        accuracySum = new double[n];
        Arrays.setAll(earlier, outcome -> new long[n]);
        latencySum = new double[n];
        offeredAt = new long[sites][n];
        latency = new Histogram[n];
        Arrays.setAll(latency, k -> new Histogram(LONGEST_MICROS, 3));
        timeline = new Timeline(settings.timelineInterval());
    }

    /** Returns the queries from time 0 on that were sent, or had an outcome. */
    long sinceStart(int outcome, int streamClass) {
        return earlier[outcome][streamClass] + counts(outcome)[streamClass];
    }

    private long[] counts(int outcome) {
        return switch (outcome) {
            case Timeline.OFFERED -> offered;
            case Timeline.SERVED -> served;
            case Timeline.LATE -> late;
            default -> rejected;
        };
    }

    /** Counts queries of one outcome that have no latency; not in the timeline. */
    void add(int outcome, int streamClass, long queries, double created) {
        boolean counts = created >= warmup;
        (counts ? offered : earlier[Timeline.OFFERED])[streamClass] += queries;
        (counts ? counts(outcome) : earlier[outcome])[streamClass] += queries;
    }

    void offered(int site, int streamClass, double created) {
        timeline.count(created, Timeline.OFFERED);
        if (created >= warmup) {
            offered[streamClass]++;
            offeredAt[site][streamClass]++;
        } else {
            earlier[Timeline.OFFERED][streamClass]++;
        }
    }

    void rejected(int streamClass, double created) {
        timeline.count(created, Timeline.REJECTED);
        (created >= warmup ? rejected : earlier[Timeline.REJECTED])[streamClass]++;
    }

    void refusedByWorker(int streamClass, double created) {
        rejected(streamClass, created);
        if (created >= warmup) {
            refused[streamClass]++;
        }
    }

    void lost(int streamClass, double created) {
        rejected(streamClass, created);
        if (created >= warmup) {
            lost[streamClass]++;
        }
    }

    void escalated(int streamClass, double created) {
        if (created >= warmup) {
            escalated[streamClass]++;
        }
    }

    void answered(int streamClass, double created, double seconds, double accuracy) {
        boolean inTime = seconds <= deadline[streamClass];
        int outcome = inTime ? Timeline.SERVED : Timeline.LATE;
        timeline.count(created, outcome);
        if (created < warmup) {
            earlier[outcome][streamClass]++;
        } else {
            (inTime ? served : late)[streamClass]++;
            latencySum[streamClass] += seconds;
            accuracySum[streamClass] += accuracy;
            latency[streamClass].recordValue(Math.min((long) (seconds * 1e6 + 0.5), LONGEST_MICROS));
        }
    }

    /**
     * Returns the queries sent.
     *
     * @return number of queries sent after the warm-up
     */
    public long offered() {
        return Arrays.stream(offered).sum();
    }

    /**
     * Returns the queries answered within their deadline.
     *
     * @return number of queries
     */
    public long served() {
        return Arrays.stream(served).sum();
    }

    /**
     * Returns the queries answered after their deadline: QoS violations.
     *
     * @return number of queries
     */
    public long late() {
        return Arrays.stream(late).sum();
    }

    /**
     * Returns the queries rejected, those lost in failures and those refused by workers included.
     *
     * @return number of queries
     */
    public long rejected() {
        return Arrays.stream(rejected).sum();
    }

    /**
     * Returns the rejected queries that a worker refused: the policy saw old loads, in which it had room. There are none
     * where policies see the loads as they are.
     *
     * @return number of queries
     */
    public long refusedByWorker() {
        return Arrays.stream(refused).sum();
    }

    /**
     * Returns the queries whose outcome is not known now: on their way to an instance, waiting, or in service. At the end of
     * a run there are none, unless it was ended before.
     *
     * @return number of queries
     */
    public long underWay() {
        return offered() - served() - late() - rejected();
    }

    /**
     * Returns the rejected queries that had been admitted: a failing or leaving instance took them with it, or a queue
     * dropped them.
     *
     * @return number of queries
     */
    public long lost() {
        return Arrays.stream(lost).sum();
    }

    /**
     * Returns how often a class's results had to be made again by a better model.
     *
     * @param streamClass index of the class
     * @return number of second inferences
     */
    public long escalated(int streamClass) {
        return escalated[streamClass];
    }

    /**
     * Returns the mean accuracy of the models that gave a class's answers.
     *
     * @param streamClass index of the class
     * @return in the task's metric, 0 to 100; NaN if none was answered
     */
    public double meanAccuracy(int streamClass) {
        return accuracySum[streamClass] / (served[streamClass] + late[streamClass]);
    }

    /**
     * Returns one class's queries sent.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long offered(int streamClass) {
        return offered[streamClass];
    }

    /**
     * Returns one class's queries answered in time.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long served(int streamClass) {
        return served[streamClass];
    }

    /**
     * Returns one class's queries answered late.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long late(int streamClass) {
        return late[streamClass];
    }

    /**
     * Returns one class's queries rejected.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long rejected(int streamClass) {
        return rejected[streamClass];
    }

    /**
     * Returns one class's rejected queries that a worker refused.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long refusedByWorker(int streamClass) {
        return refused[streamClass];
    }

    /**
     * Returns one class's queries whose outcome is not known now.
     *
     * @param streamClass index of the class
     * @return number of queries
     */
    public long underWay(int streamClass) {
        return offered[streamClass] - served[streamClass] - late[streamClass] - rejected[streamClass];
    }

    /**
     * Returns the queries of a class sent at a site.
     *
     * @param site index of the site
     * @param streamClass index of the class
     * @return number of queries
     */
    public long offeredAt(int site, int streamClass) {
        return offeredAt[site][streamClass];
    }

    /**
     * Returns the exact mean latency of a class's queries answered so far.
     *
     * @param streamClass index of the class
     * @return [s]; NaN if none was answered
     */
    public double meanLatency(int streamClass) {
        return latencySum[streamClass] / (served[streamClass] + late[streamClass]);
    }

    /**
     * Returns the latencies of a class's answered queries.
     *
     * @param streamClass index of the class
     * @return a histogram in microseconds; treat it as read-only
     */
    public Histogram latency(int streamClass) {
        return latency[streamClass];
    }

    /**
     * Returns the latencies of all answered queries.
     *
     * @return a new histogram in microseconds
     */
    public Histogram latency() {
        Histogram all = new Histogram(LONGEST_MICROS, 3);
        for (Histogram one : latency) {
            all.add(one);
        }
        return all;
    }

    /**
     * Returns a class's latency percentile.
     *
     * @param streamClass index of the class
     * @param percent 0 to 100
     * @return [s]; 0 if no query was answered
     */
    public double latencyPercentile(int streamClass, double percent) {
        return latency[streamClass].getValueAtPercentile(percent) * 1e-6;
    }

    /**
     * Returns the course of the run.
     *
     * @return from time 0, the warm-up included
     */
    public Timeline timeline() {
        return timeline;
    }
}
