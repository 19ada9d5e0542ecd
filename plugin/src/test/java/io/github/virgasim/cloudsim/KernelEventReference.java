// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.apache.commons.rng.UniformRandomProvider;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;

/**
 * Serves a scenario with a kernel event for each query sent, each arrival at an instance and each end of a batch: slow and
 * plain, to check the engine against. It shares the engine's random streams and nothing else of it.
 */
final class KernelEventReference extends CloudSimEntity {
    // Among events of one time the smaller tag comes first.
    private static final int DONE = 40_000;
    private static final int ARRIVED = 40_001;
    private static final int CLIENT = 40_002;
    private static final int MONITOR = 40_003;
    private static final int DISTURBED = 40_004;
    private static final int SEND = 40_005;

    /** What became of one class's queries. */
    static final class Outcome {
        long offered;
        long served;
        long late;
        long rejected;
        long lost;
        long refused;
        double latencySum;
        final Histogram latency = new Histogram(3_600_000_000L, 3);
    }

    static final class Stream {
        Client client;
        double end;
        /** When the next query is due. */
        double due;

        int cursor;
        double lastQuery = Double.NaN;
        double z;
        int instance = SchedulingPolicy.REJECT;
        long triedAt = -1;
    }

    private static final class Query {
        double created;
        int streamClass;
        int instance;
        double back;
        double arrived;
    }

    private static final class Batch {
        final List<Query> queries = new ArrayList<>();
        boolean lost;
    }

    private static final class Station {
        final Deque<Query> queue = new ArrayDeque<>();
        final List<Batch> running = new ArrayList<>();
    }

    final List<Outcome> outcomes = new ArrayList<>();
    final double[] busyTime;
    private final double[] active;
    private final double[] accountedUntil;
    final List<Stream> streams = new ArrayList<>();
    final boolean[] down;
    final double[] factors;
    final EdgeTopology topology;
    final List<Instance> instances;
    final List<StreamClass> classes;
    final ServingSettings settings;
    private final ServingScenario scenario;
    private final SchedulingPolicy policy;
    private final Iterator<Client> clients;
    private final List<QueryProcess.Gaps> gaps;
    private final ReferenceNoise noise;
    private final List<Station> stations = new ArrayList<>();
    private final ReferenceView view;
    private long releases;

    KernelEventReference(CloudSimPlus simulation, ServingScenario scenario, SchedulingPolicy policy, long seed) {
        super(simulation);
        this.scenario = scenario;
        this.policy = policy;
        settings = scenario.settings();
        topology = scenario.topology();
        instances = topology.instances();
        classes = scenario.workload().classes();
        RandomStreams random = new RandomStreams(seed);
        clients = scenario.workload().clients(topology, random, Double.POSITIVE_INFINITY);
        UniformRandomProvider queries = random.stream("queries");
        gaps = classes.stream().map(c -> c.queries().gaps(queries)).toList();
        noise = new ReferenceNoise(settings, random);
        busyTime = new double[topology.workers().size()];
        active = new double[busyTime.length];
        accountedUntil = new double[busyTime.length];
        down = new boolean[busyTime.length];
        factors = topology.sites().stream().mapToDouble(site -> 1).toArray();
        classes.forEach(k -> outcomes.add(new Outcome()));
        instances.forEach(i -> stations.add(new Station()));
        view = new ReferenceView(this, random.stream("policy"));
    }

    double clock() {
        return getSimulation().clock();
    }

    @Override
    protected void startInternal() {
        for (Disturbance disturbance : scenario.disturbances()) {
            schedule(disturbance.time(), DISTURBED, disturbance);
        }
        if (settings.monitoringInterval() > 0) {
            schedule(0, MONITOR);
        }
        expectClient();
    }

    private void expectClient() {
        Client next = clients.next();
        if (next.time() < settings.duration()) {
            schedule(next.time() - clock(), CLIENT, next);
        }
    }

