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
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Serves a scenario's streams of queries under a scheduling policy.
 *
 * <p>The engine keeps its own calendar and moves only when {@link #advance} is called, so that it runs alone, inside
 * CloudSim Plus or under a learning agent with the same results. A query costs three events (sent, at its instance,
 * done) and no object; memory depends on what is under way, not on how many queries have passed. Not thread-safe.
 */
public final class ServingEngine implements EngineState {
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
    private boolean advancing;

    /**
     * Makes an engine at time 0.
     *
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers; the workload depends on scenario and seed only
     */
    public ServingEngine(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        this(scenario, policy, Runs::byDevice, null, seed);
    }

    ServingEngine(ServingScenario scenario, SchedulingPolicy policy, Runs.Choice runs, long seed) {
        this(scenario, policy, runs, null, seed);
    }

    private ServingEngine(
            ServingScenario scenario, SchedulingPolicy policy, Runs.Choice runs, Lateness lateness, long seed) {
        this.scenario = scenario;
        settings = scenario.settings();
        EdgeTopology topology = scenario.topology();
        List<StreamClass> classes = scenario.workload().classes();
        RandomStreams random = new RandomStreams(seed);
        JitterModel.Process jitter = settings.jitter().start(random.stream("network"));
        network = new Network(topology, classes);
        streams = new Streams(classes.size());
        statistics = new ServingStatistics(classes, topology.sites().size(), settings);
        inFlight = new InFlight(scenario, network, streams, jitter, statistics, runs, random);
        servers = inFlight.servers();
        UniformRandomProvider ofPolicy = random.stream("policy");
        bindings = Bindings.of(
                scenario,
                network,
                streams,
                loads -> new LiveView(scenario, network, loads, servers, streams, statistics, ofPolicy),
                policy);
        view = bindings.view();
        traffic = Traffic.of(
                scenario, lateness, random.stream("queries"), jitter, streams, bindings, inFlight, statistics);
        var clients = scenario.workload().clients(topology, random, settings.duration());
        surroundings =
                new Surroundings(scenario, clients, traffic, network, inFlight, streams, view, bindings, statistics);
    }

    /**
     * Makes an engine that follows streams instead of queries: clients, bindings, failures and links are the same, but how
     * many queries are late is what is expected. It knows no latency, batch, energy or timeline.
     *
     * @param scenario what to serve; {@link Lateness#check}ed
     * @param policy decides where
     * @param lateness measured under the same topology and classes
     * @param seed of all random numbers
     * @return an engine at time 0
     */
    public static ServingEngine ofStreams(
            ServingScenario scenario, SchedulingPolicy policy, Lateness lateness, long seed) {
        return new ServingEngine(Lateness.check(scenario), policy, Runs::byDevice, lateness, seed);
    }

    /**
     * Tells somebody of every query that is answered from now on. Costs nothing unless it is called.
     *
     * @param listener is told; it must not call this engine
     * @throws IllegalStateException if queries have been sent, which it would be told of by halves
     */
    public void listen(QueryListener listener) {
        if (now > 0 || inFlight.underWay() > 0) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "a listener must be set at time 0, was set at %s s", now));
        }
        inFlight.listen(listener);
    }

    /**
     * Handles every event up to a time, and moves the clock there.
     *
     * @param until [s], not before {@link #now()}; infinity runs to the end, as {@link #finish} does
     * @throws IllegalStateException if a policy or listener calls this while the engine is at work
     */
    public void advance(double until) {
        if (!(until >= now)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "time to advance to must be at least %s s, was %s", now, until));
        }
        if (advancing) {
            throw new IllegalStateException("engine is at work; what it calls must not advance it");
        }
        boolean toTheEnd = until == Double.POSITIVE_INFINITY;
        advancing = true;
        traffic.reach(now);
        try {
            // What is still to be loaded at the end, or was planned for queries that have gone, does not prolong the
            // run.
            while (!(toTheEnd && isFinished()) && handleNext(until)) {
                // all is done in the condition
            }
        } finally {
            advancing = false;
        }
        if (until != Double.POSITIVE_INFINITY) {
            now = until;
            traffic.reach(now);
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
            traffic.reach(around);
            surroundings.handleNext(around);
            traffic.reach(around);
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

    @Override
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

    @Override
    public double now() {
        return now;
    }

    @Override
    public ServingScenario scenario() {
        return scenario;
    }

    @Override
    public SchedulingPolicy policy() {
        return bindings.policy();
    }

    @Override
    public ServingView view() {
        view.now = now;
        return view;
    }

    @Override
    public Monitoring monitoring() {
        view.now = now;
        return view;
    }

    @Override
    public ServingStatistics statistics() {
        return statistics;
    }

    @Override
    public int clients() {
        return streams.inUse();
    }

    @Override
    public int queriesUnderWay() {
        return inFlight.underWay();
    }

    @Override
    public boolean isUp(int worker) {
        return servers.isUp(worker);
    }

    @Override
    public WorkerState workerState(int worker) {
        return servers.state(worker);
    }

    @Override
    public double upTime(int worker) {
        return servers.meters().upTime(worker, now);
    }

    @Override
    public double utilization(int worker) {
        return servers.meters().utilization(worker);
    }

    @Override
    public double busyTime(int worker) {
        return servers.meters().busyTime(worker, now);
    }

    @Override
    public double power(int worker) {
        return servers.meters().power(worker);
    }

    @Override
    public double energy(int worker) {
        return servers.meters().energy(worker, now);
    }

    @Override
    public int largestBatch(int instance) {
        return servers.largestBatch(instance);
    }

    @Override
    public long processed() {
        return servers.processed();
    }

    @Override
    public double degradation() {
        return servers.stretch();
    }
}
