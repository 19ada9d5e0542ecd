// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Which share of a stream's queries comes late, by where it is bound and how much of that worker is taken: the times that
 * queries spend at their instances are measured in runs of the engine, and put together with the path's delay and jitter.
 *
 * <p>Measured are the times by class, variant and twentieth of the worker that is taken, at arbitrary places and mixes of
 * streams; what is not known is how a mix differs from the mean one. Taken to be independent of the network's jitter. Where
 * a twentieth has seen too few queries the nearest that has enough stands for it, and where none has, the processing delay.
 *
 * <p>For the scenarios of one topology and one set of classes. Not thread-safe.
 */
public final class Lateness {
    private static final int BINS = 20;
    private static final int FEWEST = 200;

    private final List<Instance> instances;
    private final List<StreamClass> classes;
    private final JitterModel jitter;
    /** By instance: index of its variant among the different ones. */
    private final int[] variantOf;

    private final Histogram[][] times;
    private final Map<Path, double[]> shares = new HashMap<>();

    /** A class's way to a variant and back: mean and deviation one way, and all that is constant [s]. */
    private record Path(int streamClass, int variant, double delay, double sigma, double constant) {}

    /**
     * Begins without any measurement.
     *
     * @param scenario has the topology, the classes and the jitter
     */
    public Lateness(ServingScenario scenario) {
        instances = scenario.topology().instances();
        classes = scenario.workload().classes();
        jitter = scenario.settings().jitter();
        List<String> names = instances.stream()
                .map(instance -> instance.variant().name())
                .distinct()
                .toList();
        variantOf = instances.stream()
                .mapToInt(instance -> names.indexOf(instance.variant().name()))
                .toArray();
        times = new Histogram[classes.size() * names.size()][BINS];
    }

    /**
     * Refuses scenarios whose queries fare in ways that streams do not tell.
     *
     * @param scenario any
     * @return the same
     * @throws InvalidInputException if it binds single queries, replays recorded ones, has second inference or limits queues
     */
    public static ServingScenario check(ServingScenario scenario) {
        ServingSettings settings = scenario.settings();
        String reason = settings.binding() != ServingSettings.Binding.STREAM
                ? "binds single queries"
                : settings.secondInference().isPresent()
                        ? "has second inference"
                        : settings.instances().queueLimit() < Integer.MAX_VALUE
                                ? "limits its queues"
                                : scenario.workload().isRecorded() ? "replays recorded queries" : "";
        if (!reason.isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "scenario '%s' %s, which takes an engine that follows queries, not streams",
                    scenario.name(),
                    reason));
        }
        return scenario;
    }

    /** Returns where a share of a worker falls. */
    static int bin(double taken) {
        return Math.max(0, Math.min(BINS - 1, (int) (taken * BINS)));
    }

    private int cell(int streamClass, int variant) {
        return streamClass * (times.length / classes.size()) + variant;
    }

    /**
     * Runs a scenario to its end and takes the times that its queries spend at their instances.
     *
     * @param scenario of the same topology and classes
     * @param policy decides where
     * @param seed of all random numbers
     */
    public void measure(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        ServingEngine engine = new ServingEngine(scenario, policy, seed);
        Monitoring monitoring = engine.monitoring();
        engine.listen((id, streamClass, instance, created, arrived, started, ended, batch) -> {
            Instance at = instances.get(instance);
            Histogram[] bins = times[cell(streamClass, variantOf[instance])];
            int bin = bin(monitoring.utilization(at.workerIndex()) / at.worker().saturatedSpeed());
            if (bins[bin] == null) {
                bins[bin] = new Histogram(2);
            }
            bins[bin].recordValue(Math.round((ended - arrived) * 1e6));
        });
        engine.finish();
        shares.clear();
    }

    /** Returns the share of late queries by {@link #bin}; the constant part of a way holds the overhead. */
    double[] shares(int streamClass, int instance, double delay, double sigma, double constant) {
        return shares.computeIfAbsent(
                new Path(streamClass, variantOf[instance], delay, sigma, constant), path -> shares(path, instance));
    }

    private double[] shares(Path path, int instance) {
        Histogram[] bins = times[cell(path.streamClass, path.variant)];
        StreamClass streamClass = classes.get(path.streamClass);
        double left = streamClass.deadline() - 2 * path.delay - path.constant;
        double alone = instances.get(instance).variant().processingDelay(streamClass.size());
        double[] share = new double[BINS];
        Arrays.setAll(share, bin -> {
            Histogram known = nearest(bins, bin);
            return known == null ? lateIf(left - alone, path.sigma) : late(known, left, path.sigma);
        });
        return share;
    }

    private static Histogram nearest(Histogram[] bins, int bin) {
        for (int distance = 0; distance < BINS; distance++) {
            for (int other : new int[] {bin + distance, bin - distance}) {
                if (other >= 0 && other < BINS && bins[other] != null && bins[other].getTotalCount() >= FEWEST) {
                    return bins[other];
                }
            }
        }
        return null;
    }

    private double late(Histogram times, double left, double sigma) {
        double[] sum = new double[1];
        times.recordedValues()
                .forEach(value -> sum[0] +=
                        value.getCountAtValueIteratedTo() * lateIf(left - value.getValueIteratedTo() * 1e-6, sigma));
        return sum[0] / times.getTotalCount();
    }

    /** Returns how likely both ways' jitter takes longer than what is left of the deadline. */
    private double lateIf(double left, double sigma) {
        return sigma == 0 ? (left < 0 ? 1 : 0) : jitter.exceedance(left / sigma);
    }
}
