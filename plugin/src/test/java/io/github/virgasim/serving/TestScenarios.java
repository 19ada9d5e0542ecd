// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes scenarios for tests: single stations with known answers, and random small deployments. */
public final class TestScenarios {
    static final double[] MEASURED_LIKE = new double[129];

    static {
        // A skewed, rising shape; its exact form does not matter to the tests that use it.
        for (int i = 0; i < MEASURED_LIKE.length; i++) {
            MEASURED_LIKE[i] = Math.exp((i - 64) / 32.0) - 1;
        }
    }

    private TestScenarios() {}

    static final InferenceTask TASK = new InferenceTask("task", "share [%]", "unit", 1, "test");

    static GpuSpec device(String name) {
        return new GpuSpec(name, GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "test");
    }

    /** A variant whose capacity is what its processing delay allows. */
    static ModelVariant variant(
            String model, GpuSpec device, double intercept, double slope, int maxBatch, int replicas) {
        double capacity = replicas * maxBatch / (intercept + slope * maxBatch);
        return new ModelVariant(
                new DnnModel(model, TASK, 50, 1, "test"),
                device,
                intercept,
                slope,
                0,
                capacity,
                10,
                maxBatch,
                replicas,
                "test");
    }

    static StreamClass streamClass(String name, QueryProcess queries, double deadline, double lifetime) {
        return new StreamClass(name, TASK, 1, queries, 1, 0, 0, deadline, 0, lifetime);
    }

    static ServingSettings settings(double duration, JitterModel jitter, ServiceLaw law) {
        return new ServingSettings(duration, duration * 0.01, Binding.STREAM, 1e9, 0, jitter, law, duration / 10);
    }

