// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The instances that may serve a class of streams from one site as far as requirements go: right task, accuracy at
 * least A, and expected end-to-end delay within the deadline D. Whether they have room right now is for {@link
 * ServingView#hasRoom}. Positions run from 0 to {@code size() - 1} in the order of the topology's instances.
 *
 * <p>Made once for each site and class: O(n log n) time, 36 bytes for each candidate.
 */
public final class Candidates {
    private final int[] instance;
    private final double[] networkDelay;
    private final double[] latency;
    private final double[] processing;
    private final int[] nearest;
    private final int[] farthest;
    private final int[] fastest;

    /**
     * Finds the candidates among all instances.
     *
     * @param instances the topology's instances
     * @param paths the network path from the clients' site to every site
     * @param streamClass what is required
     */
    public Candidates(List<Instance> instances, Link[] paths, StreamClass streamClass) {
        int[] found = new int[instances.size()];
        double[] network = new double[found.length];
        double[] total = new double[found.length];
        double[] own = new double[found.length];
        int n = 0;
        for (Instance candidate : instances) {
            Link path = paths[candidate.siteIndex()];
            double delay = expectedLatency(candidate, path, streamClass);
            if (candidate
                            .variant()
                            .model()
                            .task()
                            .name()
                            .equals(streamClass.task().name())
                    && candidate.variant().model().accuracy() >= streamClass.minAccuracy()
                    && delay <= streamClass.deadline()) {
                found[n] = candidate.index();
                network[n] = path.networkDelay();
                own[n] = candidate.variant().processingDelay(streamClass.size());
                total[n++] = delay;
            }
        }
        instance = Arrays.copyOf(found, n);
        networkDelay = Arrays.copyOf(network, n);
        latency = Arrays.copyOf(total, n);
        processing = Arrays.copyOf(own, n);
        Comparator<Integer> byProcessing = Comparator.comparingDouble(i -> processing[i]);
        Comparator<Integer> byNetwork = Comparator.comparingDouble(i -> networkDelay[i]);
        nearest = sorted(byNetwork.thenComparing(byProcessing));
        farthest = sorted(byNetwork.reversed().thenComparing(byProcessing));
        fastest = sorted(Comparator.comparingDouble(i -> latency[i]));
    }

    /**
     * Returns 2 (d + 2 sigma) + D_v(size), to which transfers and the variant's constant overhead are added.
     *
     * @param instance the variant v on worker n
     * @param path the path to it
     * @param streamClass gives size and message lengths
     * @return expected end-to-end delay [s], without waiting
     */
    public static double expectedLatency(Instance instance, Link path, StreamClass streamClass) {
        return 2 * path.networkDelay()
                + instance.variant().processingDelay(streamClass.size())
                + instance.variant().overhead()
                + path.transferTime(streamClass.requestBytes())
                + path.transferTime(streamClass.responseBytes());
    }

    private int[] sorted(Comparator<Integer> order) {
        Integer[] positions = new Integer[instance.length];
        Arrays.setAll(positions, i -> i);
        Arrays.sort(positions, order);
        return Arrays.stream(positions).mapToInt(Integer::intValue).toArray();
    }

    /**
     * Returns how many there are.
     *
     * @return number of candidates, possibly 0
     */
    public int size() {
        return instance.length;
    }

    /**
     * Returns a candidate.
     *
     * @param position from 0 to {@code size() - 1}
     * @return index of the instance in the topology
     */
    public int instance(int position) {
        return instance[position];
    }

    /**
     * Returns a candidate's d + 2 sigma.
     *
     * @param position from 0 to {@code size() - 1}
     * @return one-way network delay [s]
     */
    public double networkDelay(int position) {
        return networkDelay[position];
    }

    /**
     * Returns a candidate's expected end-to-end delay.
     *
     * @param position from 0 to {@code size() - 1}
     * @return [s]
     */
    public double latency(int position) {
        return latency[position];
    }

    /**
     * Returns a position in the order of rising network delay, then rising processing delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int nearest(int rank) {
        return nearest[rank];
    }

    /**
     * Returns a position in the order of falling network delay, then rising processing delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int farthest(int rank) {
        return farthest[rank];
    }

    /**
     * Returns a position in the order of rising expected end-to-end delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int fastest(int rank) {
        return fastest[rank];
    }
}
