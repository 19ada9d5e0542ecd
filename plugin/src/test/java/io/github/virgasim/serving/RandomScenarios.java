// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static io.github.virgasim.serving.TestScenarios.MEASURED_LIKE;
import static io.github.virgasim.serving.TestScenarios.TASK;
import static io.github.virgasim.serving.TestScenarios.linear;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.MigSlice;
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
import java.util.function.UnaryOperator;

/**
 * Random valid scenarios, always the same for a seed: a tree of sites with random workers, classes, settings and
 * disturbances; where GPUs are {@link #shared}, with random rules for batches, queues and memory and now and then second
 * inferences as well; {@link #mixed} ones also have MIG slices, a second task, bursty traces of queries, and clients that
 * come by a profile or from a list.
 *
 * <p>The unit of time can be changed, with all rates, and all deadlines; nothing else is drawn differently then.
 */
public final class RandomScenarios {
    private static final InferenceTask OTHER = new InferenceTask("other", "share [%]", "unit", 2, "test");
    private static final MigCard CARD = MigCard.named("a100-80gb");
    private final boolean shared;
    private final boolean mixed;
    /** Length of a run, in units. */
    private final double duration;
    /** Length of what is a second elsewhere [s]. */
    private final double unit;
    /** Takes the place of all deadlines if above 0. */
    private final double deadline;

    private RandomScenarios(boolean shared, boolean mixed, double unit, double deadline) {
        this.shared = shared;
        this.mixed = mixed;
        duration = mixed ? 10 : 30;
        this.unit = unit;
        this.deadline = deadline;
    }

    /** GPUs that run one batch at a time, under the default rules. */
    public static RandomScenarios plain() {
        return new RandomScenarios(false, false, 1, 0);
    }

    /** GPUs that are shared in random ways, under random rules. */
    public static RandomScenarios shared() {
        return new RandomScenarios(true, false, 1, 0);
    }

    /** Everything that a scenario can hold. */
    public static RandomScenarios mixed() {
        return new RandomScenarios(true, true, 1, 0);
    }

    /** The same scenarios where all takes so many times as long. */
    public RandomScenarios slower(double times) {
        return new RandomScenarios(shared, mixed, unit * times, deadline);
    }

    /** The same scenarios with one deadline for all. */
    public RandomScenarios withDeadline(double seconds) {
        return new RandomScenarios(shared, mixed, unit, seconds);
    }

    /** Returns a scenario. */
    public ServingScenario scenario(long seed) {
        ServingScenario scenario = plain(seed);
        if (shared) {
            scenario = sharing(scenario, new Random(-1 - seed), seed);
        }
        if (mixed) {
            scenario = mixing(scenario, new Random(~seed << 20), seed);
        }
        return scenario;
    }

    private ServingScenario plain(long seed) {
        Random random = new Random(seed);
        EdgeTopology topology = new EdgeTopology(sites(random));
        List<StreamClass> classes = new ArrayList<>();
        for (int k = 0; k <= random.nextInt(3); k++) {
            double rate = (1 + random.nextInt(20)) / unit;
            double share = 1 + random.nextInt(3);
            QueryProcess queries = random.nextBoolean() ? QueryProcess.periodic(rate) : QueryProcess.poisson(rate);
            double size = 0.2 + random.nextDouble();
            double bytes = random.nextInt(100_000);
            double drawn = (0.03 + 0.2 * random.nextDouble()) * unit;
            double accuracy = random.nextInt(60);
            double lifetime = (1 + 10 * random.nextDouble()) * unit;
            classes.add(new StreamClass(
                    "class-" + k,
                    TASK,
                    share,
                    queries,
                    size,
                    bytes,
                    1000,
                    deadline > 0 ? deadline : drawn,
                    accuracy,
                    lifetime));
        }
        Workload workload = Workload.random(
                classes, random.nextBoolean() ? poisson(0.5 + 2 * random.nextDouble()) : onOff(4, 0.1, 3, 6));
        JitterModel jitter = switch (random.nextInt(3)) {
            case 0 -> JitterModel.none();
            case 1 -> JitterModel.gaussian();
            default -> JitterModel.autocorrelated(MEASURED_LIKE, 0.5 * unit);
        };
        ServiceLaw law = switch (random.nextInt(3)) {
            case 0 -> ServiceLaw.deterministic();
            case 1 -> ServiceLaw.exponential();
            default -> ServiceLaw.logNormal(0.3);
        };
        ServingSettings settings = new ServingSettings(
                duration * unit,
                random.nextBoolean() ? 0 : duration / 6 * unit,
                random.nextInt(4) == 0 ? Binding.QUERY : Binding.STREAM,
                0.5 + random.nextDouble() / 2,
                random.nextInt(3) == 0 ? 1.5 * unit : 0,
                jitter,
                law,
                2 * unit);
        return new ServingScenario("random-" + seed, topology, workload, settings, disturbances(random, topology));
    }