    /** One endless stream, one worker, one variant: a queue with network delay before and behind it. */
    static ServingScenario station(QueryProcess queries, ModelVariant variant, Link access, ServingSettings settings) {
        Worker worker = new Worker("w", variant.device(), 1, 1, 1e6, List.of(variant));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, access, 1, List.of(worker));
        Workload workload =
                Workload.replay(List.of(streamClass("k", queries, 1e9, 1)), List.of(new Client(0, 0, 0, 1e12)));
        return new ServingScenario("station", new EdgeTopology(List.of(site)), workload, settings, List.of());
    }

    /** A random tree of sites with random workers, classes, settings and disturbances; always the same for a seed. */
    public static ServingScenario random(long seed) {
        Random random = new Random(seed);
        EdgeTopology topology = new EdgeTopology(sites(random));
        List<StreamClass> classes = new ArrayList<>();
        for (int k = 0; k <= random.nextInt(3); k++) {
            double rate = 1 + random.nextInt(20);
            classes.add(new StreamClass(
                    "class-" + k,
                    TASK,
                    1 + random.nextInt(3),
                    random.nextBoolean() ? QueryProcess.periodic(rate) : QueryProcess.poisson(rate),
                    0.2 + random.nextDouble(),
                    random.nextInt(100_000),
                    1000,
                    0.03 + 0.2 * random.nextDouble(),
                    random.nextInt(60),
                    1 + 10 * random.nextDouble()));
        }
        Workload workload = Workload.random(
                classes,
                random.nextBoolean()
                        ? ClientArrivals.poisson(0.5 + 2 * random.nextDouble())
                        : ClientArrivals.onOff(4, 0.1, 3, 6));
        JitterModel jitter = switch (random.nextInt(3)) {
            case 0 -> JitterModel.none();
            case 1 -> JitterModel.gaussian();
            default -> JitterModel.autocorrelated(MEASURED_LIKE, 0.5);
        };
        ServiceLaw law = switch (random.nextInt(3)) {
            case 0 -> ServiceLaw.deterministic();
            case 1 -> ServiceLaw.exponential();
            default -> ServiceLaw.logNormal(0.3);
        };
        ServingSettings settings = new ServingSettings(
                30,
                random.nextBoolean() ? 0 : 5,
                random.nextInt(4) == 0 ? Binding.QUERY : Binding.STREAM,
                0.5 + random.nextDouble() / 2,
                random.nextInt(3) == 0 ? 1.5 : 0,
                jitter,
                law,
                2);
        return new ServingScenario("random-" + seed, topology, workload, settings, disturbances(random, topology));
    }

    /**
     * The same, with GPUs that are shared in random ways, random rules for batches, queues and memory, and now and then
     * second inferences; always the same for a seed.
     */
    public static ServingScenario randomlyShared(long seed) {
        ServingScenario plain = random(seed);
        Random random = new Random(-1 - seed);
        List<Site> sites = new ArrayList<>();
        for (Site site : plain.topology().sites()) {
            List<Worker> workers = new ArrayList<>();
            for (Worker worker : site.workers()) {
                workers.add(shared(worker, random));
            }
            sites.add(site.withWorkers(workers));
        }
        Batching batching = switch (random.nextInt(5)) {
            case 0 -> Batching.none();
            case 1 -> Batching.fixed();
            case 2 -> Batching.adaptive();
            default -> Batching.dynamic(0.02 * random.nextInt(2));
        };
        InstanceRules rules = new InstanceRules(
                batching,
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(5),
                InstanceRules.Drop.values()[random.nextInt(3)],
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 100,
                random.nextInt(2) * 0.5,
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 3);
        ServingSettings settings = plain.settings().withInstances(rules);
        if (random.nextInt(3) == 0) {
            settings = settings.withSecondInference(new SecondInference(1 + 10 * random.nextDouble()));
        }
        List<StreamClass> classes = plain.workload().classes().stream()
                .map(k -> new StreamClass(
                        k.name(),
                        k.task(),
                        k.share(),
                        k.queries(),
                        k.size(),
                        k.requestBytes(),
                        k.responseBytes(),
                        k.deadline(),
                        k.minAccuracy(),
                        k.meanLifetime(),
                        0.6 * random.nextDouble()))
                .toList();
        return new ServingScenario(
                "shared-" + seed,
                new EdgeTopology(sites),
                Workload.random(classes, ClientArrivals.poisson(0.5 + 2 * random.nextDouble())),
                settings,
                plain.disturbances());
    }

    private static Worker shared(Worker worker, Random random) {
        List<ModelVariant> loadable = new ArrayList<>();
        for (int v = 0; v < random.nextInt(3); v++) {
            loadable.add(variant("extra-" + v, worker.device(), 0.004, 0.01 * random.nextDouble(), 2, 1));
        }
        GpuSharing sharing = switch (random.nextInt(4)) {
            case 0 -> GpuSharing.exclusive();
            case 1 -> GpuSharing.mps(linear(0.5 * random.nextDouble(), 100), 20 + 80 * random.nextDouble());
            default -> GpuSharing.timeSlicing(linear(2 * random.nextDouble(), 1 + random.nextInt(4)));
        };
        return new Worker(
                worker.name(),
                worker.device(),
                worker.cpus(),
                worker.ramMib(),
                worker.gpuMemoryMib(),
                worker.variants(),
                loadable,
                sharing);
    }

    /** Each further batch takes as much longer; more than a number of them do not fit. */
    static Interference linear(double slope, int most) {
        return models -> (model, running) -> {
            int sum = 0;
            for (int count : running) {
                sum += count;
            }
            return sum > most ? Double.POSITIVE_INFINITY : 1 + slope * (sum - 1);
        };
    }

    private static List<Site> sites(Random random) {
        List<Site> sites = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = 0; w < (i == 0 ? 1 : 0) + random.nextInt(3); w++) {
                GpuSpec device = device("device-" + random.nextInt(3));
                List<ModelVariant> variants = new ArrayList<>();
                for (int v = 0; v <= random.nextInt(3); v++) {
                    variants.add(new ModelVariant(
                            new DnnModel("model-" + v, TASK, 40 + 15 * v, 1, "test"),
                            device,
                            0.002 + 0.01 * random.nextDouble(),
                            0.001 + 0.03 * random.nextDouble(),
                            random.nextInt(2) * 0.003,
                            10 + random.nextInt(100),
                            100,
                            1 + random.nextInt(4),
                            1 + random.nextInt(2),
                            "test"));
                }
                workers.add(new Worker("w" + i + "-" + w, device, 4, 1e4, 1e5, variants));
            }
            Link access = new Link(0.004 * random.nextDouble(), 0.002 * random.nextDouble(), 1e8);
            Link uplink = new Link(0.01 * random.nextDouble(), 0.001 * random.nextDouble(), 1e9);
            String parent = i == 0 ? "" : "s" + random.nextInt(i);
            Tier tier = Tier.values()[i == 0 ? 2 : random.nextInt(2)];
            sites.add(new Site(
                    "s" + i,
                    tier,
                    parent,
                    i == 0 ? Link.NONE : uplink,
                    access,
                    i == 0 ? 1 : random.nextInt(3),
                    workers));
        }
        return sites;
    }

    private static List<Disturbance> disturbances(Random random, EdgeTopology topology) {
        List<Disturbance> disturbances = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            Disturbance.Kind kind = Disturbance.Kind.values()[random.nextInt(3)];
            int targets = kind == Disturbance.Kind.SLOW_LINK
                    ? topology.sites().size()
                    : topology.workers().size();
            disturbances.add(new Disturbance(
                    30 * random.nextDouble(), kind, random.nextInt(targets), 0.5 + 5 * random.nextDouble()));
        }
        return disturbances;
    }
}