    @Override
    public void processEvent(SimEvent event) {
        switch (event.getTag()) {
            case CLIENT -> admit((Client) event.getData());
            case SEND -> send((Stream) event.getData());
            case ARRIVED -> arrive((Query) event.getData());
            case DONE -> done((Batch) event.getData());
            case DISTURBED -> disturb((Disturbance) event.getData());
            case MONITOR -> {
                view.monitor();
                releases++;
                if (clock() + settings.monitoringInterval() <= settings.duration()) {
                    schedule(settings.monitoringInterval(), MONITOR);
                }
            }
            case CloudSimTag.SIMULATION_END -> shutdown();
            default -> throw new IllegalStateException("unexpected " + event);
        }
    }

    private void admit(Client client) {
        Stream stream = new Stream();
        stream.client = client;
        stream.end = Math.min(client.time() + client.lifetime(), settings.duration());
        stream.cursor = gapsOf(stream).start();
        streams.add(stream);
        plan(stream, gapsOf(stream).first(stream.cursor++));
        expectClient();
    }

    private StreamClass classOf(Stream stream) {
        return classes.get(stream.client.streamClass());
    }

    private QueryProcess.Gaps gapsOf(Stream stream) {
        return gaps.get(stream.client.streamClass());
    }

    private void plan(Stream stream, double gap) {
        stream.due = Math.min(clock() + gap, stream.end);
        schedule(stream.due - clock(), SEND, stream);
    }

    private void send(Stream stream) {
        if (stream.due >= stream.end) {
            release(stream);
            streams.remove(stream);
            return;
        }
        double now = clock();
        int k = stream.client.streamClass();
        boolean counted = now >= settings.warmup();
        outcomes.get(k).offered += counted ? 1 : 0;
        double[] x = noise.jitter(stream, now);
        int instance = instanceFor(stream);
        if (instance == SchedulingPolicy.REJECT) {
            outcomes.get(k).rejected += counted ? 1 : 0;
        } else {
            Instance chosen = instances.get(instance);
            Link path = topology.pathsFrom(stream.client.site(), factors)[chosen.siteIndex()];
            Query query = new Query();
            query.created = now;
            query.streamClass = k;
            query.instance = instance;
            query.back = Math.max(0, path.delay() + path.jitter() * x[1])
                    + 8 * classOf(stream).responseBytes() / path.bandwidth()
                    + chosen.variant().overhead();
            double there = Math.max(0, path.delay() + path.jitter() * x[0])
                    + 8 * classOf(stream).requestBytes() / path.bandwidth();
            schedule(there, ARRIVED, query);
        }
        stream.lastQuery = now;
        plan(stream, gapsOf(stream).next(stream.cursor++));
    }

    private int instanceFor(Stream stream) {
        boolean perStream = settings.binding() == ServingSettings.Binding.STREAM;
        if (perStream && (stream.instance != SchedulingPolicy.REJECT || stream.triedAt == releases)) {
            return stream.instance;
        }
        Client client = stream.client;
        StreamRequest request = new StreamRequest(client.site(), client.streamClass(), classOf(stream));
        int chosen = policy.choose(request, view);
        if (chosen != SchedulingPolicy.REJECT && !view.admits(chosen, request)) {
            chosen = SchedulingPolicy.REJECT;
            outcomes.get(client.streamClass()).refused += clock() >= settings.warmup() ? 1 : 0;
        }
        if (perStream) {
            stream.instance = chosen;
            stream.triedAt = releases;
        } else if (chosen != SchedulingPolicy.REJECT) {
            view.scheduled(chosen, client.streamClass());
        }
        return chosen;
    }

    private void release(Stream stream) {
        if (stream.instance != SchedulingPolicy.REJECT) {
            stream.instance = SchedulingPolicy.REJECT;
            stream.triedAt = -1;
            releases++;
        }
    }

    private void arrive(Query query) {
        if (down[instances.get(query.instance).workerIndex()]) {
            lose(query);
            return;
        }
        query.arrived = clock();
        stations.get(query.instance).queue.add(query);
        serve(instances.get(query.instance).workerIndex());
    }

