// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** What policies see of a {@link KernelEventReference}; every sum is made anew whenever it is asked for. */
final class ReferenceView implements ServingView {
    private final KernelEventReference reference;
    private final UniformRandomProvider random;
    /** Queries scheduled on their own in each second, by instance and class. */
    private final Map<Long, int[][]> scheduled = new HashMap<>();

    private double[] seenLoad;
    private double[] seenUtilization;

    ReferenceView(KernelEventReference reference, UniformRandomProvider random) {
        this.reference = reference;
        this.random = random;
    }

    void scheduled(int instance, int streamClass) {
        scheduledIn(second())[instance][streamClass]++;
    }

    void monitor() {
        seenLoad = each(reference.instances.size(), this::loadNow);
        seenUtilization = each(reference.topology.workers().size(), this::utilizationNow);
    }

    private static double[] each(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private int[][] scheduledIn(long second) {
        return scheduled.computeIfAbsent(second, s -> new int[reference.instances.size()][reference.classes.size()]);
    }

    private long second() {
        return (long) Math.floor(now());
    }

    /** Counts the bound streams of a class, or its queries scheduled in a second. */
    private double count(int instance, int streamClass, long second) {
        if (reference.settings.binding() == Binding.QUERY) {
            return scheduledIn(second)[instance][streamClass];
        }
        return reference.streams.stream()
                .filter(s -> s.instance == instance && s.client.streamClass() == streamClass)
                .count();
    }

    /** Sums what weighs each of a class's bound streams or queries on an instance, over the classes. */
    private double sum(int instance, IntToDoubleFunction weight) {
        int classes = reference.classes.size();
        if (reference.settings.binding() == Binding.STREAM) {
            return IntStream.range(0, classes)
                    .mapToDouble(k ->
                            count(instance, k, 0) * reference.classes.get(k).rate() * weight.applyAsDouble(k))
                    .sum();
        }
        double present = IntStream.range(0, classes)
                .mapToDouble(k -> count(instance, k, second()) * weight.applyAsDouble(k))
                .sum();
        double past = IntStream.range(0, classes)
                .mapToDouble(k -> count(instance, k, second() - 1) * weight.applyAsDouble(k))
                .sum();
        return present + past * (1 - (now() - second()));
    }

    private double loadNow(int instance) {
        return sum(instance, k -> 1);
    }

    private double utilizationNow(int worker) {
        return reference.instances.stream()
                .filter(instance -> instance.workerIndex() == worker)
                .mapToDouble(instance -> sum(instance.index(), k -> 1 / capacity(instance.index(), k)))
                .sum();
    }

    private double capacity(int instance, int streamClass) {
        double size = reference.classes.get(streamClass).size();
        return reference.instances.get(instance).variant().capacity(size);
    }

    @Override
    public double now() {
        return reference.clock();
    }

    @Override
    public List<Instance> instances() {
        return reference.instances;
    }

    @Override
    public Candidates candidates(StreamRequest request) {
        return new Candidates(
                reference.instances,
                reference.topology.pathsFrom(request.source(), reference.factors),
                request.streamClass());
    }

    @Override
    public double load(int instance) {
        return seenLoad != null ? seenLoad[instance] : loadNow(instance);
    }

    @Override
    public double room(int instance, StreamRequest request) {
        int worker = reference.instances.get(instance).workerIndex();
        return left(instance, request, seenUtilization != null ? seenUtilization[worker] : utilizationNow(worker));
    }

    /** Tells whether the worker of a chosen instance has room in truth. */
    boolean admits(int instance, StreamRequest request) {
        int worker = reference.instances.get(instance).workerIndex();
        return left(instance, request, utilizationNow(worker)) >= 0;
    }

    private double left(int instance, StreamRequest request, double present) {
        int worker = reference.instances.get(instance).workerIndex();
        double rate = reference.settings.binding() == Binding.STREAM
                ? request.streamClass().rate()
                : 1;
        double demand = rate / capacity(instance, request.classIndex());
        return reference.down[worker]
                ? Double.NEGATIVE_INFINITY
                : reference.settings.maxUtilization() + 1e-9 - present - demand;
    }

    @Override
    public int waiting(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int running(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double slowdown(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UniformRandomProvider random() {
        return random;
    }
}
