// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is bound to the worker of a candidate, and what that means for a request and for them: who waits behind whose batches,
 * and what is lost if a class gives way. One candidate at a time. O(m K) time for m instances on the worker and K classes.
 */
final class Occupants {
    private final WorkerPrices prices;
    private final List<StreamClass> classes;
    /** By worker. */
    private final List<List<Instance>> instances = new ArrayList<>();

    /** By class, on the worker that is looked at: streams, share of the worker that they take and that the smallest takes. */
    private final int[] streams;

    private final double[] taken;
    private final double[] smallest;
    /** Queries per second that the class displaces there. */
    private final double[] displaced;

    private double lateBehind;
    private double lateBefore;

    Occupants(Monitoring monitoring, WorkerPrices prices) {
        this.prices = prices;
        classes = monitoring.classes();
        monitoring.topology().workers().forEach(worker -> instances.add(new ArrayList<>()));
        monitoring
                .topology()
                .instances()
                .forEach(instance -> instances.get(instance.workerIndex()).add(instance));
        streams = new int[classes.size()];
        taken = new double[classes.size()];
        smallest = new double[classes.size()];
        displaced = new double[classes.size()];
    }

    /** Looks at the worker of a candidate. */
    void look(StreamRequest request, Candidates candidates, int position, ServingView view) {
        Instance candidate = view.instances().get(candidates.instance(position));
        StreamClass mine = request.streamClass();
        double slack = mine.deadline() - candidates.latency(position);
        double share = mine.rate() / candidate.variant().capacity(mine.size());
        lateBehind = 0;
        lateBefore = 0;
        for (int k = 0; k < classes.size(); k++) {
            StreamClass other = classes.get(k);
            streams[k] = 0;
            taken[k] = 0;
            displaced[k] = 0;
            smallest[k] = Double.POSITIVE_INFINITY;
            for (Instance instance : instances.get(candidate.workerIndex())) {
                int bound = view.bound(instance.index(), k);
                if (bound > 0) {
                    double one = other.rate() / instance.variant().capacity(other.size());
                    streams[k] += bound;
                    taken[k] += bound * one;
                    smallest[k] = Math.min(smallest[k], one);
                    displaced[k] += bound * other.rate() * DirectFeatures.displaced(prices, instance, other);
                    lateBehind += bound * one * overdue(instance, other, slack);
                    // As if they came from the same site, whose clients a near worker serves mostly.
                    double left = other.deadline()
                            - 2 * candidates.networkDelay(position)
                            - instance.variant().processingDelay(other.size())
                            - instance.variant().overhead();
                    lateBefore += bound * other.rate() * share * overdue(candidate, mine, left);
                }
            }
        }
        lateBefore /= mine.rate();
    }

    /**
     * Returns how often somebody who comes while a batch runs waits for longer than there is time: the mean over a batch of
     * one query and a full one, the moment of coming being uniform within the batch.
     */
    private static double overdue(Instance instance, StreamClass running, double slack) {
        double one = instance.variant().batchDelay(running.size());
        double full = instance.variant().batchDelay(instance.variant().maxBatch() * running.size());
        return slack <= 0 ? 1 : (Math.max(0, 1 - slack / one) + Math.max(0, 1 - slack / full)) / 2;
    }

    /** Returns the share of the request's queries to expect late because batches of others run. */
    double lateBehind() {
        return lateBehind;
    }

    /** Returns the queries of others to expect late because batches of the request run, for each of its queries. */
    double lateBefore() {
        return lateBefore;
    }

    /**
     * Returns how many streams of a class must go so that a share of the worker is free, as if all were as small as the smallest:
     * rather too many than too few; 0 if all of them do not suffice.
     */
    int giveWay(int streamClass, double missing) {
        return taken[streamClass] < missing ? 0 : (int) Math.ceil(missing / smallest[streamClass]);
    }

    /** Returns the share of the worker that some streams of a class leave, at least. */
    double share(int streamClass, int number) {
        return number * smallest[streamClass];
    }

    /** Returns the queries per second that some streams of a class bring. */
    double lost(int streamClass, int number) {
        return number * classes.get(streamClass).rate();
    }

    /** Returns the queries per second that some streams of a class displace, on the mean over those that are there. */
    double displaced(int streamClass, int number) {
        return displaced[streamClass] * number / streams[streamClass];
    }
}
