// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.elastic.Proposal;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Decisions of another scheduler in the shape in which the network could have made them.
 *
 * <p>A cluster that starts nothing though it could is shown to wait with one of its tasks, drawn evenly, and learns nothing
 * about choosing a task. In sequential lessons the clusters had their turns in an order drawn evenly.
 */
final class Lessons {
    private final ElasticExperiment experiment;
    private final ElasticScheduler teacher;
    private final DecisionMode mode;
    private final UniformRandomProvider random;
    private final List<Step> steps = new ArrayList<>();
    private int timestep;

    private Lessons(
            ElasticExperiment experiment, ElasticScheduler teacher, DecisionMode mode, UniformRandomProvider random) {
        this.experiment = experiment;
        this.teacher = teacher;
        this.mode = mode;
        this.random = random;
    }

    /** Lets a teacher run one episode. */
    static List<Step> of(
            ElasticExperiment experiment, ElasticScheduler teacher, DecisionMode mode, RandomStreams streams) {
        Lessons lessons = new Lessons(experiment, teacher, mode, streams.stream("lessons"));
        new ElasticEngine(
                        experiment.setting(),
                        experiment.types(),
                        experiment.arrivals(streams),
                        lessons::decide,
                        streams.stream("noise"),
                        new EpisodeStatistics())
                .run();
        return lessons.steps;
    }

    private void decide(ElasticView view, Plan plan) {
        TaskGraph graph = TaskGraph.of(view, experiment.types().size());
        teacher.decide(view, plan);
        if (graph.isOpen()) {
            steps.add(new Step(graph, lesson(graph, plan), timestep++, 0));
        }
    }

    private JointDecision lesson(TaskGraph graph, Plan plan) {
        JointDecision decision = new JointDecision(graph);
        boolean[] permitted = graph.feasible.clone();
        for (int n : order(graph.clusters)) {
            int from = graph.firstPair(n);
            int to = from + graph.pairsOf[n];
            System.arraycopy(permitted, from, decision.permitted, from, to - from);
            Optional<Proposal> start = plan.started(n);
            if (start.isPresent()) {
                int task = graph.pending.indexOf(start.get().task());
                decision.pair[n] = IntStream.range(from, to)
                        .filter(pair -> graph.pairTask[pair] == task)
                        .findFirst()
                        .orElseThrow();
                decision.cpus[n] = start.get().units().get(0);
                decision.gpus[n] = start.get().units().get(1);
                if (mode == DecisionMode.SEQUENTIAL) {
                    IntStream.range(0, permitted.length)
                            .filter(pair -> graph.pairTask[pair] == task)
                            .forEach(pair -> permitted[pair] = false);
                }
            } else {
                int[] open = IntStream.range(from, to)
                        .filter(pair -> decision.permitted[pair])
                        .toArray();
                if (open.length > 0) {
                    decision.pair[n] = open[random.nextInt(open.length)];
                    Arrays.fill(decision.permitted, from, to, false);
                    decision.permitted[decision.pair[n]] = true;
                }
            }
        }
        return decision;
    }

    private List<Integer> order(int clusters) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, clusters).boxed().toList());
        for (int i = clusters - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
