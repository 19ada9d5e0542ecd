// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.SchedulingPolicy;
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

/** Workers at their clients' side without a network between them, and queries that were recorded. */
final class OneSite {
    /** Holds whatever is put on it. */
    static final GpuSpec DEVICE = new GpuSpec("device", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "recorded");

    private OneSite() {}

    /** Queries one by one, without a network and a limit. */
    static ServingSettings settings(double duration, Batching batching, ServiceLaw service) {
        return new ServingSettings(
                        duration,
                        0,
                        ServingSettings.Binding.QUERY,
                        Double.POSITIVE_INFINITY,
                        0,
                        JitterModel.none(),
                        service,
                        duration)
                .withInstances(InstanceRules.DEFAULT.with(batching));
    }

    static ServingEngine engine(
            List<Worker> workers,
            List<StreamClass> classes,
            List<RecordedQuery> queries,
            ServingSettings settings,
            SchedulingPolicy policy,
            long seed) {
        Site site = new Site("site", Tier.EDGE, "", Link.NONE, Link.NONE, 1, workers);
        return new ServingEngine(
                new ServingScenario(
                        "replay",
                        new EdgeTopology(List.of(site)),
                        Workload.recorded(classes, queries),
                        settings,
                        List.of()),
                policy,
                seed);
    }
}
