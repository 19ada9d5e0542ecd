// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import org.apache.commons.rng.UniformRandomProvider;

/** The clients' streams: when each sends its next query, what becomes of it first, and when the stream ends. */
class Traffic {
    final QueryProcess.Gaps[] gaps;
    final double duration;
    private final JitterModel.Process jitter;
    final Streams streams;
    private final Bindings bindings;
    private final InFlight inFlight;
    final ServingStatistics statistics;
    final Calendar senders = new Calendar();

    Traffic(
            ServingScenario scenario,
            UniformRandomProvider random,
            JitterModel.Process jitter,
            Streams streams,
            Bindings bindings,
            InFlight inFlight,
            ServingStatistics statistics) {
        gaps = scenario.workload().classes().stream()
                .map(streamClass -> streamClass.queries().gaps(random))
                .toArray(QueryProcess.Gaps[]::new);
        duration = scenario.settings().duration();
        this.jitter = jitter;
        this.streams = streams;
        this.bindings = bindings;
        this.inFlight = inFlight;
        this.statistics = statistics;
    }

    /** Makes traffic of queries, or of streams if it is told how many of their queries are late. */
    static Traffic of(
            ServingScenario scenario,
            Lateness lateness,
            UniformRandomProvider random,
            JitterModel.Process jitter,
            Streams streams,
            Bindings bindings,
            InFlight inFlight,
            ServingStatistics statistics) {
        return lateness == null
                ? new Traffic(scenario, random, jitter, streams, bindings, inFlight, statistics)
                : new StreamTraffic(
                        scenario, lateness, random, jitter, streams, (StreamBindings) bindings, inFlight, statistics);
    }

    /** Returns when the next stream sends a query or ends, or infinity. */
    final double time() {
        return senders.time();
    }

    /** Returns the stream whose turn that is; there must be one. */
    int next() {
        return senders.code();
    }

    void admit(Client client, double now) {
        double end = Math.min(now + client.lifetime(), duration);
        int stream = streams.add(client.site(), client.streamClass(), end);
        streams.record(stream, client.recorded());
        QueryProcess.Gaps process = gaps[client.streamClass()];
        int cursor = process.start();
        streams.cursor[stream] = cursor + 1;
        senders.add(Math.min(now + process.first(cursor), end), stream);
    }

    /** Sends the query of the stream whose turn it is now, or ends the stream. */
    void send(double now) {
        int stream = senders.code();
        if (now >= streams.end[stream]) {
            senders.removeFirst();
            bindings.unbind(stream);
            streams.remove(stream);
            return;
        }
        query(stream, now);
        int streamClass = streams.streamClass[stream];
        double gap = gaps[streamClass].next(streams.cursor[stream]++);
        if (gap != streams.gap[stream]) {
            streams.gap[stream] = gap;
            double correlation = jitter.correlation(gap);
            streams.correlation[stream] = correlation;
            streams.deviation[stream] = JitterModel.Process.deviation(correlation);
        }
        senders.postponeFirst(Math.min(now + gap, streams.end[stream]));
    }

    /** Is told that the clock stands here, and that something may have happened. */
    void reach(double now) {
        // Queries are counted when they are sent and answered.
    }

    /** Lets a stream send a query now. */
    void query(int stream, double now) {
        int streamClass = streams.streamClass[stream];
        statistics.offered(streams.source[stream], streamClass, now);
        streams.jitter[stream] =
                jitter.draw(streams.jitter[stream], streams.correlation[stream], streams.deviation[stream]);
        int instance = bindings.instanceFor(stream, now);
        if (instance == SchedulingPolicy.REJECT) {
            statistics.rejected(streamClass, now);
            inFlight.turnedAway(stream);
        } else if (instance == Bindings.REFUSED) {
            statistics.refusedByWorker(streamClass, now);
            inFlight.turnedAway(stream);
        } else {
            inFlight.send(stream, instance, now);
        }
    }
}
