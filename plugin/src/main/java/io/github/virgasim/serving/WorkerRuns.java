// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import java.util.Arrays;
import java.util.List;

/** What runs the batches of one GPU needs whatever the rule: who runs there, and the code of the GPU's events. */
abstract class WorkerRuns implements Runs {
    final int worker;
    final Queries queries;
    final Calendar calendar;
    final Meters meters;
    /** Code of the GPU's events. */
    final int code;

    private final List<Instance> own;
    private final int firstIndex;
    /** Batches that run of each of the GPU's instances. */
    private final int[] running;

    WorkerRuns(EdgeTopology topology, int worker, Queries queries, Calendar calendar, Meters meters) {
        this.worker = worker;
        this.queries = queries;
        this.calendar = calendar;
        this.meters = meters;
        own = topology.instancesOn(worker);
        firstIndex = own.isEmpty() ? 0 : own.get(0).index();
        running = new int[own.size()];
        code = Event.runs(own);
    }

    final Instance instance(int index) {
        return own.get(index - firstIndex);
    }

    /** Returns the time that host and copies take before the GPU runs a batch [s], at most what the batch takes. */
    final double copySeconds(int instance, int first, double time) {
        ModelVariant variant = instance(instance).variant();
        BatchTimes times = variant.times();
        if (times == null && variant.hostTime() == 0) {
            return 0;
        }
        int batch = queries.batchSize(first);
        double copy = times == null ? 0 : times.copySeconds(batch);
        return Math.min(time, copy + variant.hostTime() * batch);
    }

    final void begun(int instance, int first, double time, double now) {
        queries.started[first] = now;
        queries.alone[first] = time;
        running[instance - firstIndex]++;
    }

    final void ended(int first) {
        running[queries.instance(first) - firstIndex]--;
    }

    final void allEnded() {
        Arrays.fill(running, 0);
    }

    @Override
    public boolean takesTurns() {
        return false;
    }

    @Override
    public int room(int instance) {
        return running(instance) < instance(instance).variant().replicas() ? ANY : 0;
    }

    @Override
    public final int running(int instance) {
        return running[instance - firstIndex];
    }

    @Override
    public final double stretch(int first, double now) {
        return queries.stretch(first, now);
    }
}
