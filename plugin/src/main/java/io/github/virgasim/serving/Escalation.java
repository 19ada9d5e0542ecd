// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Which results have to be made again by a better model, and where. */
final class Escalation {
    static final int NONE = -1;
    private static final int[] NOWHERE = {};

    private final UniformRandomProvider random;
    private final Servers servers;
    private final int classes;
    /** For each instance and class, how likely a result is accepted. */
    private final double[] acceptance;
    /** For each instance, the instances that may answer instead. */
    private final int[][] better;

    Escalation(
            SecondInference rule,
            EdgeTopology topology,
            List<StreamClass> streamClasses,
            Servers servers,
            UniformRandomProvider random) {
        this.random = random;
        this.servers = servers;
        classes = streamClasses.size();
        List<Instance> instances = topology.instances();
        acceptance = new double[instances.size() * classes];
        better = new int[instances.size()][];
        Map<InferenceTask, int[]> best = new HashMap<>();
        for (Instance instance : instances) {
            double own = accuracy(instance);
            int[] known = best.computeIfAbsent(instance.variant().model().task(), task -> best(task, topology));
            boolean better = known.length > 0 && own < accuracy(instances.get(known[0]));
            this.better[instance.index()] = better ? known : NOWHERE;
            for (int k = 0; k < classes; k++) {
                acceptance[instance.index() * classes + k] =
                        rule.acceptance(own, streamClasses.get(k).minConfidence());
            }
        }
    }

    /** Returns the data centres' most accurate instances for a task, by name. */
    private static int[] best(InferenceTask task, EdgeTopology topology) {
        List<Instance> known = topology.inDataCenters(task).stream()
                .sorted(Comparator.comparingInt(Instance::rank))
                .toList();
        double highest = known.stream().mapToDouble(Escalation::accuracy).max().orElse(0);
        return known.stream()
                .filter(i -> accuracy(i) == highest)
                .mapToInt(Instance::index)
                .toArray();
    }

    private static double accuracy(Instance instance) {
        return instance.variant().accuracy();
    }

    /**
     * Returns the instance that has to make a result again, the one with the fewest queries and of those the first by name,
     * or {@link #NONE} if the result stands.
     */
    int target(int instance, int streamClass, double now) {
        double accepted = acceptance[instance * classes + streamClass];
        if (better[instance].length == 0 || accepted == 1 || random.nextDouble() < accepted) {
            return NONE;
        }
        int target = NONE;
        int fewest = Integer.MAX_VALUE;
        for (int candidate : better[instance]) {
            int queries = servers.waiting(candidate) + servers.running(candidate);
            if (servers.accepts(candidate, now) && queries < fewest) {
                target = candidate;
                fewest = queries;
            }
        }
        return target;
    }
}
