// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** One episode that is decided about from outside, with what learning needs of it. */
final class Episode {
    /** An episode is given up after this many times the timesteps of its arrivals, and some more. */
    private static final int PATIENCE = 4;

    private static final int GRACE = 200;

    /** A situation, what was decided about it, and what the critic thought of it. */
    record Step(TaskGraph graph, JointDecision decision, int timestep, float value) {}

    final List<Step> steps = new ArrayList<>();
    private final ElasticEngine engine;
    private final int types;
    private final long limit;
    private final DecisionMode mode;
    private final UniformRandomProvider random;
    private float[] alive = new float[256];
    private int timesteps;
    private JointDecision next;
    private TaskGraph graph;

    /**
     * Opens an episode.
     *
     * @param experiment to be run
     * @param mode how clusters decide together
     * @param arrivals seed of the arrivals
     * @param own seed of everything else
     */
    Episode(ElasticExperiment experiment, DecisionMode mode, long arrivals, long own) {
        this.mode = mode;
        types = experiment.types().size();
        limit = limit(experiment);
        RandomStreams streams = new RandomStreams(own);
        random = streams.stream("policy");
        engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(new RandomStreams(arrivals)),
                (view, plan) -> start(graph, next, plan),
                streams.stream("noise"),
                new Count());
        alive[0] = engine.created();
        graph = TaskGraph.of(engine, types);
    }

    /** Returns the number of timesteps after which an episode is given up. */
    static long limit(ElasticExperiment experiment) {
        return (long) (PATIENCE * experiment.tasks() / experiment.rate()) + GRACE;
    }

    private final class Count implements EpisodeObserver {
        @Override
        public void passed(long timestep, long tasks, List<Cluster> clusters) {
            timesteps++;
            if (timesteps == alive.length) {
                alive = Arrays.copyOf(alive, 2 * timesteps);
            }
            alive[timesteps] = tasks;
        }
    }

    /** Puts what was decided into a plan. */
    static void start(TaskGraph graph, JointDecision decision, Plan plan) {
        for (int n = 0; n < graph.clusters; n++) {
            if (decision.starts(n)) {
                plan.start(n, graph.task(decision.pair[n]), Units.of(decision.cpus[n], decision.gpus[n]));
            }
        }
    }

    /** Returns what is to be decided about next: the beginning of a timestep, or a later step in which somebody can start. */
    Situation situation() {
        return new Situation(engine, graph, mode, random);
    }

    /** Carries a decision about {@link #situation} out. */
    void decide(JointDecision decision, float value) {
        steps.add(new Step(graph, decision, timesteps, value));
        next = decision;
        boolean passed = engine.step();
        graph = TaskGraph.of(engine, types);
        if (!passed && !graph.isOpen()) {
            // Nobody can start anything: the empty decision that lets time pass needs no network.
            next = new JointDecision(graph);
            engine.step();
            graph = TaskGraph.of(engine, types);
        }
    }

    /** Tells whether all tasks are complete, or the episode was given up. */
    boolean isOver() {
        return engine.isFinished() || timesteps >= limit;
    }

    int timesteps() {
        return timesteps;
    }

    /** Returns the number of tasks alive in a timestep; the sum of all is the sum of completion times. */
    float alive(int timestep) {
        return timestep < timesteps ? alive[timestep] : 0;
    }

    /** Returns the mean completion time in timesteps; a lower bound of it if the episode was given up. */
    double meanCompletionTime() {
        double sum = 0;
        for (int t = 0; t < timesteps; t++) {
            sum += alive[t];
        }
        return sum / engine.created();
    }
}
