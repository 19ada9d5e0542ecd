// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What ECSRL's scheduler chooses from for each request: the workers outside the data centres, one by one, and all those
 * in the data centres together as the last choice, "cloud", of which the least busy one is taken.
 */
final class EcsrlDevices {
    private static final String CLOUD = "cloud";

    private final List<String> names = new ArrayList<>();
    private final List<int[]> workers = new ArrayList<>();
    /** Device of each worker. */
    private final int[] deviceOf;
    /** Instances of each worker. */
    private final int[][] instances;

    private final int edgeDevices;

    /**
     * Sorts a topology's workers.
     *
     * @param topology at least one worker
     */
    public EcsrlDevices(EdgeTopology topology) {
        List<Worker> all = topology.workers();
        instances = new int[all.size()][];
        Arrays.setAll(
                instances,
                w -> topology.instances().stream()
                        .filter(instance -> instance.workerIndex() == w)
                        .mapToInt(Instance::index)
                        .toArray());
        deviceOf = new int[all.size()];
        Arrays.fill(deviceOf, -1);
        for (Instance instance : topology.instances()) {
            int worker = instance.workerIndex();
            boolean atEdge = topology.sites().get(instance.siteIndex()).tier() != Tier.DATA_CENTER;
            if (atEdge && deviceOf[worker] < 0) {
                deviceOf[worker] = names.size();
                names.add(all.get(worker).name());
                workers.add(new int[] {worker});
            }
        }
        edgeDevices = names.size();
        int[] cloud = topology.instances().stream()
                .filter(instance -> topology.sites().get(instance.siteIndex()).tier() == Tier.DATA_CENTER)
                .mapToInt(Instance::workerIndex)
                .distinct()
                .toArray();
        if (cloud.length > 0) {
            Arrays.stream(cloud).forEach(worker -> deviceOf[worker] = edgeDevices);
            names.add(CLOUD);
            workers.add(cloud);
        }
    }

    /**
     * Returns the devices' names.
     *
     * @return edge devices in the order of the topology, then "cloud" if there is a data centre with workers
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * Returns how many devices there are.
     *
     * @return at least 1
     */
    public int size() {
        return names.size();
    }

    /**
     * Tells whether a device is outside the data centres.
     *
     * @param device its index
     * @return false for the cloud
     */
    public boolean isEdge(int device) {
        return device < edgeDevices;
    }

    /**
     * Returns the workers behind a device.
     *
     * @param device its index
     * @return indices of workers, at least one; must not be changed
     */
    int[] workers(int device) {
        return workers.get(device);
    }

    /** Returns the instances of a worker, in order of their indices; must not be changed. */
    int[] instances(int worker) {
        return instances[worker];
    }

    /**
     * Finds for each device the instance that would serve a request: among those that do its task, meet its requirements
     * when they are idle, have room and have the memory for one more batch, the one whose worker has the fewest queries;
     * then the one with the smallest load, then with the smallest expected delay.
     *
     * @param request who asks
     * @param view what is known now
     * @return for each device the index of an instance, or {@link SchedulingPolicy#REJECT}
     */
    public int[] instances(StreamRequest request, ServingView view) {
        int[] best = new int[size()];
        int[] fewest = new int[size()];
        double[] least = new double[size()];
        Arrays.fill(best, SchedulingPolicy.REJECT);
        List<Instance> all = view.instances();
        Candidates candidates = view.candidates(request);
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(rank));
            int worker = all.get(instance).workerIndex();
            int device = deviceOf[worker];
            if (accepts(instance, request, view)) {
                int queries = underWay(worker, view);
                double load = load(worker, view);
                if (best[device] == SchedulingPolicy.REJECT
                        || queries < fewest[device]
                        || queries == fewest[device] && load < least[device]) {
                    best[device] = instance;
                    fewest[device] = queries;
                    least[device] = load;
                }
            }
        }
        return best;
    }

    /**
     * Tells which devices may be chosen.
     *
     * @param choices what {@link #instances(StreamRequest, ServingView)} has found
     * @return for each device whether it has an instance
     */
    public static boolean[] allowed(int[] choices) {
        boolean[] allowed = new boolean[choices.length];
        for (int device = 0; device < choices.length; device++) {
            allowed[device] = choices[device] != SchedulingPolicy.REJECT;
        }
        return allowed;
    }

    /** Tells whether an instance is up, in memory, within the admission limit, and has the memory for one more batch. */
    static boolean accepts(int instance, StreamRequest request, ServingView view) {
        return view.hasRoom(instance, request) && view.slowdown(instance) < Double.POSITIVE_INFINITY;
    }

    /** Returns the queries that wait at a worker or run on it. */
    int underWay(int worker, ServingView view) {
        int queries = 0;
        for (int instance : instances[worker]) {
            queries += view.waiting(instance) + view.running(instance);
        }
        return queries;
    }

    /** Returns a worker's load [queries/s]. */
    double load(int worker, ServingView view) {
        double load = 0;
        for (int instance : instances[worker]) {
            load += view.load(instance);
        }
        return load;
    }
}
