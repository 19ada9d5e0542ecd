// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The engine's state as policies see it: loads as they are, or as they were when last monitored. */
final class LiveView implements ServingView, Monitoring {
    private final ServingScenario scenario;
    private final List<Instance> instances;
    private final Streams streams;
    private final ServingStatistics statistics;
    private final Network network;
    private final Loads loads;
    private final Servers servers;
    /** Admission limit of each worker. */
    private final double[] limit;

    private final UniformRandomProvider random;
    private final Fallback fallback;
    private final boolean preempts;
    private final boolean delayed;
    private final double[] seenLoad;
    private final double[] seenUtilization;
    double now;
    /** What was recorded of the query that asks, or null. */
    RecordedQuery recorded;

    LiveView(
            ServingScenario scenario,
            Network network,
            Loads loads,
            Servers servers,
            Streams streams,
            ServingStatistics statistics,
            UniformRandomProvider random) {
        this.scenario = scenario;
        this.streams = streams;
        this.statistics = statistics;
        instances = scenario.topology().instances();
        ServingSettings settings = scenario.settings();
        this.network = network;
        this.loads = loads;
        this.servers = servers;
        // Sums of rates are subject to rounding; a load that fits exactly has to fit.
        limit = scenario.topology().workers().stream()
                .mapToDouble(worker -> settings.maxUtilization() * worker.saturatedSpeed() * (1 + 1e-9))
                .toArray();
        this.random = random;
        fallback = settings.fallback();
        preempts = settings.preempt();
        delayed = settings.monitoringInterval() > 0;
        seenLoad = new double[instances.size()];
        seenUtilization = new double[loads.workers];
    }

    /** Renews what policies see. */
    void monitor() {
        for (int i = 0; i < seenLoad.length; i++) {
            seenLoad[i] = loads.load(i, now);
        }
        for (int w = 0; w < seenUtilization.length; w++) {
            seenUtilization[w] = loads.utilization(w, now);
        }
    }

    @Override
    public double now() {
        return now;
    }

    @Override
    public List<Instance> instances() {
        return instances;
    }

    @Override
    public Candidates candidates(StreamRequest request) {
        return network.candidates(request);
    }

    @Override
    public double load(int instance) {
        return delayed ? seenLoad[instance] : loads.load(instance, now);
    }

    @Override
    public double room(int instance, StreamRequest request) {
        return servers.accepts(instance, now)
                ? left(instance, request, utilization(loads.workerOf[instance]))
                : Double.NEGATIVE_INFINITY;
    }

    private double left(int instance, StreamRequest request, double utilization) {
        return limit[loads.workerOf[instance]] - utilization - loads.demand(instance, request.classIndex());
    }

    /** Returns the share of a worker that is taken in truth. */
    double taken(int worker) {
        return loads.utilization(worker, now);
    }

    /** Tells whether the worker of an instance that has room in the view has it in truth too. */
    boolean admits(int instance, StreamRequest request) {
        return !delayed && !preempts || missing(instance, request) <= 0;
    }

    /** Returns the share of its worker's capacity by which a request does not fit in truth; not above 0 if it does. */
    double missing(int instance, StreamRequest request) {
        return -left(instance, request, loads.utilization(loads.workerOf[instance], now));
    }

    @Override
    public int waiting(int instance) {
        return servers.waiting(instance);
    }

    @Override
    public int running(int instance) {
        return servers.running(instance);
    }

    @Override
    public double slowdown(int instance) {
        return servers.slowdown(instance);
    }

    @Override
    public Fallback fallback() {
        return fallback;
    }

    @Override
    public boolean preempts() {
        return preempts;
    }

    @Override
    public int bound(int instance, int streamClass) {
        return loads.bound(instance, streamClass);
    }

    @Override
    public int recorded() {
        return recorded == null ? RecordedQuery.UNDECIDED : recorded.instance();
    }

    @Override
    public UniformRandomProvider random() {
        return random;
    }

    @Override
    public EdgeTopology topology() {
        return scenario.topology();
    }

    @Override
    public List<StreamClass> classes() {
        return scenario.workload().classes();
    }

    @Override
    public int clients() {
        return streams.inUse();
    }

    @Override
    public int clients(int streamClass) {
        return streams.inUse(streamClass);
    }

    @Override
    public long sent(int streamClass) {
        return statistics.sinceStart(Timeline.OFFERED, streamClass);
    }

    @Override
    public long served(int streamClass) {
        return statistics.sinceStart(Timeline.SERVED, streamClass);
    }

    @Override
    public long late(int streamClass) {
        return statistics.sinceStart(Timeline.LATE, streamClass);
    }

    @Override
    public long rejected(int streamClass) {
        return statistics.sinceStart(Timeline.REJECTED, streamClass);
    }

    @Override
    public double utilization(int worker) {
        return delayed ? seenUtilization[worker] : loads.utilization(worker, now);
    }

    @Override
    public boolean isUp(int worker) {
        return servers.isUp(worker);
    }
}
