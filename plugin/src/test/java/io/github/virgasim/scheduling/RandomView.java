// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A view of random instances, loads and room. Values come from small sets, so that equal scores are common. What is
 * feasible is found here anew, straight from the requirements.
 */
final class RandomView implements ServingView {
    final StreamRequest request;
    final boolean[] room;
    final double[] load;
    /** Whether worker and variant are there; all are. */
    final boolean[] there;

    Fallback fallback = Fallback.NEXT;
    private final List<Instance> instances;
    private final Link[] paths;
    private final Candidates candidates;
    private final UniformRandomProvider random;

    RandomView(long seed) {
        UniformRandomProvider draw = new RandomStreams(seed).stream("view");
        random = new RandomStreams(seed).stream("policy");
        List<Site> sites = new ArrayList<>();
        int count = 1 + draw.nextInt(6);
        for (int s = 0; s < count; s++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = draw.nextInt(3); w >= 0; w--) {
                workers.add(worker("s" + s + "/w" + w, draw));
            }
            Link uplink = new Link(draw.nextInt(4) * 0.005, draw.nextInt(3) * 0.001, 1e7 * (1 + draw.nextInt(3)));
            sites.add(new Site("s" + s, Tier.EDGE, s == 0 ? "" : "s0", uplink, Samples.link(0.002), 1, workers));
        }
        EdgeTopology topology = new EdgeTopology(sites);
        instances = topology.instances();
        int source = draw.nextInt(count);
        double[] factors = new double[count];
        Arrays.fill(factors, 1);
        paths = topology.pathsFrom(source, factors);
        StreamClass streamClass = new StreamClass(
                "class",
                Samples.DETECTION,
                1,
                QueryProcess.periodic(10),
                0.5 + draw.nextInt(3),
                1000.0 * draw.nextInt(50),
                1000,
                0.03 + 0.02 * draw.nextInt(5),
                10 * draw.nextInt(4),
                60);
        request = new StreamRequest(source, 0, streamClass);
        candidates = new Candidates(instances, paths, streamClass);
        room = new boolean[instances.size()];
        load = new double[instances.size()];
        there = new boolean[instances.size()];
        Arrays.fill(there, true);
        int crowd = draw.nextInt(4);
        for (int i = 0; i < room.length; i++) {
            room[i] = draw.nextInt(3) >= crowd - 1;
            load[i] = 10 * draw.nextInt(4);
        }
    }

    private static Worker worker(String name, UniformRandomProvider draw) {
        List<ModelVariant> variants = new ArrayList<>();
        for (int v = draw.nextInt(4); v >= 0; v--) {
            DnnModel model = new DnnModel(
                    "m" + v,
                    draw.nextInt(4) == 0 ? Samples.ANSWERING : Samples.DETECTION,
                    10 * draw.nextInt(6),
                    1,
                    "made up");
            double intercept = 0.005 * draw.nextInt(3);
            double slope = 0.005 * (1 + draw.nextInt(3));
            double throughput = 1 / (intercept + slope);
            variants.add(new ModelVariant(
                    model, Samples.BOARD, intercept, slope, 0.001 * draw.nextInt(3), throughput, 1, 1, 1, "made up"));
        }
        return new Worker(name, Samples.BOARD, 4, 8192, 10_000, variants);
    }

    /** Returns the instances that meet the requirements and have room. */
    List<Instance> open() {
        return instances.stream()
                .filter(i -> meetsRequirements(i) && room[i.index()])
                .toList();
    }

    boolean meetsRequirements(Instance i) {
        StreamClass c = request.streamClass();
        return i.variant().model().task().name().equals(c.task().name())
                && i.variant().model().accuracy() >= c.minAccuracy()
                && endToEnd(i) <= c.deadline();
    }

    double network(Instance i) {
        return paths[i.siteIndex()].delay() + 2 * paths[i.siteIndex()].jitter();
    }

    double processing(Instance i) {
        return i.variant().intercept()
                + i.variant().slope() * request.streamClass().size();
    }

    double endToEnd(Instance i) {
        StreamClass c = request.streamClass();
        double bandwidth = paths[i.siteIndex()].bandwidth();
        double transfer = 8 * c.requestBytes() / bandwidth + 8 * c.responseBytes() / bandwidth;
        return 2 * network(i) + processing(i) + i.variant().overhead() + transfer;
    }

    @Override
    public double now() {
        return 0;
    }

    @Override
    public List<Instance> instances() {
        return instances;
    }

    @Override
    public Candidates candidates(StreamRequest asked) {
        return candidates;
    }

    @Override
    public double load(int instance) {
        return load[instance];
    }

    @Override
    public double room(int instance, StreamRequest asked) {
        if (!there[instance]) {
            return Double.NEGATIVE_INFINITY;
        }
        return room[instance] ? 0 : -1;
    }

    @Override
    public Fallback fallback() {
        return fallback;
    }

    @Override
    public int waiting(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int running(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double slowdown(int instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UniformRandomProvider random() {
        return random;
    }
}