    /** Starts batches in the order of their oldest queries, until the next one does not fit beside those that run. */
    private void serve(int worker) {
        while (true) {
            Optional<Instance> next = instances.stream()
                    .filter(i -> i.workerIndex() == worker
                            && !stations.get(i.index()).queue.isEmpty())
                    .min(Comparator.comparingDouble(
                            i -> stations.get(i.index()).queue.peek().arrived));
            if (next.isEmpty() || active[worker] + 1.0 / next.get().variant().replicas() > 1 + 1e-9) {
                return;
            }
            Station station = stations.get(next.get().index());
            var variant = next.get().variant();
            Batch batch = new Batch();
            double size = 0;
            while (batch.queries.size() < variant.maxBatch() && !station.queue.isEmpty()) {
                batch.queries.add(station.queue.remove());
                size += classes.get(batch.queries.get(batch.queries.size() - 1).streamClass)
                        .size();
            }
            account(batch, 1);
            station.running.add(batch);
            schedule((variant.intercept() + variant.slope() * size) * noise.serviceFactor(), DONE, batch);
        }
    }

    private void done(Batch batch) {
        if (batch.lost) {
            return;
        }
        int instance = batch.queries.get(0).instance;
        stations.get(instance).running.remove(batch);
        account(batch, -1);
        for (Query query : batch.queries) {
            double latency = clock() + query.back - query.created;
            if (query.created >= settings.warmup()) {
                Outcome outcome = outcomes.get(query.streamClass);
                boolean inTime = latency <= classes.get(query.streamClass).deadline();
                outcome.served += inTime ? 1 : 0;
                outcome.late += inTime ? 0 : 1;
                outcome.latencySum += latency;
                outcome.latency.recordValue(Math.min(Math.round(latency * 1e6), 3_600_000_000L));
            }
        }
        serve(instances.get(instance).workerIndex());
    }

    private void account(Batch batch, int change) {
        Instance instance = instances.get(batch.queries.get(0).instance);
        int worker = instance.workerIndex();
        busyTime[worker] += Math.min(1, active[worker]) * (clock() - accountedUntil[worker]);
        accountedUntil[worker] = clock();
        active[worker] += (double) change / instance.variant().replicas();
    }

    private void lose(Query query) {
        if (query.created >= settings.warmup()) {
            outcomes.get(query.streamClass).rejected++;
            outcomes.get(query.streamClass).lost++;
        }
    }

    private void disturb(Disturbance disturbance) {
        switch (disturbance.kind()) {
            case FAIL -> fail(disturbance.target());
            case RECOVER -> {
                releases += down[disturbance.target()] ? 1 : 0;
                down[disturbance.target()] = false;
            }
            case SLOW_LINK -> {
                factors[disturbance.target()] = disturbance.factor();
                releases++;
                streams.stream().filter(stream -> !isStillGood(stream)).forEach(this::release);
            }
        }
    }

    private void fail(int worker) {
        down[worker] = true;
        for (Instance instance : instances) {
            if (instance.workerIndex() == worker) {
                Station station = stations.get(instance.index());
                station.queue.forEach(this::lose);
                station.queue.clear();
                for (Batch batch : station.running) {
                    batch.lost = true;
                    batch.queries.forEach(this::lose);
                    account(batch, -1);
                }
                station.running.clear();
                streams.stream()
                        .filter(stream -> stream.instance == instance.index())
                        .forEach(this::release);
            }
        }
    }

    private boolean isStillGood(Stream stream) {
        if (stream.instance == SchedulingPolicy.REJECT) {
            return true;
        }
        Instance instance = instances.get(stream.instance);
        StreamClass streamClass = classOf(stream);
        Link path = topology.pathsFrom(stream.client.site(), factors)[instance.siteIndex()];
        double expected = 2 * (path.delay() + 2 * path.jitter())
                + instance.variant().processingDelay(streamClass.size())
                + instance.variant().overhead()
                + 8 * (streamClass.requestBytes() + streamClass.responseBytes()) / path.bandwidth();
        return expected <= streamClass.deadline();
    }
}
