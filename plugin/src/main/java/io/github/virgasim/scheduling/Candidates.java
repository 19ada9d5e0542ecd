// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.Approach;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The instances that may serve a class of streams from one site as far as requirements go: right task, accuracy at
 * least A, and expected end-to-end delay within the deadline D. Whether they have room right now is for {@link
 * ServingView#hasRoom}. Positions run from 0 to {@code size() - 1}; the orders say which position comes at which rank.
 * Equally good instances are ordered by name ({@link Instance#rank}), whatever the order in a file.
 *
 * <p>What lies beyond a site's own part of the tree is the same for all sites that are alike, and shared among them: these
 * candidates hold 32 bytes for each instance of their own part, and 4 for each order that is used. O(n log n) time for n
 * instances in the own part. Not thread-safe.
 */
public final class Candidates {
    private final int[] instance;
    /** The same by number, made when first asked for. */
    private int[] sorted;
    /** The instance that was found to be one of them last. */
    private int found = -1;

    private final int[] tie;
    private final double[] networkDelay;
    private final double[] latency;
    private final double[] processing;
    /** The candidates from the site above, or null; those of the own part, from there, are skipped. */
    private final Candidates beyond;

    private final int firstSkipped;
    private final int skipped;
    private final int size;
    /** By order, each made when first asked for. */
    private final Ranking[] rankings = new Ranking[Ranking.Order.values().length];

    /**
     * Finds the candidates among given instances.
     *
     * @param instances in the order of the positions
     * @param paths the network path from the clients' site to every site
     * @param streamClass what is required
     */
    public Candidates(List<Instance> instances, Link[] paths, StreamClass streamClass) {
        this(instances, site -> paths[site], streamClass, null, 0, 0);
    }

    private Candidates(
            List<Instance> instances,
            IntFunction<Link> paths,
            StreamClass streamClass,
            Candidates beyond,
            int firstSkipped,
            int skipped) {
        int n = instances.size();
        int[] index = new int[n];
        int[] rank = new int[n];
        double[] network = new double[n];
        double[] total = new double[n];
        double[] own = new double[n];
        int found = 0;
        for (Instance candidate : instances) {
            if (isFit(candidate, streamClass)) {
                Link path = paths.apply(candidate.siteIndex());
                double delay = expectedLatency(candidate, path, streamClass);
                if (delay <= streamClass.deadline()) {
                    index[found] = candidate.index();
                    rank[found] = candidate.rank();
                    network[found] = path.networkDelay();
                    own[found] = candidate.variant().processingDelay(streamClass.size());
                    total[found++] = delay;
                }
            }
        }
        instance = Arrays.copyOf(index, found);
        tie = Arrays.copyOf(rank, found);
        networkDelay = Arrays.copyOf(network, found);
        latency = Arrays.copyOf(total, found);
        processing = Arrays.copyOf(own, found);
        this.beyond = beyond;
        this.firstSkipped = firstSkipped;
        this.skipped = skipped;
        size = found + (beyond == null ? 0 : beyond.size - skipped);
    }

    /**
     * Finds the candidates of one approach.
     *
     * @param approach leads from the clients to the site whose part of the tree is searched
     * @param topology all instances, in the order of their indices
     * @param streamClass what is required
     * @param beyond the candidates of the next approach, or null at the root
     * @return those beyond themselves if the own part has none
     */
    static Candidates of(Approach approach, List<Instance> topology, StreamClass streamClass, Candidates beyond) {
        int first = 0;
        int skipped = 0;
        if (beyond != null) {
            first = beyond.firstOwn(approach, topology, -1);
            skipped = beyond.firstOwn(approach, topology, 0) - first;
        }
        boolean alone = beyond == null || beyond.size == skipped;
        Candidates found = new Candidates(
                approach.instances(), approach::to, streamClass, alone ? null : beyond, first, alone ? 0 : skipped);
        return found.instance.length == 0 && skipped == 0 && !alone ? beyond : found;
    }

    /** Returns the position of the first own candidate that stands behind a side of an approach. */
    private int firstOwn(Approach approach, List<Instance> topology, int side) {
        int low = 0;
        int high = instance.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (approach.side(topology.get(instance[middle]).siteIndex()) <= side) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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

    /**
     * Tells whether an instance may serve a class over a path.
     *
     * @param instance the variant v on worker n
     * @param path the path to it
     * @param streamClass what is required
     * @return true if task, accuracy and expected end-to-end delay are right
     */
    public static boolean meets(Instance instance, Link path, StreamClass streamClass) {
        return isFit(instance, streamClass) && expectedLatency(instance, path, streamClass) <= streamClass.deadline();
    }

    /** Tells whether task and accuracy are right. */
    static boolean isFit(Instance instance, StreamClass streamClass) {
        ModelVariant variant = instance.variant();
        return variant.accuracy() >= streamClass.minAccuracy()
                && variant.model().task().name().equals(streamClass.task().name());
    }

    /**
     * Returns how many there are.
     *
     * @return number of candidates, possibly 0
     */
    public int size() {
        return size;
    }

    /**
     * Returns a candidate.
     *
     * @param position from 0 to {@code size() - 1}
     * @return index of the instance in the topology
     */
    public int instance(int position) {
        return position < instance.length ? instance[position] : beyond.instance(outside(position));
    }

    /**
     * Tells whether an instance is one of them. O(log n) time.
     *
     * @param index any number
     * @return true if it is the index of a candidate
     */
    public boolean contains(int index) {
        if (index == found) {
            return index >= 0;
        }
        boolean contained = search(index);
        if (contained) {
            found = index;
        }
        return contained;
    }

    private boolean search(int index) {
        if (sorted == null) {
            sorted = instance.clone();
            Arrays.sort(sorted);
        }
        // An instance of the own part that is a candidate from further up is one from here too, where it is no farther.
        return Arrays.binarySearch(sorted, index) >= 0 || beyond != null && beyond.contains(index);
    }

    /**
     * Returns a candidate's d + 2 sigma.
     *
     * @param position from 0 to {@code size() - 1}
     * @return one-way network delay [s]
     */
    public double networkDelay(int position) {
        return position < instance.length ? networkDelay[position] : beyond.networkDelay(outside(position));
    }

    /**
     * Returns a candidate's expected end-to-end delay.
     *
     * @param position from 0 to {@code size() - 1}
     * @return [s]
     */
    public double latency(int position) {
        return position < instance.length ? latency[position] : beyond.latency(outside(position));
    }

    double processing(int position) {
        return position < instance.length ? processing[position] : beyond.processing(outside(position));
    }

    int tie(int position) {
        return position < instance.length ? tie[position] : beyond.tie(outside(position));
    }

    /** Returns the position among the candidates beyond of one that is not own. */
    private int outside(int position) {
        int there = position - instance.length;
        return there < firstSkipped ? there : there + skipped;
    }

    /** Returns the position here of one of the candidates beyond, which is not skipped. */
    int inside(int there) {
        return instance.length + (there < firstSkipped ? there : there - skipped);
    }

    int own() {
        return instance.length;
    }

    /** Returns the candidates from the site above, or null. */
    Candidates beyond() {
        return beyond;
    }

    /** Returns the first position among the candidates beyond that is skipped. */
    int firstSkipped() {
        return firstSkipped;
    }

    int skipped() {
        return skipped;
    }

    /**
     * Returns a position in the order of the topology's instances.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int listed(int rank) {
        return ranking(Ranking.Order.LISTED).at(rank);
    }

    /**
     * Returns a position in the order of rising network delay, then rising processing delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int nearest(int rank) {
        return ranking(Ranking.Order.NEAREST).at(rank);
    }

    /**
     * Returns a position in the order of falling network delay, then rising processing delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int farthest(int rank) {
        return ranking(Ranking.Order.FARTHEST).at(rank);
    }

    /**
     * Returns a position in the order of rising expected end-to-end delay.
     *
     * @param rank from 0 to {@code size() - 1}
     * @return position
     */
    public int fastest(int rank) {
        return ranking(Ranking.Order.FASTEST).at(rank);
    }

    private Ranking ranking(Ranking.Order order) {
        Ranking known = rankings[order.ordinal()];
        if (known == null) {
            known = beyond == null ? new Ranking(order, this) : new Ranking(order, this, beyond, beyond.ranking(order));
            rankings[order.ordinal()] = known;
        }
        return known;
    }
}
