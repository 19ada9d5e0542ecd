// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuWorker;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;

/**
 * Hosts to which workers come and from which they leave at random: where placement policies are compared, and where the
 * learned one is trained. Hosts and VMs are those of CloudSim Plus; time passes here and not in its kernel, since nothing
 * but placements and removals happens.
 *
 * <p>There are eighteen hosts, six with each of three devices of the embedded catalogue, every second with half the cores.
 * Workers have one or two variants for one device, for each of which 100 queries/s come, and 1 to 4 cores. They come as a
 * Poisson process and stay for exponential times, 40 on the mean if none is refused. A batch of a model makes each batch
 * beside it longer by 10 % (the catalogue's smallest model) to 80 % (its largest) of its time alone, which is around the
 * 44 % that one detector shows beside itself on an A100 under MPS (nebuly-ai/nos, Apache-2.0). What the catalogue says of
 * devices and variants apart, all of this is our choice.
 *
 * <p>The cost of a policy is the mean over time of power / power of all hosts at full load + (mean slowdown - 1) / 10, plus
 * the share of workers refused. Hosts without workers are switched off. What policies predict is what happens here.
 */
public final class PlacementPark {
    private static final List<String> DEVICES = List.of("agx-orin", "rtx-3090", "a30");
    private static final int HOSTS_PER_DEVICE = 6;
    private static final int KINDS = 60;
    private static final int MOST_CORES = 4;
    private static final double QUERIES_PER_SECOND = 100;
    private static final double LEAST_PRESSURE = 0.1;
    private static final double PRESSURE_RANGE = 0.7;

    private final List<GpuSpec> devices;
    private final List<List<ModelVariant>> variants;
    private final GpuForecast forecast;

    /**
     * What came of a policy.
     *
     * @param power mean power of all hosts [W]
     * @param slowdown mean slowdown of the variants that are placed, over time
     * @param hostsInUse mean number of hosts with workers
     * @param refused share of the workers for which no host was found, 0 to 1
     * @param costs the cost from each arrival to the next, its refusal included
     */
    public record Outcome(double power, double slowdown, double hostsInUse, double refused, double[] costs) {
        /**
         * Returns the cost of the policy.
         *
         * @return the mean of {@code costs}
         */
        public double cost() {
            return Arrays.stream(costs).average().orElseThrow();
        }
    }

    /** Makes a park from the embedded catalogue. */
    public PlacementPark() {
        ModelCatalog catalog = ModelCatalog.embedded();
        devices = DEVICES.stream().map(catalog::device).toList();
        variants = devices.stream()
                .map(device -> catalog.variants().stream()
                        .filter(variant -> variant.device().equals(device))
                        .toList())
                .toList();
        forecast = new GpuForecast(interference(catalog), PlacementPark::demand);
    }

    private static Interference interference(ModelCatalog catalog) {
        List<DnnModel> bySize = catalog.models().stream()
                .sorted(Comparator.comparingDouble(DnnModel::parameters))
                .toList();
        Map<String, Double> pressures = new HashMap<>();
        for (int i = 0; i < bySize.size(); i++) {
            pressures.put(bySize.get(i).name(), LEAST_PRESSURE + PRESSURE_RANGE * i / (bySize.size() - 1));
        }
        return models -> {
            double[] pressure = models.stream().mapToDouble(pressures::get).toArray();
            return (model, running) -> {
                double slowdown = 1 - pressure[model];
                for (int i = 0; i < running.length; i++) {
                    slowdown += running[i] * pressure[i];
                }
                return slowdown;
            };
        };
    }

    private static double demand(GpuWorker worker) {
        return worker.getWorker().variants().stream()
                .mapToDouble(variant -> QUERIES_PER_SECOND / variant.maxThroughput())
                .sum();
    }

    /**
     * Returns what policies should predict in the park.
     *
     * @return slowdowns and demands as they are here
     */
    public GpuForecast forecast() {
        return forecast;
    }

    /**
     * Makes a policy that knows the cost, and places each worker where it grows least at once.
     *
     * @return for one run
     */
    public GpuAllocationPolicy greedy() {
        return new GreedyPlacement(forecast);
    }

    /**
     * Lets workers come and go.
     *
     * @param policy places them; for one run
     * @param seed fixes the workers, their order and their times, whatever the policy
     * @return what came of it
     */
    public Outcome run(GpuAllocationPolicy policy, long seed) {
        RandomStreams streams = new RandomStreams(seed);
        EdgeTopology kinds = kinds(streams.stream("kinds"));
        return new PlacementRun(hosts(), forecast, policy).execute(kinds, streams.stream("workers"));
    }

    /** Makes the workers of a run; each is one of these. */
    private EdgeTopology kinds(UniformRandomProvider random) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            int device = i % devices.size();
            List<ModelVariant> choice = variants.get(device);
            int first = random.nextInt(choice.size());
            int second = random.nextInt(choice.size());
            List<ModelVariant> served =
                    first == second ? List.of(choice.get(first)) : List.of(choice.get(first), choice.get(second));
            GpuSpec spec = devices.get(device);
            int cores = 1 + random.nextInt(MOST_CORES);
            workers.add(new Worker("kind-" + i, spec, cores, 1024, spec.gpuMemoryMib(), served));
        }
        return new EdgeTopology(List.of(new Site("park", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 1, workers)));
    }

    private List<GpuHost> hosts() {
        List<GpuHost> hosts = new ArrayList<>();
        for (GpuSpec device : devices) {
            for (int i = 0; i < HOSTS_PER_DEVICE; i++) {
                List<Pe> pes = IntStream.range(0, device.cpus() / (1 + i % 2))
                        .<Pe>mapToObj(core -> new PeSimple(GpuWorker.MIPS))
                        .toList();
                hosts.add(
                        new GpuHost(pes, (long) device.ramMib(), 10_000, 1_000_000, device, "park", Tier.DATA_CENTER));
            }
        }
        return hosts;
    }
}
