// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.topology.Approach;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the requests of each site and class may be served, in a form that stays small where sites and workers are alike. A
 * pool holds the requests of one class that have come to a site in one way, from its clients or from pools below. They are
 * served by machines at the site or below it, or handed on to the pool above; a machine is a group of equal workers.
 *
 * <p>A linear programme on pools has the value of the one that has a rate x(s, k, n) for each site s, class k and worker n:
 *
 * <ul>
 *   <li>What a solution of that one gives to x(s, k, n) can be handed on to the first pool whose site has n below it. The
 *       path from there is the one from s, so that the capacity is the same.
 *   <li>What a solution on pools sends from s through pools to n takes a path of which no link is left out by the direct
 *       one: what is feasible over it is feasible directly, and the capacity for x(s, k, n) is at least as large.
 *   <li>Workers that have the same capacity for each pool are as good as one with the sum of their times, whose work they
 *       share in proportion to these.
 *   <li>A pool whose machines can do no more for it than for the pool above may hand on everything, so that it is left out.
 * </ul>
 */
final class RequestPools {
    /** Stands for no pool and no machine. */
    static final int NONE = -1;

    /**
     * Requests of one class at one site.
     *
     * @param approach how the first of those that were merged into it comes to the site
     * @param next the pool above, or {@link #NONE}
     * @param machine the machines that may serve it
     * @param capacity what each could serve of it alone, were it one worker [queries/s]
     */
    record Pool(Approach approach, int next, int[] machine, double[] capacity) {}

    private final List<Instance> instances;
    private final List<StreamClass> classes;
    /** How much more a worker's GPU does with many batches side by side than with one; at least 1. */
    private final double[] speed;

    private final List<Found> found = new ArrayList<>();
    private final Map<Found, Integer> known = new HashMap<>();
    private final List<Map<Approach, Integer>> pooled = new ArrayList<>();
    private final int[][] poolOf;
    private final List<Pool> pools = new ArrayList<>();
    private final int[] machineOf;
    private int machines;

    /** Finds the pools on the planned links. */
    RequestPools(EdgeTopology topology, List<StreamClass> classes) {
        this(topology, classes, new Paths(topology));
    }

    /** Finds the pools over given links. */
    RequestPools(EdgeTopology topology, List<StreamClass> classes, Paths paths) {
        instances = topology.instances();
        this.classes = classes;
        speed = topology.workers().stream()
                .mapToDouble(worker -> Math.max(1, worker.saturatedSpeed()))
                .toArray();
        poolOf = new int[topology.sites().size()][classes.size()];
        for (int k = 0; k < classes.size(); k++) {
            pooled.add(new HashMap<>());
            for (int site = 0; site < poolOf.length; site++) {
                poolOf[site][k] = pool(paths.fromClients(site), k);
            }
        }
        machineOf = groups();
        found.forEach(f -> pools.add(pool(f)));
    }

    private int pool(Approach approach, int k) {
        Integer done = pooled.get(k).get(approach);
        if (done == null) {
            int next = approach.next().map(above -> pool(above, k)).orElse(NONE);
            Found here = find(approach, k, next);
            done = next != NONE && here.isNoBetterThan(found.get(next)) ? next : add(here);
            pooled.get(k).put(approach, done);
        }
        return done;
    }

    private Found find(Approach approach, int k, int next) {
        StreamClass streamClass = classes.get(k);
        Map<Integer, Double> best = new TreeMap<>();
        for (Instance instance : approach.instances()) {
            if (Candidates.meets(instance, approach.to(instance.siteIndex()), streamClass)) {
                int worker = instance.workerIndex();
                best.merge(worker, speed[worker] * instance.variant().capacity(streamClass.size()), Math::max);
            }
        }
        return new Found(
                approach,
                k,
                next,
                best.keySet().stream().mapToInt(Integer::intValue).toArray(),
                best.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private int add(Found here) {
        Integer same = known.putIfAbsent(here, found.size());
        if (same == null) {
            found.add(here);
            return found.size() - 1;
        }
        return same;
    }

    /** Splits the workers, pool after pool, until those that are together have the same capacities. */
    private int[] groups() {
        int[] group = new int[speed.length];
        int groups = 1;
        for (Found pool : found) {
            Map<Split, Integer> split = new HashMap<>();
            for (int i = 0; i < pool.workers.length; i++) {
                Split part = new Split(group[pool.workers[i]], pool.capacity[i]);
                Integer fresh = split.putIfAbsent(part, groups);
                group[pool.workers[i]] = fresh == null ? groups++ : fresh;
            }
        }
        int[] number = new int[groups];
        Arrays.fill(number, NONE);
        for (int worker = 0; worker < group.length; worker++) {
            int before = group[worker];
            if (before > 0 && number[before] == NONE) {
                number[before] = machines++;
            }
            group[worker] = number[before];
        }
        return group;
    }

    private Pool pool(Found from) {
        Map<Integer, Double> capacity = new TreeMap<>();
        for (int i = 0; i < from.workers.length; i++) {
            capacity.put(machineOf[from.workers[i]], from.capacity[i]);
        }
        return new Pool(
                from.approach,
                from.next,
                capacity.keySet().stream().mapToInt(Integer::intValue).toArray(),
                capacity.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private record Split(int group, double capacity) {}

    /** A pool with single workers, whose indices rise; equal if merging them changes nothing. */
    private record Found(Approach approach, int streamClass, int next, int[] workers, double[] capacity) {
        /** Tells whether the pool above can be served by the same workers at least as fast. */
        boolean isNoBetterThan(Found above) {
            for (int i = 0; i < workers.length; i++) {
                int there = Arrays.binarySearch(above.workers, workers[i]);
                if (there < 0 || above.capacity[there] < capacity[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Found that
                    && approach.site() == that.approach.site()
                    && streamClass == that.streamClass
                    && next == that.next
                    && Arrays.equals(workers, that.workers)
                    && Arrays.equals(capacity, that.capacity);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * approach.site() + streamClass) + Arrays.hashCode(capacity);
        }
    }

    int size() {
        return pools.size();
    }

    Pool pool(int index) {
        return pools.get(index);
    }

    /** Returns where a site's requests of a class go first. */
    int poolOf(int site, int streamClass) {
        return poolOf[site][streamClass];
    }

    int machines() {
        return machines;
    }

    /** Returns the machine that a worker belongs to, or {@link #NONE} if it serves no pool. */
    int machineOf(int worker) {
        return machineOf[worker];
    }
}