    private ClientArrivals poisson(double rate) {
        return ClientArrivals.poisson(rate / unit);
    }

    private ClientArrivals onOff(double onRate, double offRate, double meanOn, double meanOff) {
        return ClientArrivals.onOff(onRate / unit, offRate / unit, meanOn * unit, meanOff * unit);
    }

    private ServingScenario sharing(ServingScenario plain, Random random, long seed) {
        EdgeTopology topology = withWorkers(plain.topology(), worker -> List.of(shared(worker, random)));
        Batching batching = switch (random.nextInt(5)) {
            case 0 -> Batching.none();
            case 1 -> Batching.fixed();
            case 2 -> Batching.adaptive();
            default -> Batching.dynamic(0.02 * unit * random.nextInt(2));
        };
        InstanceRules rules = new InstanceRules(
                batching,
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(5),
                InstanceRules.Drop.values()[random.nextInt(3)],
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 100 / unit,
                random.nextInt(2) * 0.5 * unit,
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 3 * unit);
        ServingSettings settings = plain.settings().withInstances(rules);
        if (random.nextInt(3) == 0) {
            settings = settings.withSecondInference(new SecondInference(1 + 10 * random.nextDouble()));
        }
        List<StreamClass> classes = withClasses(
                plain.workload(),
                k -> new StreamClass(
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
                        0.6 * random.nextDouble()));
        return new ServingScenario(
                "shared-" + seed,
                topology,
                Workload.random(classes, poisson(0.5 + 2 * random.nextDouble())),
                settings,
                plain.disturbances());
    }

    private interface Recut {
        List<Worker> of(Worker worker);
    }

    private static EdgeTopology withWorkers(EdgeTopology topology, Recut recut) {
        List<Site> sites = new ArrayList<>();
        for (Site site : topology.sites()) {
            List<Worker> workers = new ArrayList<>();
            site.workers().forEach(worker -> workers.addAll(recut.of(worker)));
            sites.add(site.withWorkers(workers));
        }
        return new EdgeTopology(sites);
    }

    private static List<StreamClass> withClasses(Workload workload, UnaryOperator<StreamClass> change) {
        return workload.classes().stream().map(change).toList();
    }

