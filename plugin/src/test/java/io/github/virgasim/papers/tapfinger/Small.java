// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Eligibility;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.graph.MatrixKernels;
import java.util.ArrayList;
import java.util.List;

/** Small experiments, networks and episodes for tests. */
final class Small {
    private Small() {}

    /** Two clusters of different size, few tasks. */
    static ElasticExperiment experiment(ElasticSetting.Mode mode, long tasks) {
        ElasticSetting setting = new ElasticSetting(
                List.of(Units.of(16, 8), Units.of(8, 16)), 4, mode, ElasticSetting.RefillOrder.QUEUE_FIRST, 1);
        return new ElasticExperiment(
                "small", setting, TapFinger.syntheticTypes(0.2), 3, tasks, Eligibility.UNIFORM_COUNT);
    }

    static TapFingerNetwork network(ElasticExperiment experiment) {
        return new TapFingerNetwork(NetworkShape.of(experiment, 8, 2), TaskChoice.POINTER, 3);
    }

    /** Runs episodes by draws of a network to their ends, in one batch. */
    static List<Episode> episodes(
            ElasticExperiment experiment, TapFingerNetwork network, DecisionMode mode, int count) {
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            episodes.add(new Episode(experiment, mode, 100 + i, 200 + i));
        }
        try (Workers workers = new Workers(1)) {
            new Collector(network, MatrixKernels.plain()).run(List.of(episodes), workers);
        }
        return episodes;
    }
}
