// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * What {@link DirectPolicy} sees of a candidate and of those who give way there: nothing that belongs to a place in a list, so
 * that the candidates of any topology are seen alike. Numbers count queries for each query of the request where nothing else
 * is said, and are of order one.
 */
final class DirectFeatures {
    /** Names of what is seen. */
    static final List<String> NAMES = List.of(
            "one",
            "displaced",
            "displaced above the least",
            "tight",
            "network delay",
            "room",
            "reserve missing",
            "displaced x fullness",
            "displaced x load",
            "stay",
            "queue",
            "late behind others",
            "others late behind it",
            "lost",
            "lost displaced");

    /** Displaced and lost queries above this count as many [queries per query]. */
    private static final double MOST = 5;

    /** Room at which a worker is half full for the feature that sees the last percents. */
    private static final double LITTLE_ROOM = 0.03;

    /** Room at which it is half full for the feature that sees how busy it is. */
    private static final double MUCH_ROOM = 0.15;

    /** Queries that wait in a queue that counts a half. */
    private static final double USUAL_QUEUE = 10;

    /** Stay of a stream that counts a half [s]. */
    private static final double USUAL_STAY = 120;

    /** What is lost costs that much more than it is worth, so that equals do not drive out each other. */
    private static final double MARGIN = 0.1;

    private final WorkerPrices prices;
    private final Occupants occupants;
    private final double[] seen = new double[NAMES.size()];

    DirectFeatures(WorkerPrices prices, Monitoring monitoring) {
        this.prices = prices;
        occupants = new Occupants(monitoring, prices);
    }

    /** Returns what a query displaces at an instance by its prices, {@value #MOST} at most. */
    static double displaced(WorkerPrices prices, Instance instance, StreamClass streamClass) {
        return Math.min(MOST, prices.displaced(instance, streamClass));
    }

    /** Returns the least that a request displaces at any candidate, with room or without; infinity for none. */
    double leastDisplaced(StreamRequest request, Candidates candidates, ServingView view) {
        double least = Double.POSITIVE_INFINITY;
        for (int position = 0; position < candidates.size(); position++) {
            Instance instance = view.instances().get(candidates.instance(position));
            least = Math.min(least, displaced(prices, instance, request.streamClass()));
        }
        return least;
    }

    /**
     * Looks at a candidate.
     *
     * @param least that the request displaces at any candidate
     */
    void look(StreamRequest request, Candidates candidates, int position, double least, ServingView view) {
        StreamClass streamClass = request.streamClass();
        Instance instance = view.instances().get(candidates.instance(position));
        double waiting = view.waiting(instance.index());
        occupants.look(request, candidates, position, view);
        seen[0] = 1;
        seen[1] = displaced(prices, instance, streamClass);
        seen[2] = seen[1] - least;
        seen[3] = candidates.latency(position) > BidPrice.TIGHT * streamClass.deadline() ? 1 : 0;
        seen[4] = candidates.networkDelay(position) / streamClass.deadline();
        seen[9] = streamClass.meanLifetime() / (streamClass.meanLifetime() + USUAL_STAY);
        seen[10] = waiting / (waiting + USUAL_QUEUE);
        seen[11] = Math.min(1, occupants.lateBehind());
        seen[12] = Math.min(MOST, occupants.lateBefore());
    }

    /**
     * Sees the candidate as it is.
     *
     * @param left room that the worker has with the request, not negative
     * @return an array that the next call changes
     */
    double[] alone(double left, ServingView view) {
        return with(left, 0, 0, view);
    }

    /**
     * Sees the candidate as it is when streams of a class have given way.
     *
     * @param victim index of the class
     * @param missing share of the worker that the request lacks, positive
     * @return an array that the next call changes; null if too few of the class are there
     */
    double[] preempting(StreamRequest request, int victim, double missing, ServingView view) {
        int number = occupants.giveWay(victim, missing);
        if (number == 0) {
            return null;
        }
        double rate = request.streamClass().rate();
        return with(
                occupants.share(victim, number) - missing,
                occupants.lost(victim, number) / rate,
                occupants.displaced(victim, number) / rate,
                view);
    }

    private double[] with(double left, double lost, double lostDisplaced, ServingView view) {
        // Without an admission limit there is room for ever.
        double room = Math.min(1, Math.max(0, left));
        seen[5] = room;
        // What can be released again need not be kept free.
        seen[6] = !view.preempts() && room < BidPrice.RESERVE * Math.min(1, seen[1] * seen[1]) ? 1 : 0;
        seen[7] = seen[1] * LITTLE_ROOM / (LITTLE_ROOM + room);
        seen[8] = seen[1] * MUCH_ROOM / (MUCH_ROOM + room);
        seen[13] = Math.min(MOST, lost);
        seen[14] = lost > MOST ? lostDisplaced * MOST / lost : lostDisplaced;
        return seen;
    }

    /**
     * Returns what bid-price control thinks of a candidate, less what it thinks of those who give way: above 0 if it would take
     * it, the more the better.
     *
     * @param seen of a candidate
     */
    static double prior(double[] seen) {
        return BidPrice.MOST_COST
                - seen[1]
                - BidPrice.LATE * seen[3]
                - seen[6]
                + 2e-3 * seen[4]
                + 5e-4 * seen[5]
                - (BidPrice.MOST_COST + MARGIN) * seen[13]
                + seen[14];
    }

    /**
     * Returns what is gained by the linear programme's prices alone: what bid-price control pays for the request more than it
     * displaces, less the same of those who give way. Nothing is kept free, and no delay counts.
     *
     * @param seen of a candidate
     */
    static double surplus(double[] seen) {
        return BidPrice.MOST_COST * (1 - seen[13]) - seen[1] + seen[14];
    }
}
