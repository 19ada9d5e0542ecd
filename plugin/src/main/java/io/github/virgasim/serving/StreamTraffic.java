// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Traffic without single queries: a stream asks for an instance when it would with one of its queries, and between two such
 * moments its queries are its mean rate times the time that has passed. Of those of a bound stream the share that {@link
 * Lateness} says is late, those of one that waits are rejected.
 *
 * <p>O(n) time for n streams whenever something is released or something besides streams happens; O(1) for an asking stream
 * besides what the policy takes.
 */
final class StreamTraffic extends Traffic {
    private static final int END = 0;
    private static final int ASK = 1;
    private static final int SERVED = 0;
    private static final int LATE = 1;
    private static final int REJECTED = 2;
    private static final int[] OUTCOMES = {Timeline.SERVED, Timeline.LATE, Timeline.REJECTED};

    private final Lateness lateness;
    private final StreamBindings bindings;
    private final LiveView view;
    private final int[] workerOf;
    private final double[] speed;
    private final double[] rate;
    /** Queries by class and outcome that have not been counted yet: less than one, or owed to a stream's first query. */
    private final double[][] uncounted;

    private boolean[] isHere = new boolean[16];
    private boolean[] asks = new boolean[16];
    /** Where the stream's queries since {@link #since} went. */
    private int[] servedBy = new int[16];

    private double[] since = new double[16];
    /** The delay for which {@link #late} holds. */
    private double[] delay = new double[16];

    private double[][] late = new double[16][];
    private double[] nextQuery = new double[16];
    private long seenReleases;
    private double settled;

    StreamTraffic(
            ServingScenario scenario,
            Lateness lateness,
            UniformRandomProvider random,
            JitterModel.Process jitter,
            Streams streams,
            StreamBindings bindings,
            InFlight inFlight,
            ServingStatistics statistics) {
        super(scenario, random, jitter, streams, bindings, inFlight, statistics);
        this.lateness = lateness;
        this.bindings = bindings;
        view = bindings.view();
        List<Worker> workers = scenario.topology().workers();
        workerOf = scenario.topology().instances().stream()
                .mapToInt(instance -> instance.workerIndex())
                .toArray();
        speed = workers.stream().mapToDouble(Worker::saturatedSpeed).toArray();
        List<StreamClass> classes = scenario.workload().classes();
        rate = classes.stream().mapToDouble(StreamClass::rate).toArray();
        uncounted = new double[classes.size()][OUTCOMES.length];
    }

    @Override
    int next() {
        return senders.code() >> 1;
    }

    @Override
    void admit(Client client, double now) {
        double end = Math.min(now + client.lifetime(), duration);
        int stream = streams.add(client.site(), client.streamClass(), end);
        if (stream >= isHere.length) {
            grow(Math.max(stream + 1, 2 * isHere.length));
        }
        QueryProcess.Gaps process = gaps[client.streamClass()];
        int cursor = process.start();
        streams.cursor[stream] = cursor + 1;
        isHere[stream] = true;
        servedBy[stream] = Streams.UNBOUND;
        nextQuery[stream] = now + process.first(cursor);
        // What is sent by the first query is one query.
        since[stream] = nextQuery[stream] - 1 / rate[client.streamClass()];
        senders.add(end, stream << 1 | END);
        asks[stream] = false;
        planAsk(stream, now);
    }

    private void grow(int length) {
        isHere = Arrays.copyOf(isHere, length);
        asks = Arrays.copyOf(asks, length);
        servedBy = Arrays.copyOf(servedBy, length);
        since = Arrays.copyOf(since, length);
        delay = Arrays.copyOf(delay, length);
        late = Arrays.copyOf(late, length);
        nextQuery = Arrays.copyOf(nextQuery, length);
    }

    /** Lets a stream ask with its first query after now, if it sends one. */
    private void planAsk(int stream, double now) {
        QueryProcess.Gaps process = gaps[streams.streamClass[stream]];
        while (nextQuery[stream] <= now) {
            nextQuery[stream] += process.next(streams.cursor[stream]++);
        }
        if (nextQuery[stream] < streams.end[stream]) {
            asks[stream] = true;
            senders.add(nextQuery[stream], stream << 1 | ASK);
        }
    }

    @Override
    void send(double now) {
        int code = senders.code();
        int stream = code >> 1;
        senders.removeFirst();
        flush(stream, now);
        if ((code & 1) == ASK) {
            ask(stream, now);
        } else {
            isHere[stream] = false;
            bindings.unbind(stream);
            streams.remove(stream);
        }
        look(now);
    }

    /** Takes the query that asks out of those that were rejected, and counts it where it goes. */
    private void ask(int stream, double now) {
        asks[stream] = false;
        double[] queries = uncounted[streams.streamClass[stream]];
        int instance = bindings.instanceFor(stream, now);
        if (instance >= 0) {
            servedBy[stream] = instance;
            take(stream);
            queries[REJECTED]--;
            count(stream, 1);
        }
    }

    /** Takes the shares of late queries for a stream's present path. */
    private void take(int stream) {
        delay[stream] = streams.delay[stream];
        late[stream] = lateness.shares(
                streams.streamClass[stream],
                servedBy[stream],
                streams.delay[stream],
                streams.sigma[stream],
                streams.transfer[stream] + streams.wayBack[stream]);
    }

    @Override
    void reach(double now) {
        if (now > settled) {
            settled = now;
            for (int stream = 0; stream < streams.capacity(); stream++) {
                if (isHere[stream]) {
                    flush(stream, now);
                }
            }
            for (int k = 0; k < uncounted.length; k++) {
                for (int outcome = 0; outcome < OUTCOMES.length; outcome++) {
                    long whole = (long) Math.floor(Math.max(0, uncounted[k][outcome]));
                    uncounted[k][outcome] -= whole;
                    statistics.add(OUTCOMES[outcome], k, whole, now);
                }
            }
        }
        look(now);
    }

    /** Adds a stream's queries since the last time. */
    private void flush(int stream, double now) {
        if (now > since[stream]) {
            count(stream, rate[streams.streamClass[stream]] * (now - since[stream]));
            since[stream] = now;
        }
    }

    private void count(int stream, double number) {
        double[] queries = uncounted[streams.streamClass[stream]];
        int instance = servedBy[stream];
        if (instance == Streams.UNBOUND) {
            queries[REJECTED] += number;
        } else {
            int worker = workerOf[instance];
            double share = late[stream][Lateness.bin(view.taken(worker) / speed[worker])];
            queries[LATE] += number * share;
            queries[SERVED] += number * (1 - share);
        }
    }

    /** Notices which streams have been released, and lets those that wait ask again, if anything has been released. */
    private void look(double now) {
        if (bindings.releases() == seenReleases) {
            return;
        }
        seenReleases = bindings.releases();
        for (int stream = 0; stream < streams.capacity(); stream++) {
            if (!isHere[stream]) {
                continue;
            }
            if (servedBy[stream] != Streams.UNBOUND) {
                if (streams.binding[stream] == Streams.UNBOUND) {
                    flush(stream, now);
                    servedBy[stream] = Streams.UNBOUND;
                } else if (streams.delay[stream] != delay[stream]) {
                    flush(stream, now);
                    take(stream);
                }
            }
            if (servedBy[stream] == Streams.UNBOUND && !asks[stream]) {
                planAsk(stream, now);
            }
        }
    }
}
