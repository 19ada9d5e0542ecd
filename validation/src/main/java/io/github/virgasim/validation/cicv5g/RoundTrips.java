// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends as many messages as a drive did through the engine's network, whose one-way delay stands for the round trip. */
final class RoundTrips {
    private static final GpuSpec SINK = new GpuSpec("sink", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "none");
    private static final double NO_TIME = 1e-9;

    private RoundTrips() {}

    /** Returns as many round trips as a drive had, at its median distance, under a law. */
    static Drive of(Drive drive, DelayLaw law, long seed) {
        double interval = drive.intervalMs();
        double rate = interval > 0 ? 1000 / interval : 1;
        InferenceTask task = new InferenceTask("message", "none", "message", 1, "none");
        ModelVariant variant =
                new ModelVariant(new DnnModel("sink", task, 50, 1, "none"), SINK, NO_TIME, 0, 0, 1e9, 1, 1, 1, "none");
        Worker worker = new Worker("sink", SINK, 1, 1, 1e6, List.of(variant));
        Link link = new Link(law.meanMs() / 1000, law.sdMs() / 1000, Double.POSITIVE_INFINITY);
        Site site = new Site("site", Tier.EDGE, "", Link.NONE, link, 1, List.of(worker));
        StreamClass messages = new StreamClass("messages", task, 1, QueryProcess.periodic(rate), 1, 0, 0, 1e9, 0, 1e9);
        double duration = drive.count() / rate;
        ServingSettings settings = new ServingSettings(
                duration,
                0,
                ServingSettings.Binding.STREAM,
                Double.POSITIVE_INFINITY,
                0,
                law.jitter(),
                ServiceLaw.deterministic(),
                duration);
        ServingEngine engine = new ServingEngine(
                new ServingScenario(
                        "drive",
                        new EdgeTopology(List.of(site)),
                        Workload.replay(List.of(messages), List.of(new Client(0, 0, 0, 2 * duration))),
                        settings,
                        List.of()),
                new Closest(),
                seed);
        Drive simulated = new Drive(drive.name);
        // Messages overtake each other, and answers come in the order of their ends.
        Map<Long, Double> early = new HashMap<>();
        engine.listen((id, kind, instance, created, arrived, started, ended, batch) -> {
            early.put(id, (arrived - created) * 1000);
            for (long next = simulated.count(); early.containsKey(next); next++) {
                simulated.add(next / rate * 1000, early.remove(next));
            }
        });
        engine.finish();
        return simulated;
    }
}
