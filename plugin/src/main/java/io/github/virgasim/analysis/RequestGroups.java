// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.scheduling.CandidateLists;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pairs of site and class that a linear programme on mean rates cannot tell apart: same class, and for each worker the
 * same capacity of the best variant that is feasible (0 where none is). They keep the programmes of large topologies small.
 */
final class RequestGroups {
    private final List<double[]> capacity = new ArrayList<>();
    private final int[][] groupOf;
    private final int workers;
    /** How much more a worker's GPU does with many batches side by side than with one; at least 1. */
    private final double[] speed;

    /** Finds the groups on the planned links. */
    RequestGroups(EdgeTopology topology, List<StreamClass> classes) {
        List<Instance> instances = topology.instances();
        workers = topology.workers().size();
        speed = topology.workers().stream()
                .mapToDouble(worker -> Math.max(1, worker.saturatedSpeed()))
                .toArray();
        groupOf = new int[topology.sites().size()][classes.size()];
        CandidateLists lists = new CandidateLists(topology, classes, new Paths(topology));
        Map<Candidates, Integer> ofList = new HashMap<>();
        Map<List<Object>, Integer> known = new HashMap<>();
        for (int site = 0; site < groupOf.length; site++) {
            for (int k = 0; k < classes.size(); k++) {
                StreamClass streamClass = classes.get(k);
                Candidates candidates = lists.of(site, k);
                if (!ofList.containsKey(candidates)) {
                    double[] found = capacities(candidates, instances, streamClass);
                    List<Object> key = List.of(k, Arrays.stream(found).boxed().toList());
                    if (known.putIfAbsent(key, capacity.size()) == null) {
                        capacity.add(found);
                    }
                    ofList.put(candidates, known.get(key));
                }
                groupOf[site][k] = ofList.get(candidates);
            }
        }
    }

    private double[] capacities(Candidates candidates, List<Instance> instances, StreamClass streamClass) {
        double[] best = new double[workers];
        for (int i = 0; i < candidates.size(); i++) {
            Instance instance = instances.get(candidates.instance(i));
            int worker = instance.workerIndex();
            best[worker] =
                    Math.max(best[worker], speed[worker] * instance.variant().capacity(streamClass.size()));
        }
        return best;
    }

    int size() {
        return capacity.size();
    }

    int workers() {
        return workers;
    }

    int groupOf(int site, int streamClass) {
        return groupOf[site][streamClass];
    }

    double speed(int worker) {
        return speed[worker];
    }

    /** Returns what a worker can serve of a group alone [queries/s], 0 if it must not. */
    double capacity(int group, int worker) {
        return capacity.get(group)[worker];
    }
}
