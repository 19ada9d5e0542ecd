// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.examples.bench.Finding.Target;
import io.github.virgasim.learn.graph.MatrixKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** The benchmarks by name: which class, how many iterations, and what is read out of them. */
enum Suite {
    /** Speed under each policy. */
    ENGINE(
            EngineBenchmark.class,
            new Rounds(3, 5),
            new Rounds(2, 3),
            Map.of("policy", List.of("least-impedance")),
            Suite::engine),
    /** Against other ways to simulate the same. */
    PEERS(PeerBenchmark.class, new Rounds(8, 5), new Rounds(5, 3), Map.of("method", List.of("pair")), Suite::peers),
    /** Live heap. */
    MEMORY(
            MemoryBenchmark.class,
            new Rounds(0, 1),
            new Rounds(0, 1),
            Map.of("queries", List.of("2000000")),
            Suite::memory),
    /** Cost of a query at several sizes. */
    SCALING(
            ScalingBenchmark.class,
            new Rounds(5, 5),
            new Rounds(3, 3),
            Map.of("policy", List.of("closest"), "binding", List.of("STREAM"), "size", List.of("1000x10", "1000x500")),
            Suite::scaling),
    /** What sharing, interference and batching cost. */
    SHARING(
            SharingBenchmark.class,
            new Rounds(3, 5),
            new Rounds(3, 2),
            Map.of("features", List.of("dynamic-batching")),
            Suite::sharing),
    /** The learning agent. */
    AGENT(
            AgentBenchmark.class,
            new Rounds(3, 5),
            new Rounds(2, 3),
            Map.of("method", List.of("environment"), "period", List.of("1")),
            Suite::agent),
    /** Elastic tasks. */
    ELASTIC(
            ElasticBenchmark.class,
            new Rounds(20, 5),
            new Rounds(20, 5),
            Map.of("size", List.of("3x100000")),
            Suite::elastic),
    /** TapFinger's network. */
    TAPFINGER(
            TapFingerBenchmark.class,
            new Rounds(5, 3),
            new Rounds(5, 3),
            Map.of("hidden", List.of("32")),
            Suite::tapfinger),
    /** Its training. */
    TRAINING(
            TapFingerTrainingBenchmark.class,
            new Rounds(2, 3),
            new Rounds(2, 1),
            Map.of("kernel", List.of(TapFingerTrainingBenchmark.FAST)),
            Suite::training);

    private record Rounds(int warmups, int measurements) {}

    private static final String SPEED = "queries/CPU s";
    private static final String METHOD = "method";
    /** The method that measures Cloudlets and engine. */
    private static final String PAIR = "pair";

    private static final List<String> ALL = List.of(".*");

    private final Class<?> benchmark;
    private final Rounds rounds;
    private final Rounds quickRounds;
    private final Map<String, List<String>> quickCases;
    private final Function<Measurements, List<Finding>> reader;

    Suite(
            Class<?> benchmark,
            Rounds rounds,
            Rounds quickRounds,
            Map<String, List<String>> quickCases,
            Function<Measurements, List<Finding>> reader) {
        this.benchmark = benchmark;
        this.rounds = rounds;
        this.quickRounds = quickRounds;
        this.quickCases = quickCases;
        this.reader = reader;
    }

    /** Returns the name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Adds what is to be run; a quick run leaves cases out, and is warmed up as the other but for the last percents. */
    void configure(ChainedOptionsBuilder options, boolean quick) {
        Rounds chosen = quick ? quickRounds : rounds;
        List<String> methods = quick ? quickCases.getOrDefault(METHOD, ALL) : ALL;
        options.include("\\." + benchmark.getSimpleName() + "\\.(" + String.join("|", methods) + ")$")
                .warmupIterations(chosen.warmups)
                .measurementIterations(chosen.measurements);
        if (this == TRAINING) {
            options.jvmArgsAppend(MatrixKernels.VECTOR_OPTION);
        }
        if (quick) {
            quickCases.forEach((parameter, values) -> {
                if (!parameter.equals(METHOD)) {
                    options.param(parameter, values.toArray(String[]::new));
                }
            });
        }
    }

