// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.stream.IntStream;

/** A device that does one recorded job after another, in the engine. */
public final class JobQueue {
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
        // A query is as large as its job is long.
        InferenceTask task = new InferenceTask("job", "none", "second", 1, SOURCE);
        ModelVariant variant = new ModelVariant(
                new DnnModel("job", task, 50, 1, SOURCE), OneSite.DEVICE, 0, 1, 0, 1e9, 1, 1, 1, SOURCE);
        double duration = Math.nextUp(arrivals[arrivals.length - 1]) + 1e-3;
        StreamClass jobs =
                new StreamClass("jobs", task, 1, QueryProcess.recorded(arrivals.length / duration), 1, 0, 0, 1e9, 0, 1);
        List<RecordedQuery> queries = IntStream.range(0, arrivals.length)
                .mapToObj(i -> new RecordedQuery(arrivals[i], 0, 0).withSize(seconds[i]))
                .toList();
        ServingEngine engine = OneSite.engine(
                new Worker("device", OneSite.DEVICE, 1, 1, 1e6, List.of(variant)),
                List.of(jobs),
                queries,
                Batching.dynamic(0),
                ServiceLaw.deterministic(),
                duration,
                1);
        engine.listen((id, kind, instance, created, arrived, started, ended, batch) -> ends[(int) id] = ended);
        engine.finish();
        return ends;
    }
}
