// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/** How long batches of each instance take alone, in arrays: a line over the sizes or measured times, and the host's share. */
final class BatchLaws {
    private final double[] intercept;
    private final double[] slope;
    /** Measured times by batch, null for instances that have none, and the size of one query there. */
    private final BatchTimes[] times;

    private final double[] referenceSize;
    /** What a query holds its server besides [s]; null where none does. */
    private final double[] host;

    private final Queries queries;
    private final double[] sizes;

    BatchLaws(List<Instance> instances, List<StreamClass> classes, Queries queries) {
        this.queries = queries;
        sizes = classes.stream().mapToDouble(StreamClass::size).toArray();
        intercept = instances.stream().mapToDouble(i -> i.variant().intercept()).toArray();
        slope = instances.stream().mapToDouble(i -> i.variant().slope()).toArray();
        times = instances.stream().map(i -> i.variant().times()).toArray(BatchTimes[]::new);
        referenceSize = instances.stream()
                .mapToDouble(i -> i.variant().model().task().referenceSize())
                .toArray();
        boolean hosted = instances.stream().anyMatch(i -> i.variant().hostTime() > 0);
        host = hosted
                ? instances.stream().mapToDouble(i -> i.variant().hostTime()).toArray()
                : null;
    }

    /** Returns the size of a query's input, its own or that of its class. */
    double size(int query) {
        return queries.size == null ? sizes[queries.streamClass(query)] : queries.size[query];
    }

    /** Returns the time of a batch on the GPU, given the sum of its sizes [s]. */
    double alone(int instance, double size) {
        return times[instance] == null
                ? intercept[instance] + slope[instance] * size
                : times[instance].seconds(size / referenceSize[instance]);
    }

    /** Returns a time with what a batch of so many queries holds its server besides [s]. */
    double withHost(int instance, double time, int queries) {
        return host == null ? time : time + host[instance] * queries;
    }

    /** Returns when a batch that starts now ends if nothing slows it down [s]. */
    double end(int instance, double now, double size, int queries) {
        double end = times[instance] == null
                ? now + intercept[instance] + slope[instance] * size
                : now + alone(instance, size);
        return withHost(instance, end, queries);
    }
}
