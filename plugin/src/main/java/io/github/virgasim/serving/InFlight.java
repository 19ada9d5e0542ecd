// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.RecordedFeatures;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/** The queries under way, from the moment when they are sent to an instance until their outcome is known. */
final class InFlight {
    private final Queries queries = new Queries();
    private final Calendar calendar = new Calendar();
    private final List<Instance> instances;
    private final List<StreamClass> classes;
    private final double[] deadline;
    private final double[] accuracy;
    private final Network network;
    private final Streams streams;
    private final JitterModel.Process jitter;
    private final ServingStatistics statistics;
    private final Servers servers;
    /** Null without second inference. */
    private final Escalation escalation;
    /** Null where every query is a request by itself. */
    private final Joins joins;
    /** Null where overheads are constant. */
    private final ServiceFactors overheads;

    private Runnable onLoaded = () -> {};
    /** Lost queries that keep their slots until their batch's event. */
    private int ghosts;
    /** Null unless somebody listens. */
    private QueryJournal journal;
    /** Null unless answers are carried by somebody else. */
    private Carrier carrier;

    /** Takes answers to clients. */
    @FunctionalInterface
    interface Carrier {
        void processed(int query, double now);
    }

    InFlight(
            ServingScenario scenario,
            Network network,
            Streams streams,
            JitterModel.Process jitter,
            ServingStatistics statistics,
            Runs.Choice runs,
            RandomStreams random) {
        this.network = network;
        this.streams = streams;
        this.jitter = jitter;
        this.statistics = statistics;
        instances = scenario.topology().instances();
        classes = scenario.workload().classes();
        deadline = classes.stream().mapToDouble(StreamClass::deadline).toArray();
        accuracy = instances.stream().mapToDouble(i -> i.variant().accuracy()).toArray();
        ServingSettings settings = scenario.settings();
        RecordedFeatures recorded = scenario.workload().recordedFeatures();
        if (recorded.sizes()) {
            queries.keepSizes();
        }
        if (recorded.requests() > 0) {
            queries.keepRequests();
        }
        joins = recorded.requests() == 0
                ? null
                : new Joins(queries, scenario.workload().requestSizes(settings.duration()));
        overheads = settings.overhead().factors(instances, random.stream("overhead"));
        servers = new Servers(
                scenario.topology(),
                classes,
                settings,
                queries,
                calendar,
                runs,
                settings.service().factors(instances, random.stream("service")),
                this::loseAndRemove);
        escalation = settings.secondInference()
                .map(rule ->
                        new Escalation(rule, scenario.topology(), classes, servers, random.stream("second-inference")))
                .orElse(null);
    }

    Servers servers() {
        return servers;
    }

    /** Tells somebody of every query that is answered. */
    void listen(QueryListener listener) {
        journal = new QueryJournal(queries, listener);
        servers.keep(journal);
    }

    /** Says what to do when an instance has been loaded. */
    void onLoaded(Runnable action) {
        onLoaded = action;
    }

    /** Returns the number of queries whose outcome is open. */
    int underWay() {
        return queries.inUse() - ghosts;
    }

    /** Returns the time of the next event, or infinity. */
    double time() {
        return calendar.time();
    }

    /** Sends a stream's query to an instance; the stream has the path there, and the jitter has been drawn. */
    void send(int stream, int instance, double now) {
        int streamClass = streams.streamClass[stream];
        double delay = streams.delay[stream];
        double sigma = streams.sigma[stream];
        double back = Math.max(0, delay + sigma * jitter.back) + streams.wayBack[stream];
        double there = Math.max(0, delay + sigma * jitter.forward) + streams.transfer[stream];
        double endBy = now + deadline[streamClass] - delay - 2 * sigma - streams.wayBack[stream];
        int query = queries.add(now, streamClass, instance, back, endBy);
        sent(query, stream);
        calendar.add(now + there, Event.of(Event.ARRIVAL, query));
    }

    /** Says who takes answers back to clients, instead of the network. */
    void carryBy(Carrier other) {
        carrier = other;
    }

    /** Begins a stream's query, which somebody else takes to an instance; the stream has the path there. */
    int begin(int stream, int instance, double created) {
        int streamClass = streams.streamClass[stream];
        double overhead = instances.get(instance).variant().overhead();
        double endBy = created
                + deadline[streamClass]
                - streams.delay[stream]
                - 2 * streams.sigma[stream]
                - streams.wayBack[stream];
        int query = queries.add(created, streamClass, instance, overhead, endBy);
        sent(query, stream);
        return query;
    }

    private void sent(int query, int stream) {
        if (journal != null) {
            journal.sent(query);
        }
        RecordedQuery recorded = streams.recorded(stream);
        if (queries.size != null) {
            StreamClass streamClass = classes.get(queries.streamClass(query));
            boolean ownSize = recorded != null && !Double.isNaN(recorded.size());
            queries.size[query] = ownSize ? recorded.size() : streamClass.size();
            queries.bytes[query] = requestBytes(recorded, streamClass);
        }
        if (joins != null) {
            queries.request[query] = recorded == null ? RecordedQuery.ALONE : recorded.request();
        }
    }