    private Worker shared(Worker worker, Random random) {
        List<ModelVariant> loadable = new ArrayList<>();
        for (int v = 0; v < random.nextInt(3); v++) {
            double slope = 0.01 * random.nextDouble();
            loadable.add(TestScenarios.variant("extra-" + v, worker.device(), 0.004 * unit, slope * unit, 2, 1));
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

    private ServingScenario mixing(ServingScenario one, Random random, long seed) {
        boolean twoTasks = random.nextBoolean();
        EdgeTopology topology = withWorkers(one.topology(), worker -> {
            Worker same = twoTasks ? withSecondTask(worker) : worker;
            return random.nextInt(4) == 0 ? slices(same) : List.of(same);
        });
        List<StreamClass> classes = withClasses(
                one.workload(),
                k -> new StreamClass(
                        k.name(),
                        twoTasks && random.nextBoolean() ? OTHER : TASK,
                        k.share(),
                        random.nextInt(3) == 0 ? bursts(random) : k.queries(),
                        k.size(),
                        k.requestBytes(),
                        k.responseBytes(),
                        k.deadline(),
                        k.minAccuracy(),
                        k.meanLifetime(),
                        k.minConfidence()));
        Workload workload = switch (random.nextInt(4)) {
            case 0 -> Workload.replay(classes, clients(random, classes.size(), topology));
            case 1 ->
                Workload.random(
                        classes,
                        ClientArrivals.profile((0.5 + random.nextDouble()) / unit, 10 * unit, new double[] {1, 0, 3}));
            case 2 -> Workload.random(classes, onOff(2 + random.nextInt(3), 0, 2, 4));
            default -> Workload.random(classes, poisson(0.5 + 2 * random.nextDouble()));
        };
        return new ServingScenario("mixed-" + seed, topology, workload, one.settings(), one.disturbances());
    }

    private static Worker withSecondTask(Worker worker) {
        UnaryOperator<ModelVariant> change = v -> {
            DnnModel model = v.model();
            boolean changes = model.name().endsWith("1");
            return new ModelVariant(
                    changes ? new DnnModel(model.name(), OTHER, model.accuracy(), 1, "test") : model,
                    v.device(),
                    v.intercept(),
                    v.slope(),
                    v.overhead(),
                    v.maxThroughput(),
                    v.gpuMemoryMib(),
                    v.maxBatch(),
                    v.replicas(),
                    "test");
        };
        return new Worker(
                worker.name(),
                worker.device(),
                worker.cpus(),
                worker.ramMib(),
                worker.gpuMemoryMib(),
                worker.variants().stream().map(change).toList(),
                worker.loadable().stream().map(change).toList(),
                worker.sharing());
    }

    private static List<Worker> slices(Worker worker) {
        MigSlice large = new MigSlice("4g.40gb", worker.variants(), worker.loadable(), worker.sharing());
        MigSlice small = new MigSlice("2g.20gb", worker.variants(), List.of(), GpuSharing.exclusive());
        return MigSlice.cut(
                worker.name(), worker.device(), worker.cpus(), worker.ramMib(), CARD, List.of(large, small));
    }

    private QueryProcess bursts(Random random) {
        double[] gaps = new double[2 + random.nextInt(6)];
        for (int i = 1; i < gaps.length; i++) {
            gaps[i] = random.nextInt(3) == 0 ? 0 : 0.3 * random.nextDouble() * unit;
        }
        gaps[0] = 0.1 * unit;
        return QueryProcess.trace(gaps);
    }

    private List<Client> clients(Random random, int classes, EdgeTopology topology) {
        List<Client> clients = new ArrayList<>();
        double time = 0;
        for (int i = 0; i < 10 + random.nextInt(40); i++) {
            // Several at once as well, at whatever site, with access or without.
            time += random.nextInt(3) == 0 ? 0 : random.nextDouble() * unit;
            clients.add(new Client(
                    time,
                    random.nextInt(classes),
                    random.nextInt(topology.sites().size()),
                    (0.1 + 10 * random.nextDouble()) * unit));
        }
        return clients;
    }

    private List<Site> sites(Random random) {
        List<Site> sites = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = 0; w < (i == 0 ? 1 : 0) + random.nextInt(3); w++) {
                GpuSpec device = TestScenarios.device("device-" + random.nextInt(3));
                List<ModelVariant> variants = new ArrayList<>();
                for (int v = 0; v <= random.nextInt(3); v++) {
                    variants.add(new ModelVariant(
                            new DnnModel("model-" + v, TASK, 40 + 15 * v, 1, "test"),
                            device,
                            (0.002 + 0.01 * random.nextDouble()) * unit,
                            (0.001 + 0.03 * random.nextDouble()) * unit,
                            random.nextInt(2) * 0.003 * unit,
                            (10 + random.nextInt(100)) / unit,
                            100,
                            1 + random.nextInt(4),
                            1 + random.nextInt(2),
                            "test"));
                }
                workers.add(new Worker("w" + i + "-" + w, device, 4, 1e4, 1e5, variants));
            }
            Link access = link(0.004 * random.nextDouble(), 0.002 * random.nextDouble(), 1e8);
            Link uplink = link(0.01 * random.nextDouble(), 0.001 * random.nextDouble(), 1e9);
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

    private Link link(double delay, double jitter, double bandwidth) {
        return new Link(delay * unit, jitter * unit, bandwidth / unit);
    }

    private List<Disturbance> disturbances(Random random, EdgeTopology topology) {
        List<Disturbance> disturbances = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            Disturbance.Kind kind = Disturbance.Kind.values()[random.nextInt(3)];
            int targets = kind == Disturbance.Kind.SLOW_LINK
                    ? topology.sites().size()
                    : topology.workers().size();
            disturbances.add(new Disturbance(
                    duration * random.nextDouble() * unit,
                    kind,
                    random.nextInt(targets),
                    0.5 + 5 * random.nextDouble()));
        }
        return disturbances;
    }
}
