// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device that does one recorded job after another, in the engine. */
public final class JobQueue {
    private static final GpuSpec DEVICE = new GpuSpec("device", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "recorded");
    private static final String SOURCE = "recorded";

    private JobQueue() {}

    /**
     * Serves jobs in the order of their arrival.
     *
     * @param arrivals of the jobs, rising [s]
     * @param seconds that each takes [s], positive
     * @return the end of each job [s]
     */
    public static double[] ends(double[] arrivals, double[] seconds) {
        double[] ends = new double[arrivals.length];
        if (arrivals.length == 0) {
            return ends;
        }
        // A query as large as its job is long; jobs that are equally long are one class.
        InferenceTask task = new InferenceTask("job", "none", "second", 1, SOURCE);
        Map<Double, Integer> classes = new LinkedHashMap<>();
        List<StreamClass> streams = new ArrayList<>();
        List<RecordedQuery> queries = new ArrayList<>();
        double duration = Math.nextUp(arrivals[arrivals.length - 1]) + 1e-3;
        for (int i = 0; i < arrivals.length; i++) {
            int of = classes.computeIfAbsent(seconds[i], s -> classes.size());
            if (of == streams.size()) {
                streams.add(new StreamClass(
                        "jobs-" + of,
                        task,
                        1,
                        QueryProcess.recorded(arrivals.length / duration),
                        seconds[i],
                        0,
                        0,
                        1e9,
                        0,
                        1));
            }
            queries.add(new RecordedQuery(arrivals[i], of, 0));
        }
        ModelVariant variant =
                new ModelVariant(new DnnModel("job", task, 50, 1, SOURCE), DEVICE, 0, 1, 0, 1e9, 1, 1, 1, SOURCE);
        Worker worker = new Worker("device", DEVICE, 1, 1, 1e6, List.of(variant));
        Site site = new Site("site", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        ServingSettings settings = new ServingSettings(
                duration,
                0,
                ServingSettings.Binding.QUERY,
                Double.POSITIVE_INFINITY,
                0,
                JitterModel.none(),
                ServiceLaw.deterministic(),
                duration);
        ServingEngine engine = new ServingEngine(
                new ServingScenario(
                        "jobs",
                        new EdgeTopology(List.of(site)),
                        Workload.recorded(streams, queries),
                        settings,
                        List.of()),
                new Closest(),
                1);
        engine.listen((id, kind, instance, created, arrived, started, ended, batch) -> ends[(int) id] = ended);
        engine.finish();
        return ends;
    }
}
