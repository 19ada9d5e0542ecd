// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;

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

    /** A random small deployment; see {@link RandomScenarios}. */
    public static ServingScenario random(long seed) {
        return RandomScenarios.plain().scenario(seed);
    }

    /** A random small deployment whose GPUs are shared in random ways; see {@link RandomScenarios}. */
    public static ServingScenario randomlyShared(long seed) {
        return RandomScenarios.shared().scenario(seed);
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
}
