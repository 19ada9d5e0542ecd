// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Serves a scenario's streams of queries under a scheduling policy.
 *
 * <p>The engine keeps its own calendar and moves only when {@link #advance} is called, so that it runs alone, inside
 * CloudSim Plus or under a learning agent with the same results. A query costs three events (sent, at its instance,
 * done) and no object; memory depends on what is under way, not on how many queries have passed. Not thread-safe.
 */
public final class ServingEngine {
    private final ServingScenario scenario;
    private final ServingSettings settings;
    private final Network network;
    private final Streams streams;
    private final InFlight inFlight;
    private final Servers servers;
    private final LiveView view;
    private final Bindings bindings;
    private final ServingStatistics statistics;
    private final Traffic traffic;
    private final Surroundings surroundings;
    private double now;

    /**
     * Makes an engine at time 0.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers; the workload depends on scenario and seed only
     */
    public ServingEngine(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        this.scenario = scenario;
        settings = scenario.settings();
        EdgeTopology topology = scenario.topology();
        List<StreamClass> classes = scenario.workload().classes();
        RandomStreams random = new RandomStreams(seed);
        JitterModel.Process jitter = settings.jitter().start(random.stream("network"));
        network = new Network(topology, classes);
        streams = new Streams(classes.size());
        statistics = new ServingStatistics(classes, topology.sites().size(), settings);
        inFlight = new InFlight(scenario, network, streams, jitter, statistics, random);
        servers = inFlight.servers();
        Loads loads = Loads.of(scenario);
        view = new LiveView(scenario, network, loads, servers, streams, statistics, random.stream("policy"));
        bindings = new Bindings(scenario, network, streams, loads, view, policy);
        traffic = new Traffic(scenario, random.stream("queries"), jitter, streams, bindings, inFlight, statistics);
        surroundings =
                new Surroundings(scenario, random, traffic, network, inFlight, streams, view, bindings, statistics);
    }

    /**
     * Handles every event up to a time, and moves the clock there.
     *
     * @param until [s], not before {@link #now()}; infinity runs to the end, as {@link #finish} does
     */
    public void advance(double until) {
        if (!(until >= now)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "time to advance to must be at least %s s, was %s", now, until));
        }
        boolean toTheEnd = until == Double.POSITIVE_INFINITY;
        // What is still to be loaded at the end, or was planned for queries that have gone, does not prolong the run.
        while (!(toTheEnd && isFinished()) && handleNext(until)) {
            // all is done in the condition
        }
        if (until != Double.POSITIVE_INFINITY) {
            now = until;
        }
    }

    /**
     * Handles the next event up to a time: at equal times first what is under way, then the surroundings, then a stream.
     *
     * @return false if there is none
     */
    private boolean handleNext(double until) {
        double underWay = inFlight.time();
        double around = surroundings.time();
        double stream = traffic.time();
        if (underWay <= around && underWay <= stream) {
            if (!isDue(underWay, until)) {
                return false;
            }
            now = underWay;
            inFlight.handleNext(underWay);
        } else if (around <= stream) {
            if (!isDue(around, until)) {
                return false;
            }
            now = around;
            surroundings.handleNext(around);
        } else {
            if (!isDue(stream, until)) {
                return false;
            }
            now = stream;
            traffic.send(stream);
        }
        return true;
    }

    private static boolean isDue(double time, double until) {
        return time <= until && time < Double.POSITIVE_INFINITY;
    }

    /**
     * Handles every event before the next query and moves the clock to the moment when it is sent; {@link #sendQuery}
     * sends it. What a policy would see then stands in {@link #view}.
     *
     * @return who sends it, or nothing if there are no more queries
     */
    public Optional<StreamRequest> advanceToQuery() {
        do {
            double time = traffic.time();
            if (time < inFlight.time() && time < surroundings.time() && time <= settings.duration()) {
                int stream = traffic.next();
                if (time < streams.end[stream]) {
                    now = time;
                    return Optional.of(network.request(streams.source[stream], streams.streamClass[stream]));
                }
            }
        } while (handleNext(settings.duration()));
        return Optional.empty();
    }

    /**
     * Sends the query that {@link #advanceToQuery} has come to, and nothing else.
     *
     * @throws IllegalStateException if the engine does not stand before a query
     */
    public void sendQuery() {
        if (traffic.time() != now || inFlight.time() == now || surroundings.time() == now) {
            throw new IllegalStateException("no query is to be sent now; advanceToQuery() must have found one");
        }
        traffic.send(now);
    }

    /**
     * Runs to the end: to the scenario's duration, and on until every query's outcome is known.
     *
     * @return the outcome of all queries
     */
    public ServingStatistics finish() {
        advance(Math.max(now, settings.duration()));
        advance(Double.POSITIVE_INFINITY);
        return statistics;
    }

    /**
     * Tells whether all queries have been sent and all their outcomes are known.
     *
     * @return true at the end
     */
    public boolean isFinished() {
        return now >= settings.duration() && inFlight.underWay() == 0;
    }

    /**
     * Makes a worker fail at the present time: the queries waiting and running there are lost and count as rejected, and its
     * streams look for another instance with their next queries. It stays down until it has recovered and is there; {@link
     * WorkerState} has all that may follow. Does nothing if the worker has failed already.
     *
     * @param worker index of the worker
     */
    public void failWorker(int worker) {
        surroundings.change(worker, servers.state(worker).fail(), now);
    }

    /**
     * Ends a worker's failure at the present time. If the worker is there, it comes back empty, and what it had in memory is
     * loaded again. Does nothing if the worker has not failed.
     *
     * @param worker index of the worker
     */
    public void recoverWorker(int worker) {
        surroundings.change(worker, servers.state(worker).recover(), now);
    }

    /**
     * Takes a worker away at the present time, with the consequences of a failure, until {@link #placeWorker}. A recovery
     * does not bring it back. Does nothing if the worker is not there.
     *
     * @param worker index of the worker
     */
    public void removeWorker(int worker) {
        surroundings.change(worker, servers.state(worker).leave(), now);
    }

    /**
     * Puts a worker back that was taken away, at the present time. Unless it has failed, it comes back empty, and what it had
     * in memory is loaded again. Does nothing if the worker is there; all workers are at time 0.
     *
     * @param worker index of the worker
     */
    public void placeWorker(int worker) {
        surroundings.change(worker, servers.state(worker).come(), now);
    }

    /**
     * Changes the delay and jitter of a site's uplink at the present time. Streams whose instance no longer meets their
     * deadline look for another with their next queries. Does nothing if the uplink is as slow already.
     *
     * @param site index of the site
     * @param factor multiplies what the topology says, 10^-6 to 10^6; 1 restores it
     */
    public void slowUplink(int site, double factor) {
        surroundings.slowUplink(site, factor);
    }

    /**
     * Changes the policy from now on; streams that are bound stay so.
     *
     * @param next the new policy
     */
    public void setPolicy(SchedulingPolicy next) {
        surroundings.setPolicy(next, now);
    }

    /**
     * Sets who decides from now on what is in the GPUs' memory.
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
     * Returns the clock.
     *
     * @return [s]
     */
    public double now() {
        return now;
    }

    /**
     * Returns the scenario that is served.
     *
     * @return as given
     */
    public ServingScenario scenario() {
        return scenario;
    }

    /**
     * Returns the policy in force.
     *
     * @return as given
     */
    public SchedulingPolicy policy() {
        return bindings.policy();
    }

    /**
     * Returns what a policy would see now.
     *
     * @return a live view
     */
    public ServingView view() {
        view.now = now;
        return view;
    }

    /**
     * Returns what monitoring reports now.
     *
     * @return a live reading
     */
    public Monitoring monitoring() {
        view.now = now;
        return view;
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
     * Returns the number of clients.
     *
     * @return streams that are active at this moment
     */
    public int clients() {
        return streams.inUse();
    }

    /**
     * Returns the number of queries, those of the warm-up included, that have been sent and whose outcome is not known now.
     *
     * @return queries under way at this moment
     */
    public int queriesUnderWay() {
        return inFlight.underWay();
    }

    /**
     * Tells whether a worker is up now.
     *
     * @param worker index of the worker
     * @return false while it has failed or is not there
     */
    public boolean isUp(int worker) {
        return servers.isUp(worker);
    }

    /**
     * Returns whether a worker is up now, and if not, why.
     *
     * @param worker index of the worker
     * @return its state
     */
    public WorkerState workerState(int worker) {
        return servers.state(worker);
    }

    /**
     * Returns how long a worker has been up.
     *
     * @param worker index of the worker
     * @return [s], sum from 0 to now
     */
    public double upTime(int worker) {
        return servers.meters().upTime(worker, now);
    }

    /**
     * Returns a worker's utilisation at this moment: mostly 0 or 1 where one batch runs at a time. The mean from 0 to now is
     * {@link #busyTime} / {@link #now}; that of an interval follows from the busy times at its ends.
     *
     * @param worker index of the worker
     * @return busy share of its GPU now, momentary, 0 to 1
     */
    public double utilization(int worker) {
        return servers.meters().utilization(worker);
    }

    /**
     * Returns how long a worker has been busy.
     *
     * @param worker index of the worker
     * @return integral of its utilisation, a sum from 0 to now [s]
     */
    public double busyTime(int worker) {
        return servers.meters().busyTime(worker, now);
    }

    /**
     * Returns a worker's power at this moment. The mean from 0 to now is {@link #energy} / {@link #now}.
     *
     * @param worker index of the worker
     * @return at the wall now, momentary [W]; 0 while it is down
     */
    public double power(int worker) {
        return servers.meters().power(worker);
    }

    /**
     * Returns the energy that a worker has drawn at the wall: the integral of its power.
     *
     * @param worker index of the worker
     * @return [J], sum from 0 to now, idle power included while the worker was up
     */
    public double energy(int worker) {
        return servers.meters().energy(worker, now);
    }

    /**
     * Returns how many queries have been processed, second inferences counted again.
     *
     * @return number of queries, sum from 0 to now
     */
    public long processed() {
        return servers.processed();
    }

    /**
     * Returns the sum of the processed queries' degradations. A query's degradation is the time that its batch took over
     * the time that the batch takes alone on the GPU; waiting is no part of it.
     *
     * @return sum from 0 to now; the mean is it divided by {@link #processed()}, at least 1 where sharing slows down
     */
    public double degradation() {
        return servers.stretch();
    }
}
