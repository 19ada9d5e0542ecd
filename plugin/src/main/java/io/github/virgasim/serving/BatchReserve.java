// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;

/**
 * How long before a query has to be done its batch must start, if the batch gets full and the rest of the GPU is as busy
 * as can be: beside one batch of each other instance where they run side by side, behind the longest one elsewhere.
 */
final class BatchReserve {
    private final EdgeTopology topology;
    private final List<StreamClass> classes;
    private final int[] maxBatch;

    BatchReserve(EdgeTopology topology, List<StreamClass> classes, int[] maxBatch) {
        this.topology = topology;
        this.classes = classes;
        this.maxBatch = maxBatch;
    }

    /** Returns times [s] by instance and class. */
    double[] times() {
        List<Instance> instances = topology.instances();
        double[] times = new double[instances.size() * classes.size()];
        for (Instance instance : instances) {
            Worker worker = instance.worker();
            double factor = worker.isShared() ? stretch(instance) : 1;
            double before = worker.isShared() ? 0 : longestOther(instance);
            for (int k = 0; k < classes.size(); k++) {
                times[instance.index() * classes.size() + k] =
                        before + factor * full(instance, classes.get(k).size());
            }
        }
        return times;
    }

    private double full(Instance instance, double size) {
        ModelVariant variant = instance.variant();
        double alone = variant.times() == null
                ? variant.intercept() + variant.slope() * size * maxBatch[instance.index()]
                : variant.batchDelay(size * maxBatch[instance.index()]);
        return alone + variant.hostTime() * maxBatch[instance.index()];
    }

    private static double stretch(Instance instance) {
        Worker worker = instance.worker();
        Slowdown slowdown = worker.slowdown();
        int[] running = new int[worker.allVariants().size()];
        Arrays.fill(running, 1);
        double factor = slowdown.of(worker.allVariants().indexOf(instance.variant()), running);
        return factor == Double.POSITIVE_INFINITY ? 1 : factor;
    }

    private double longestOther(Instance instance) {
        double largest = classes.stream().mapToDouble(StreamClass::size).max().orElse(0);
        return topology.instancesOn(instance.workerIndex()).stream()
                .filter(other -> other.index() != instance.index())
                .filter(other -> classes.stream()
                        .anyMatch(k -> k.task()
                                .name()
                                .equals(other.variant().model().task().name())))
                .mapToDouble(other -> full(other, largest))
                .max()
                .orElse(0);
    }
}