    /** Makes the figures. */
    List<Finding> read(Measurements measured) {
        return reader.apply(measured);
    }

    private static List<Finding> engine(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String policy : measured.values("policy")) {
            double speed = measured.median(Measurements::queriesPerCpuSecond, policy);
            findings.add(new Finding("engine", policy, speed, SPEED, Target.atLeast(2e6)));
            findings.add(garbage("engine", measured, policy, Target.below(0.5)));
        }
        return findings;
    }

    private static List<Finding> peers(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        speed(findings, "cloudlets", measured.median(Measurements::peersPerCpuSecond, PAIR));
        latency(findings, "cloudlets", measured.median(it -> Measurements.counter("peerLatencyMicros", it), PAIR));
        double engine = measured.median(Measurements::queriesPerCpuSecond, PAIR);
        speed(findings, "engine", engine);
        latency(findings, "engine", measured.median(it -> Measurements.counter("meanLatencyMicros", it), PAIR));
        double ratio =
                measured.median(it -> Measurements.queriesPerCpuSecond(it) / Measurements.peersPerCpuSecond(it), PAIR);
        findings.add(new Finding("peers", "speed of engine over cloudlets", ratio, "", Target.atLeast(60)));
        for (String loop : measured.values(METHOD)) {
            if (!loop.equals(PAIR)) {
                double speed = measured.median(Measurements::queriesPerCpuSecond, loop);
                speed(findings, loop, speed);
                latency(findings, loop, measured.median(it -> Measurements.counter("meanLatencyMicros", it), loop));
                findings.add(new Finding("peers", "speed of engine over " + loop, engine / speed, "", Target.NONE));
            }
        }
        return findings;
    }

    private static void speed(List<Finding> findings, String of, double perSecond) {
        findings.add(new Finding("peers", "speed of " + of, perSecond, SPEED, Target.NONE));
    }

    private static void latency(List<Finding> findings, String of, double micros) {
        findings.add(new Finding("peers", "mean latency (theory 87.5) of " + of, micros / 1000, "ms", Target.NONE));
    }

    private static List<Finding> memory(Measurements measured) {
        double tenth = measured.median(it -> Measurements.counter("liveAtTenth", it));
        double end = measured.median(it -> Measurements.counter("liveAtEnd", it));
        long queries = Long.parseLong(measured.values("queries").get(0));
        return List.of(
                new Finding("memory", liveHeap(queries / 10), tenth / 1e6, "MB", Target.NONE),
                new Finding("memory", liveHeap(queries), end / 1e6, "MB", Target.NONE),
                new Finding("memory", "ratio", end / tenth, "", Target.below(1.1)),
                new Finding(
                        "memory",
                        "speed in a heap of 64 MiB",
                        measured.median(Measurements::queriesPerCpuSecond),
                        SPEED,
                        Target.NONE));
    }

    private static String liveHeap(long queries) {
        return String.format(Locale.ROOT, "live heap after %s million queries", queries / 1e6);
    }

    private static List<Finding> scaling(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String policy : measured.values("policy")) {
            for (String binding : measured.values("binding")) {
                for (String size : measured.values("size")) {
                    String subject = String.format(
                            Locale.ROOT,
                            "%s, %s binding, %s streams x workers",
                            policy,
                            binding.toLowerCase(Locale.ROOT),
                            size);
                    double cost = cost(measured, policy, binding, size);
                    findings.add(new Finding("scaling", subject, cost, "ns/query", Target.NONE));
                }
                ratio(findings, measured, policy, binding, "1000 / 60 streams", "1000x10", "60x10");
                ratio(findings, measured, policy, binding, "500 / 10 workers", "1000x500", "1000x10");
            }
        }
        return findings;
    }

    private static void ratio(
            List<Finding> findings,
            Measurements measured,
            String policy,
            String binding,
            String name,
            String large,
            String small) {
        if (!measured.values("size").contains(small)) {
            return;
        }
        double ratio = cost(measured, policy, binding, large) / cost(measured, policy, binding, small);
        String subject =
                String.format(Locale.ROOT, "%s, %s binding, %s", policy, binding.toLowerCase(Locale.ROOT), name);
        findings.add(new Finding("scaling", subject, ratio, "", Target.below(1.5)));
    }

    private static List<Finding> sharing(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String features : measured.values("features")) {
            double speed = measured.median(Measurements::queriesPerCpuSecond, features);
            findings.add(new Finding("sharing", features, speed, SPEED, Target.atLeast(1e6)));
            findings.add(garbage("sharing", measured, features, Target.NONE));
        }
        return findings;
    }

    private static List<Finding> agent(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String period : measured.values("period")) {
            double steps = measured.median(Measurements::queriesPerCpuSecond, "environment", period);
            String subject = String.format(Locale.ROOT, "environment, a decision every %s s", period);
            // 100 times the 77 steps/s of environments that reach CloudSim Plus through a gateway.
            Target target = period.equals("0.1") ? Target.atLeast(7700) : Target.NONE;
            findings.add(new Finding("agent", subject, steps, "steps/CPU s", target));
        }
        if (!measured.values(METHOD).contains("decision")) {
            return findings;
        }
        double decision = 1e6 / measured.median(Measurements::queriesPerCpuSecond, "decision");
        findings.add(new Finding("agent", "decision", decision, "us", Target.below(20)));
        double updates = measured.median(Measurements::queriesPerCpuSecond, "update");
        findings.add(new Finding("agent", "updates of the network", updates, "updates/CPU s", Target.NONE));
        return findings;
    }

    private static List<Finding> elastic(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        String few = "3x100000";
        findings.add(new Finding(
                "elastic",
                "3 clusters, min",
                measured.median(Measurements::queriesPerCpuSecond, few),
                "timesteps/CPU s",
                Target.atLeast(1_000_000)));
        findings.add(new Finding(
                "elastic",
                "3 clusters, min, garbage",
                measured.median(Measurements::bytesPerQuery, few),
                "bytes/timestep",
                Target.NONE));
        String many = "100x100000";
        if (measured.values("size").contains(many)) {
            double seconds = measured.median(it -> Measurements.counter("cpuNanos", it) / 1e9, many);
            findings.add(
                    new Finding("elastic", "100,000 tasks on 100 clusters, min", seconds, "CPU s", Target.below(60)));
        }
        return findings;
    }

    private static List<Finding> tapfinger(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String hidden : measured.values("hidden")) {
            double millis = 1e3 / measured.median(Measurements::queriesPerCpuSecond, hidden);
            String subject = String.format(Locale.ROOT, "decision per cluster, hidden %s, plain kernel", hidden);
            findings.add(new Finding("tapfinger", subject, millis, "ms", Target.below(2)));
        }
        return findings;
    }

    private static List<Finding> training(Measurements measured) {
        List<Finding> findings = new ArrayList<>();
        for (String kernel : measured.values("kernel")) {
            double steps = measured.median(Measurements::queriesPerCpuSecond, kernel);
            String subject = String.format(Locale.ROOT, "3 clusters, hidden 64, 3 layers, %s kernel", kernel);
            Target target = kernel.equals(TapFingerTrainingBenchmark.FAST) ? Target.atLeast(200) : Target.NONE;
            findings.add(new Finding("training", subject, steps, "steps/CPU s", target));
        }
        return findings;
    }

    private static Finding garbage(String benchmark, Measurements measured, String subject, Target target) {
        double bytes = measured.median(it -> Measurements.counter("milliBytes", it) / 1000, subject);
        return new Finding(benchmark, subject + ", garbage", bytes, "bytes/query", target);
    }

    private static double cost(Measurements measured, String policy, String binding, String size) {
        return 1e9 / measured.median(Measurements::queriesPerCpuSecond, policy, binding, size);
    }
}