    static double requestBytes(RecordedQuery recorded, StreamClass streamClass) {
        return recorded == null || Double.isNaN(recorded.requestBytes())
                ? streamClass.requestBytes()
                : recorded.requestBytes();
    }

    /** A stream's query has been rejected, which the others of its request do not wait for. */
    void turnedAway(int stream) {
        RecordedQuery recorded = streams.recorded(stream);
        if (recorded != null && recorded.request() != RecordedQuery.ALONE) {
            joins.gone(recorded.request(), this::countJoined);
        }
    }

    int instance(int query) {
        return queries.instance(query);
    }

    /** Counts a query whose answer has reached its client, or keeps it until all of its request have. */
    void delivered(int query, double now) {
        if (joins != null && queries.request[query] != RecordedQuery.ALONE) {
            joins.answered(query, now + queries.wayBack(query), this::countJoined);
        } else {
            count(query, query, now + queries.wayBack(query));
        }
    }

    private void countJoined(int query) {
        int request = queries.request[query];
        count(query, joins.last(request), joins.completed(request));
    }

    private void count(int query, int last, double completed) {
        double latency = completed - queries.created(query);
        if (journal != null) {
            journal.delivered(query, last, completed);
        }
        statistics.answered(
                queries.streamClass(query), queries.created(query), latency, accuracy[queries.instance(query)]);
        queries.remove(query);
    }

    /** Handles the next event, which is due now. */
    void handleNext(double now) {
        int code = calendar.code();
        calendar.removeFirst();
        int subject = Event.subject(code);
        switch (Event.kind(code)) {
            case Event.BATCH -> endBatch(subject, now);
            case Event.RUNS -> answer(servers.endRuns(subject, now), now);
            case Event.TIMER -> servers.timer(subject, now);
            case Event.LOADED -> onLoaded.run();
            case Event.ARRIVAL -> arrive(subject, now);
            default -> throw new IllegalStateException("unknown event " + code);
        }
    }

    /** A query reaches its instance. */
    void arrive(int query, double now) {
        if (servers.isAtWork(queries.instance(query), now)) {
            servers.arrive(query, now);
        } else {
            loseAndRemove(query);
        }
    }

    private void endBatch(int first, double now) {
        if (queries.instance(first) == Queries.LOST) {
            for (int query = first; query != Queries.END; query = queries.next(query)) {
                queries.remove(query);
                ghosts--;
            }
        } else {
            answer(servers.endBatch(first, now), now);
        }
    }

    private void answer(int first, double now) {
        for (int query = first; query != Queries.END; ) {
            int next = queries.next(query);
            int target = escalation == null
                    ? Escalation.NONE
                    : escalation.target(queries.instance(query), queries.streamClass(query), now);
            if (target == Escalation.NONE) {
                if (overheads != null) {
                    int instance = queries.instance(query);
                    double overhead = instances.get(instance).variant().overhead();
                    queries.wayBack(query, queries.wayBack(query) + overhead * (overheads.next(instance, now) - 1));
                }
                if (journal != null) {
                    journal.answered(query, now);
                }
                if (carrier == null) {
                    delivered(query, now);
                } else {
                    carrier.processed(query, now);
                }
            } else {
                if (journal != null) {
                    journal.passedOn(query, now);
                }
                inferAgain(query, target, now);
            }
            query = next;
        }
    }

    /** Sends a query on to a better model; the answer comes back by way of the first one. */
    private void inferAgain(int query, int target, double now) {
        Instance from = instances.get(queries.instance(query));
        Instance to = instances.get(target);
        Link hop = network.between(from.siteIndex(), to.siteIndex());
        StreamClass streamClass = classes.get(queries.streamClass(query));
        statistics.escalated(queries.streamClass(query), queries.created(query));
        queries.instance(query, target);
        queries.next(query, Queries.END);
        double back = hop.delay()
                + hop.transferTime(streamClass.responseBytes())
                + to.variant().overhead();
        queries.wayBack(query, queries.wayBack(query) + back);
        queries.cutoff(query, queries.cutoff(query) - back);
        double bytes = queries.bytes == null ? streamClass.requestBytes() : queries.bytes[query];
        double there = hop.delay() + hop.transferTime(bytes);
        calendar.add(now + there, Event.of(Event.ARRIVAL, query));
    }

    /** Puts a worker into another state; returns true if it went down, which loses its queries, or came up. */
    boolean change(int worker, WorkerState state, double now) {
        return servers.change(worker, state, now, this::loseAndRemove);
    }

    private void loseAndRemove(int query) {
        statistics.lost(queries.streamClass(query), queries.created(query));
        int request = joins == null ? RecordedQuery.ALONE : queries.request[query];
        if (queries.instance(query) == Queries.LOST) {
            ghosts++;
        } else {
            queries.remove(query);
        }
        if (request != RecordedQuery.ALONE) {
            joins.gone(request, this::countJoined);
        }
    }
}
