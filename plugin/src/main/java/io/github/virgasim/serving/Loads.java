// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;

/**
 * The load of every instance [queries/s] and the utilisation that admission reckons with for every worker: the sum over
 * its instances of load / capacity.
 */
abstract sealed class Loads {
    final int classes;
    /** 1 / capacity for each instance and class [s]. */
    final double[] occupancy;

    final int[] workerOf;
    final int workers;

    Loads(EdgeTopology topology, List<StreamClass> streamClasses, Batching batching) {
        List<Instance> instances = topology.instances();
        workers = topology.workers().size();
        classes = streamClasses.size();
        occupancy = new double[instances.size() * classes];
        workerOf = new int[instances.size()];
        for (Instance instance : instances) {
            workerOf[instance.index()] = instance.workerIndex();
            for (int k = 0; k < classes; k++) {
                occupancy[instance.index() * classes + k] = 1
                        / batching.capacity(
                                instance.variant(), streamClasses.get(k).size());
            }
        }
    }

    /** Returns the load of an instance now [queries/s]. */
    abstract double load(int instance, double now);

    /** Returns how many streams of a class are bound to an instance. */
    int bound(int instance, int streamClass) {
        return 0;
    }

    /** Returns a worker's admitted utilisation now. */
    abstract double utilization(int worker, double now);

    /** Returns how much one more request of a class would add to the worker's utilisation. */
    abstract double demand(int instance, int streamClass);

    /** Loads as the sum of the mean rates of bound streams. */
    static final class Bound extends Loads {
        private final double[] rates;
        private final double[] load;
        private final double[] utilization;
        private final int[] streams;
        private final int[] workerStreams;
        /** By instance and class. */
        private final int[] bound;

        Bound(EdgeTopology topology, List<StreamClass> streamClasses, Batching batching) {
            super(topology, streamClasses, batching);
            rates = streamClasses.stream().mapToDouble(StreamClass::rate).toArray();
            load = new double[workerOf.length];
            streams = new int[workerOf.length];
            utilization = new double[workers];
            workerStreams = new int[workers];
            bound = new int[occupancy.length];
        }

        void add(int instance, int streamClass) {
            streams[instance]++;
            bound[instance * classes + streamClass]++;
            workerStreams[workerOf[instance]]++;
            load[instance] += rates[streamClass];
            utilization[workerOf[instance]] += demand(instance, streamClass);
        }

        void remove(int instance, int streamClass) {
            int worker = workerOf[instance];
            bound[instance * classes + streamClass]--;
            // With nothing left the sums start afresh, so that rounding errors do not pile up.
            load[instance] = --streams[instance] == 0 ? 0 : load[instance] - rates[streamClass];
            utilization[worker] =
                    --workerStreams[worker] == 0 ? 0 : utilization[worker] - demand(instance, streamClass);
        }

        @Override
        int bound(int instance, int streamClass) {
            return bound[instance * classes + streamClass];
        }

        @Override
        double load(int instance, double now) {
            return load[instance];
        }

        @Override
        double utilization(int worker, double now) {
            return utilization[worker];
        }

        @Override
        double demand(int instance, int streamClass) {
            return rates[streamClass] * occupancy[instance * classes + streamClass];
        }
    }

    /** Loads as the rate of scheduled queries over the last second: this window, and what overlaps of the last one. */
    static final class Recent extends Loads {
        private static final double WINDOW = 1;
        private double[] current;
        private double[] previous;
        private long window;

        Recent(EdgeTopology topology, List<StreamClass> streamClasses, Batching batching) {
            super(topology, streamClasses, batching);
            current = new double[workerOf.length + workers];
            previous = new double[current.length];
        }

        void add(int instance, int streamClass, double now) {
            roll(now);
            current[instance]++;
            current[workerOf.length + workerOf[instance]] += occupancy[instance * classes + streamClass];
        }

        private void roll(double now) {
            if (now < (window + 1) * WINDOW) {
                return;
            }
            long next = (long) (now / WINDOW);
            double[] last = previous;
            previous = current;
            current = last;
            Arrays.fill(current, 0);
            if (next > window + 1) {
                Arrays.fill(previous, 0);
            }
            window = next;
        }

        private double rate(int cell, double now) {
            roll(now);
            double left = window + 1 - now / WINDOW;
            return (current[cell] + previous[cell] * left) / WINDOW;
        }

        @Override
        double load(int instance, double now) {
            return rate(instance, now);
        }

        @Override
        double utilization(int worker, double now) {
            return rate(workerOf.length + worker, now);
        }

        @Override
        double demand(int instance, int streamClass) {
            return occupancy[instance * classes + streamClass] / WINDOW;
        }
    }
}
