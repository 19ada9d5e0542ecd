// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.CandidateLists;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** What a policy sees of Cloudlets: how many each instance has that are not finished. */
final class CloudletView implements ServingView {
    private final EdgeTopology topology;
    private final List<Instance> instances;
    private final List<GpuWorker> workers;
    private final double limit;
    private final Fallback fallback;
    private final UniformRandomProvider random;
    private final CandidateLists candidates;
    /** Unfinished Cloudlets of each instance. */
    private final int[] unfinished;
    /** The sum of 1 / capacity over each worker's unfinished Cloudlets [s]. */
    private final double[] backlog;

    double now;

    CloudletView(ServingScenario scenario, List<GpuWorker> workers, long seed) {
        this.workers = workers;
        topology = scenario.topology();
        instances = topology.instances();
        candidates = new CandidateLists(topology, scenario.workload().classes(), new Paths(topology));
        // Sums are subject to rounding; a load that fits exactly has to fit.
        limit = scenario.settings().maxUtilization() * (1 + 1e-9);
        fallback = scenario.settings().fallback();
        random = new RandomStreams(seed).stream("policy");
        unfinished = new int[instances.size()];
        backlog = new double[workers.size()];
    }

    void add(Instance instance, StreamClass streamClass) {
        unfinished[instance.index()]++;
        backlog[instance.workerIndex()] += demand(instance, streamClass);
    }

    void remove(Instance instance, StreamClass streamClass) {
        unfinished[instance.index()]--;
        backlog[instance.workerIndex()] -= demand(instance, streamClass);
    }

    private static double demand(Instance instance, StreamClass streamClass) {
        return 1 / instance.variant().capacity(streamClass.size());
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
        return candidates.of(request.source(), request.classIndex());
    }

    @Override
    public double load(int instance) {
        return unfinished[instance];
    }

    @Override
    public double room(int instance, StreamRequest request) {
        Instance wanted = instances.get(instance);
        int worker = wanted.workerIndex();
        return workers.get(worker).isCreated()
                ? limit - backlog[worker] - demand(wanted, request.streamClass())
                : Double.NEGATIVE_INFINITY;
    }

    @Override
    public Fallback fallback() {
        return fallback;
    }

    /** Cloudlets that wait for a PE count as running. */
    @Override
    public int running(int instance) {
        return unfinished[instance];
    }

    @Override
    public int waiting(int instance) {
        return 0;
    }

    /** Cloudlets have PEs of their own. */
    @Override
    public double slowdown(int instance) {
        return 1;
    }

    @Override
    public UniformRandomProvider random() {
        return random;
    }
}
