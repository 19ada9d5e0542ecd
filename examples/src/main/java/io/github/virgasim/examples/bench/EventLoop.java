// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/** The event loop that one writes for queues by hand, in Python with {@code heapq}: arrivals, ends of service, queues. */
final class EventLoop {
    private static final int ARRIVAL = -1;

    private record Event(double time, int worker) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return Double.compare(time, other.time);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    /** When the queries came that wait or are served, for each worker. */
    private final List<Queue<Double>> queues = new ArrayList<>();

    private final SplittableRandom random;
    private int left;

    /** Makes a loop for a number of queries of {@link PeerBenchmark}'s workload. */
    EventLoop(int queries, SplittableRandom random) {
        left = queries;
        this.random = random;
        for (int i = 0; i < PeerBenchmark.WORKERS; i++) {
            queues.add(new ArrayDeque<>());
        }
    }

    /** Serves all queries and returns the sum of their latencies [s]. */
    double run() {
        double sum = 0;
        events.add(new Event(0, ARRIVAL));
        while (!events.isEmpty()) {
            Event event = events.remove();
            if (event.worker == ARRIVAL) {
                arrive(event.time);
            } else {
                Queue<Double> queue = queues.get(event.worker);
                sum += event.time - queue.remove();
                if (!queue.isEmpty()) {
                    events.add(new Event(event.time + PeerBenchmark.SERVICE, event.worker));
                }
            }
        }
        return sum;
    }

    private void arrive(double now) {
        int worker = random.nextInt(PeerBenchmark.WORKERS);
        queues.get(worker).add(now);
        if (queues.get(worker).size() == 1) {
            events.add(new Event(now + PeerBenchmark.SERVICE, worker));
        }
        left--;
        if (left > 0) {
            events.add(new Event(now - Math.log1p(-random.nextDouble()) / PeerBenchmark.RATE, ARRIVAL));
        }
    }
}
