// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * What {@link DirectPolicy} sees of a candidate: nothing that belongs to a place in a list, so that the candidates of any
 * topology are seen alike. All numbers are of order one. Products are among them so that a network without hidden units can
 * keep a share of a worker free from those who displace much, and leave busy workers to those who have time.
 */
final class DirectFeatures {
    /** Names of what is seen, in the order of the network's inputs. */
    static final List<String> NAMES = List.of(
            "displaced",
            "displaced above the least",
            "slack",
            "tight",
            "network delay",
            "room",
            "fullness",
            "reserve missing",
            "share of the worker",
            "stay",
            "queue",
            "displaced x fullness",
            "displaced x load",
            "delay x queue",
            "delay x load",
            "displaced squared",
            "preempts",
            "preempts x displaced x fullness",
            "preempts x displaced x load",
            "preempts x delay x load");

    /** Displaced queries above this count as many [queries per query]. */
    private static final double MOST_DISPLACED = 3;

    /** Room at which a worker is half full for the feature that sees the last percents. */
    private static final double LITTLE_ROOM = 0.03;

    /** Room at which it is half full for the feature that sees how busy it is. */
    private static final double MUCH_ROOM = 0.15;

    /** Queries that wait in a queue that counts a half. */
    private static final double USUAL_QUEUE = 10;

    /** Stay of a stream that counts a half [s]. */
    private static final double USUAL_STAY = 120;

    private final WorkerPrices prices;
    private final double[] seen = new double[NAMES.size()];

    DirectFeatures(WorkerPrices prices) {
        this.prices = prices;
    }

    /** Returns the least that a request displaces at any candidate, with room or without; infinity for none. */
    double leastDisplaced(StreamRequest request, Candidates candidates, ServingView view) {
        double least = Double.POSITIVE_INFINITY;
        for (int position = 0; position < candidates.size(); position++) {
            Instance instance = view.instances().get(candidates.instance(position));
            least = Math.min(least, prices.displaced(instance, request.streamClass()));
        }
        return least;
    }

    /**
     * Looks at a candidate that has room.
     *
     * @param least that the request displaces at any candidate
     * @param left room that the worker has with the request, not negative
     * @return an array that the next call changes
     */
    double[] of(
            StreamRequest request, Candidates candidates, int position, double least, double left, ServingView view) {
        StreamClass streamClass = request.streamClass();
        Instance instance = view.instances().get(candidates.instance(position));
        double displaced = prices.displaced(instance, streamClass);
        double delay = candidates.latency(position) / streamClass.deadline();
        double waiting = view.waiting(instance.index());
        seen[0] = Math.min(MOST_DISPLACED, displaced);
        seen[1] = Math.min(MOST_DISPLACED, displaced - least);
        seen[2] = 1 - delay;
        seen[3] = delay > BidPrice.TIGHT ? 1 : 0;
        seen[4] = candidates.networkDelay(position) / streamClass.deadline();
        // Without an admission limit there is room for ever.
        double room = Math.min(1, left);
        seen[5] = room;
        seen[6] = LITTLE_ROOM / (LITTLE_ROOM + room);
        double preempts = view.preempts() ? 1 : 0;
        // What can be released again need not be kept free.
        seen[7] = !view.preempts() && room < BidPrice.RESERVE * Math.min(1, displaced * displaced) ? 1 : 0;
        seen[8] = streamClass.rate() / instance.variant().capacity(streamClass.size());
        seen[9] = streamClass.meanLifetime() / (streamClass.meanLifetime() + USUAL_STAY);
        seen[10] = waiting / (waiting + USUAL_QUEUE);
        double load = MUCH_ROOM / (MUCH_ROOM + room);
        seen[11] = seen[0] * seen[6];
        seen[12] = seen[0] * load;
        seen[13] = delay * seen[10];
        seen[14] = delay * load;
        seen[15] = seen[0] * seen[0];
        seen[16] = preempts;
        seen[17] = preempts * seen[11];
        seen[18] = preempts * seen[12];
        seen[19] = preempts * seen[14];
        return seen;
    }

    /**
     * Returns what bid-price control thinks of a candidate: above 0 if it would take it, the more the better.
     *
     * @param seen what {@link #of} has returned
     */
    static double prior(double[] seen) {
        return BidPrice.MOST_COST - seen[0] - BidPrice.LATE * seen[3] - seen[7] + 2e-3 * seen[4] + 5e-4 * seen[5];
    }
}
