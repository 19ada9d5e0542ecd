// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
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
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;

/** A worker at its clients' side without a network between them, and queries that were recorded. */
final class OneSite {
    /** Holds whatever is put on it. */
    static final GpuSpec DEVICE = new GpuSpec("device", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "recorded");

    private OneSite() {}

    static ServingEngine engine(
            Worker worker,
            List<StreamClass> classes,
            List<RecordedQuery> queries,
            Batching batching,
            ServiceLaw law,
            double duration,
            long seed) {
        Site site = new Site("site", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        ServingSettings settings = new ServingSettings(
                        duration,
                        0,
                        ServingSettings.Binding.QUERY,
                        Double.POSITIVE_INFINITY,
                        0,
                        JitterModel.none(),
                        law,
                        duration)
                .withInstances(InstanceRules.DEFAULT.with(batching));
        return new ServingEngine(
                new ServingScenario(
                        "replay",
                        new EdgeTopology(List.of(site)),
                        Workload.recorded(classes, queries),
                        settings,
                        List.of()),
                new Closest(),
                seed);
    }
}
