// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What ECSRL's scheduler chooses from for each request: the workers outside the data centres, one by one, and all those
 * in the data centres together as the last choice, "cloud", of which the least busy one is taken. Where there are several
 * clusters, an access point chooses from its own boards one by one, the boards of the other clusters, all those of one name
 * together, and the cloud.
 */
final class EcsrlDevices {
    private static final String CLOUD = "cloud";
    private static final String NEIGHBOUR = "neighbour ";

    private final List<String> names = new ArrayList<>();
    private final List<int[]> workers = new ArrayList<>();
    /** Device of each worker; -1 for none. */
    private final int[] deviceOf;
    /** Instances of each worker. */
    private final int[][] instances;

    private final int ownDevices;
    private final int edgeDevices;

    /**
     * Sorts a topology's workers.
     *
     * @param topology at least one worker
     */
    public EcsrlDevices(EdgeTopology topology) {
        this(topology, own(topology, -1), Map.of());
    }

    /**
     * Sorts the workers as an access point sees them.
     *
     * @param topology at least one worker
     * @param site index of the access point's site
     * @param neighbours whether it may choose boards of other sites
     */
    static EcsrlDevices around(EdgeTopology topology, int site, boolean neighbours) {
        Map<String, List<Integer>> others = new LinkedHashMap<>();
        if (neighbours) {
            edge(topology).filter(instance -> instance.siteIndex() != site).forEach(instance -> {
                List<Integer> alike = others.computeIfAbsent(
                        NEIGHBOUR + shortName(instance.worker().name()), name -> new ArrayList<>());
                if (!alike.contains(instance.workerIndex())) {
                    alike.add(instance.workerIndex());
                }
            });
        }
        return new EcsrlDevices(topology, own(topology, site), others);
    }

    private static Stream<Instance> edge(EdgeTopology topology) {
        return topology.instances().stream()
                .filter(instance -> topology.sites().get(instance.siteIndex()).tier() != Tier.DATA_CENTER);
    }

    /** Returns the edge workers of a site, or of all if it is negative: without their sites' names if these are not needed. */
    private static Map<String, List<Integer>> own(EdgeTopology topology, int site) {
        List<Integer> own = edge(topology)
                .filter(instance -> site < 0 || instance.siteIndex() == site)
                .map(Instance::workerIndex)
                .distinct()
                .toList();
        List<String> full =
                own.stream().map(w -> topology.workers().get(w).name()).toList();
        List<String> brief = full.stream().map(EcsrlDevices::shortName).toList();
        boolean unique = brief.stream().distinct().count() == brief.size();
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        for (int i = 0; i < own.size(); i++) {
            named.put((unique ? brief : full).get(i), List.of(own.get(i)));
        }
        return named;
    }

    private static String shortName(String worker) {
        return worker.substring(worker.lastIndexOf('/') + 1);
    }

    private EcsrlDevices(EdgeTopology topology, Map<String, List<Integer>> own, Map<String, List<Integer>> others) {
        instances = new int[topology.workers().size()][];
        Arrays.setAll(
                instances,
                w -> topology.instances().stream()
                        .filter(instance -> instance.workerIndex() == w)
                        .mapToInt(Instance::index)
                        .toArray());
        deviceOf = new int[instances.length];
        Arrays.fill(deviceOf, -1);
        own.forEach(this::add);
        ownDevices = names.size();
        others.forEach(this::add);
        edgeDevices = names.size();
        List<Integer> cloud = topology.instances().stream()
                .filter(instance -> topology.sites().get(instance.siteIndex()).tier() == Tier.DATA_CENTER)
                .map(Instance::workerIndex)
                .distinct()
                .toList();
        if (!cloud.isEmpty()) {
            add(CLOUD, cloud);
        }
    }

    private void add(String name, List<Integer> group) {
        group.forEach(worker -> deviceOf[worker] = names.size());
        names.add(name);
        workers.add(group.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Returns the devices' names.
     *
     * @return edge devices in the order of the topology, those of other clusters after one's own, then "cloud" if there is a data
     *     centre with workers
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

    /** Tells whether a device is a single board of the own cluster, or of any if clusters are not told apart. */
    boolean isOwn(int device) {
        return device < ownDevices;
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
            if (device >= 0 && accepts(instance, request, view)) {
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
