// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.learn.graph.MatrixKernel;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Schedules by draws from a trained network. */
final class TapFingerScheduler implements ElasticScheduler {
    private final Decider decider;
    private final int types;
    private final DecisionMode mode;
    private final Replicas replicas;
    private final UniformRandomProvider random;

    TapFingerScheduler(
            TapFingerNetwork network,
            DecisionMode mode,
            MatrixKernel kernel,
            Replicas replicas,
            UniformRandomProvider random) {
        decider = new Decider(network, kernel);
        types = network.shape.types();
        this.mode = mode;
        this.replicas = replicas;
        this.random = random;
    }

    @Override
    public void decide(ElasticView view, Plan plan) {
        if (replicas.active(view.timestep()).isEmpty()) {
            return;
        }
        TaskGraph graph = TaskGraph.of(view, types);
        if (graph.isOpen()) {
            Situation situation = new Situation(view, graph, mode, random);
            Episode.start(graph, decider.decide(List.of(situation)).decisions().get(0), plan);
        }
    }
}
