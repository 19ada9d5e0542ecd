// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns successive readings of the monitoring into observations.
 *
 * <p>Numbers are divided by quantities of the scenario that do not depend on the present load, so that they are of order
 * one: rates by the sum over workers of their variants' mean capacity, numbers of clients by that sum over the mean rate
 * of a stream, a node's load by its own mean capacity. Observations of one run, in order of time, belong to one observer.
 */
final class SystemObserver {
    /** Share of the older value that is kept by the slow mean of a class's demand at each observation. */
    private static final double MEMORY = 0.8;

    private final SystemState state;
    private final int classes;
    private final int workers;
    private final int[] workerOf;
    private final double[] nodeCapacity;
    private final double[] streamRate;
    private final double totalCapacity;
    private final double usualClients;
    private final long[] sent;
    private final long[] served;
    private final long[] late;
    private final long[] rejected;
    private final double[] slowDemand;
    private final ObservationSpec spec;
    private double last;

    /**
     * Makes an observer for one run, at time 0.
     *
     * @param state what to observe
     * @param topology the scenario's topology
     * @param streamClasses the scenario's classes
     */
    public SystemObserver(SystemState state, EdgeTopology topology, List<StreamClass> streamClasses) {
        this.state = state;
        classes = streamClasses.size();
        workers = topology.workers().size();
        List<Instance> instances = topology.instances();
        workerOf = instances.stream().mapToInt(Instance::workerIndex).toArray();
        nodeCapacity = new double[workers];
        int[] variants = new int[workers];
        for (Instance instance : instances) {
            nodeCapacity[instance.workerIndex()] += instance.variant().maxThroughput();
            variants[instance.workerIndex()]++;
        }
        double sum = 0;
        for (int w = 0; w < workers; w++) {
            nodeCapacity[w] /= Math.max(1, variants[w]);
            sum += nodeCapacity[w];
        }
        totalCapacity = sum;
        streamRate = streamClasses.stream().mapToDouble(StreamClass::rate).toArray();
        double weight = 0;
        double rate = 0;
        for (StreamClass streamClass : streamClasses) {
            double present = streamClass.share() * streamClass.meanLifetime();
            weight += present;
            rate += present * streamClass.rate();
        }
        usualClients = totalCapacity / (rate / weight);
        sent = new long[classes];
        served = new long[classes];
        late = new long[classes];
        rejected = new long[classes];
        slowDemand = new double[classes];
        spec = new ObservationSpec(names(topology, streamClasses));
    }

    private List<String> names(EdgeTopology topology, List<StreamClass> streamClasses) {
        List<String> names = new ArrayList<>(List.of("queries-per-second", "responses-per-second", "clients"));
        topology.workers().forEach(worker -> names.add("load of " + worker.name()));
        if (state != SystemState.ASET_PUBLISHED) {
            for (StreamClass streamClass : streamClasses) {
                for (String what : List.of("demand", "change of demand", "rejected share", "late share")) {
                    names.add(what + " of " + streamClass.name());
                }
            }
            topology.workers().forEach(worker -> names.add("taken share of " + worker.name()));
            topology.workers().forEach(worker -> names.add("up: " + worker.name()));
        }
        return names;
    }

    /**
     * Returns what an observation consists of.
     *
     * @return the names of its components
     */
    public ObservationSpec spec() {
        return spec;
    }

    /**
     * Observes the system, for the window since the last observation.
     *
     * @param monitoring a reading, not before the last one
     * @return a new array, as long as {@link #spec()} says
     */
    public double[] observe(Monitoring monitoring) {
        double[] observation = new double[spec.size()];
        double seconds = Math.max(1e-9, monitoring.now() - last);
        last = monitoring.now();
        double queries = 0;
        double responses = 0;
        double[] rejectedShare = new double[classes];
        double[] lateShare = new double[classes];
        for (int k = 0; k < classes; k++) {
            long newlySent = monitoring.sent(k) - sent[k];
            long newlyServed = monitoring.served(k) - served[k];
            long newlyLate = monitoring.late(k) - late[k];
            long newlyRejected = monitoring.rejected(k) - rejected[k];
            queries += newlySent;
            responses += newlyServed + newlyLate;
            double ended = Math.max(1, newlyServed + newlyLate + newlyRejected);
            rejectedShare[k] = newlyRejected / ended;
            lateShare[k] = newlyLate / ended;
            sent[k] += newlySent;
            served[k] += newlyServed;
            late[k] += newlyLate;
            rejected[k] += newlyRejected;
        }
        observation[0] = queries / seconds / totalCapacity;
        observation[1] = responses / seconds / totalCapacity;
        observation[2] = monitoring.clients() / usualClients;
        for (int i = 0; i < workerOf.length; i++) {
            observation[3 + workerOf[i]] += monitoring.load(i) / nodeCapacity[workerOf[i]];
        }
        if (state != SystemState.ASET_PUBLISHED) {
            extend(observation, monitoring, rejectedShare, lateShare);
        }
        return observation;
    }

    private void extend(double[] observation, Monitoring monitoring, double[] rejectedShare, double[] lateShare) {
        int at = 3 + workers;
        for (int k = 0; k < classes; k++) {
            double demand = monitoring.clients(k) * streamRate[k] / totalCapacity;
            slowDemand[k] = MEMORY * slowDemand[k] + (1 - MEMORY) * demand;
            observation[at++] = demand;
            observation[at++] = demand - slowDemand[k];
            observation[at++] = rejectedShare[k];
            observation[at++] = lateShare[k];
        }
        for (int w = 0; w < workers; w++) {
            observation[at++] = monitoring.utilization(w);
        }
        for (int w = 0; w < workers; w++) {
            observation[at++] = monitoring.isUp(w) ? 1 : 0;
        }
    }
}
