// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.StreamClass;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Serves queries that another simulator, the host, carries over a network of its own. The host asks where a query goes ({@link
 * #send}), takes it there ({@link #arrive}), is told when it has been processed, and brings the answer back ({@link
 * #deliver}). Policies, admission, batching, sharing, failures, power and statistics are those of {@link ServingEngine}, and
 * the policy sees the same view; the scenario's links are what policies reckon with, and jitter is left to the host.
 *
 * <p>The host calls {@link #advance} before anything that happens at a time, and no later than {@link #time}. Not thread-safe.
 */
public final class HostedServing {
    private final ServingScenario scenario;
    private final Streams streams;
    private final InFlight inFlight;
    private final ServingStatistics statistics;
    private final Bindings bindings;
    private final Traffic traffic;
    private final Surroundings surroundings;
    private double now;

    /** Whose clients send the queries. */
    public enum Clients {
        /** The scenario's, which come and send as in {@link ServingEngine}; the host is told of each query. */
        SCENARIO,
        /** The host's, which it announces by {@link HostedServing#join}. */
        HOST
    }

    /** The other simulator. It is called by {@link #advance}, and may call back. */
    public interface Host {
        /**
         * A client of the scenario sends a query.
         *
         * @param stream the client's stream, for {@link HostedServing#send}; it may end soon after
         * @param site index of the client's site
         * @param streamClass index of its class
         * @param now the time [s]
         */
        void query(int stream, int site, int streamClass, double now);

        /**
         * A worker has processed a query.
         *
         * @param query its number, for {@link HostedServing#deliver}
         * @param now the time [s]
         */
        void processed(int query, double now);
    }

    /**
     * Begins at time 0.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers; the scenario's clients and queries depend on scenario and seed only
     * @param clients whose clients send queries
     * @param host carries queries and answers
     */
    public HostedServing(ServingScenario scenario, SchedulingPolicy policy, long seed, Clients clients, Host host) {
        this.scenario = scenario;
        ServingSettings settings = scenario.settings();
        EdgeTopology topology = scenario.topology();
        List<StreamClass> classes = scenario.workload().classes();
        RandomStreams random = new RandomStreams(seed);
        JitterModel.Process jitter = JitterModel.none().start(random.stream("network"));
        Network network = new Network(topology, classes);
        streams = new Streams(classes.size());
        statistics = new ServingStatistics(classes, topology.sites().size(), settings);
        inFlight = new InFlight(scenario, network, streams, jitter, statistics, Runs::byDevice, random);
        inFlight.carryBy(host::processed);
        var ofPolicy = random.stream("policy");
        bindings = Bindings.of(
                scenario,
                network,
                streams,
                loads -> new LiveView(scenario, network, loads, inFlight.servers(), streams, statistics, ofPolicy),
                policy);
        traffic = new Traffic(scenario, random.stream("queries"), jitter, streams, bindings, inFlight, statistics) {
            @Override
            void query(int stream, double now) {
                host.query(stream, streams.source[stream], streams.streamClass[stream], now);
            }
        };
        Iterator<Client> come = clients == Clients.HOST
                ? Collections.emptyIterator()
                : scenario.workload().clients(topology, random, settings.duration());
        surroundings = new Surroundings(
                scenario, come, traffic, network, inFlight, streams, bindings.view(), bindings, statistics);
    }

    /**
     * Returns when something is due next.
     *
     * @return [s], or infinity
     */
    public double time() {
        double traffics = traffic.time() <= scenario.settings().duration() ? traffic.time() : Double.POSITIVE_INFINITY;
        return Math.min(Math.min(inFlight.time(), surroundings.time()), traffics);
    }

    /**
     * Does all that is due up to a time: what is under way first, then the surroundings, then clients.
     *
     * @param until [s], not before {@link #now()}
     */
    public void advance(double until) {
        for (double time = time(); time <= until && time < Double.POSITIVE_INFINITY; time = time()) {
            now = time;
            if (inFlight.time() == time) {
                inFlight.handleNext(time);
            } else if (surroundings.time() == time) {
                surroundings.handleNext(time);
            } else {
                traffic.send(time);
            }
        }
        now = Math.max(now, until);
    }

    /**
     * Announces a client of the host.
     *
     * @param site index of its site
     * @param streamClass index of its class
     * @return its stream, for {@link #send}
     */
    public int join(int site, int streamClass) {
        return streams.add(site, streamClass, Double.POSITIVE_INFINITY);
    }

    /**
     * Says that a client of the host has gone.
     *
     * @param stream its stream
     */
    public void leave(int stream) {
        bindings.unbind(stream);
        streams.remove(stream);
    }

    /**
     * Asks the policy where a query goes, or follows the stream's binding, and counts the query as sent.
     *
     * @param stream who sends it
     * @param created when the client sent it [s], not after now
     * @return the query's number, which is used again after it has ended, or -1 if it is rejected
     * @throws io.github.virgasim.scheduling.PolicyFaultException if the policy chooses what it may not
     */
    public int send(int stream, double created) {
        int streamClass = streams.streamClass[stream];
        statistics.offered(streams.source[stream], streamClass, created);
        int instance = bindings.instanceFor(stream, now);
        if (instance == SchedulingPolicy.REJECT) {
            statistics.rejected(streamClass, created);
            inFlight.turnedAway(stream);
            return -1;
        }
        if (instance == Bindings.REFUSED) {
            statistics.refusedByWorker(streamClass, created);
            inFlight.turnedAway(stream);
            return -1;
        }
        return inFlight.begin(stream, instance, created);
    }

    /**
     * Returns where a query goes.
     *
     * @param query its number
     * @return index of the instance; another one after a second inference, whose answer comes back by way of the first
     */
    public int instance(int query) {
        return inFlight.instance(query);
    }

    /**
     * A query has come to its worker. If the worker is down, or its queue full, it is lost and counted as such.
     *
     * @param query its number
     */
    public void arrive(int query) {
        inFlight.arrive(query, now);
    }

    /**
     * An answer has come back to its client, and the query is counted as served or late.
     *
     * @param query its number
     */
    public void deliver(int query) {
        inFlight.delivered(query, now);
    }

    /**
     * Tells somebody of every query that is processed, as {@link ServingEngine#listen} does.
     *
     * @param listener is told; set before the first query
     */
    public void listen(QueryListener listener) {
        inFlight.listen(listener);
    }

    /**
     * Sets who decides what is in the GPUs' memory.
     *
     * @param policy decides first after its period
     */
    public void setPlacement(PlacementPolicy policy) {
        surroundings.setPlacement(policy, now);
    }

    /**
     * Returns what is in the GPUs' memory now, and the means to change it.
     *
     * @return a live view
     */
    public Deployment deployment() {
        return surroundings.deployment(now, "user of deployment()");
    }

    /**
     * Returns the time.
     *
     * @return [s]
     */
    public double now() {
        return now;
    }

    /**
     * Returns what is served.
     *
     * @return as given
     */
    public ServingScenario scenario() {
        return scenario;
    }

    /**
     * Returns what a policy would see now.
     *
     * @return a live view
     */
    public ServingView view() {
        bindings.view().now = now;
        return bindings.view();
    }

    /**
     * Returns what a placement policy would see now.
     *
     * @return live figures
     */
    public Monitoring monitoring() {
        bindings.view().now = now;
        return bindings.view();
    }

    /**
     * Returns the outcomes so far.
     *
     * @return live statistics
     */
    public ServingStatistics statistics() {
        return statistics;
    }

    /**
     * Returns the queries that have been sent and not delivered or lost.
     *
     * @return number of queries now
     */
    public int underWay() {
        return inFlight.underWay();
    }

    /**
     * Returns how long a worker has been busy.
     *
     * @param worker index of the worker
     * @return integral of its utilisation from 0 to now [s]
     */
    public double busyTime(int worker) {
        return inFlight.servers().meters().busyTime(worker, now);
    }

    /**
     * Returns a worker's power.
     *
     * @param worker index of the worker
     * @return at the wall, now [W]
     */
    public double power(int worker) {
        return inFlight.servers().meters().power(worker);
    }

    /**
     * Returns the energy that a worker has drawn.
     *
     * @param worker index of the worker
     * @return integral of its power from 0 to now [J]
     */
    public double energy(int worker) {
        return inFlight.servers().meters().energy(worker, now);
    }
}
