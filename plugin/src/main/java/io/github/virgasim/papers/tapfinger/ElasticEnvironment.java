// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.GraphObservation;
import io.github.virgasim.learn.GraphSpec;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.MultiAgentEnvironment;
import io.github.virgasim.learn.MultiAgentStep;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The scheduling of elastic tasks as a learning environment: each cluster is an agent that may start one of its pending tasks
 * with some CPUs (part 1) and GPUs (part 2), at least the task's minimum. All see the graph of {@link TaskGraph}. Time is
 * counted in timesteps; where clusters may start several tasks in a timestep, time passes once none starts any.
 *
 * <p>All agents together are paid minus the tasks alive in each timestep that passes, divided by the tasks of the episode,
 * in equal parts: the sum over an episode is minus the mean completion time in timesteps. An episode ends when all tasks
 * are complete, and is given up where a learner's is ({@link Episode#limit}). Arrivals and noise are those that a scheduler
 * meets under the same seed.
 */
final class ElasticEnvironment implements MultiAgentEnvironment {
    private static final int CPU = 0;
    private static final int GPU = 1;

    private final ElasticExperiment experiment;
    private final GraphSpec spec;
    private final List<ActionSpec> parts;
    private ElasticEngine engine;
    private TaskGraph graph;
    private int[][] actions;
    private long alive;
    private boolean running;

    /**
     * Makes an environment.
     *
     * @param experiment clusters, task types, arrivals
     */
    ElasticEnvironment(ElasticExperiment experiment) {
        this.experiment = experiment;
        spec = TaskGraph.spec(experiment.types());
        parts = List.of(units("CPUs", CPU), units("GPUs", GPU));
    }

    private ActionSpec units(String name, int kind) {
        int most = experiment.types().stream()
                .mapToInt(type -> type.cap().get(kind))
                .max()
                .orElseThrow();
        int largest = experiment.setting().capacities().stream()
                .mapToInt(capacity -> capacity.get(kind))
                .max()
                .orElseThrow();
        return new ActionSpec(IntStream.rangeClosed(0, Math.min(most, largest))
                .mapToObj(units -> units + " " + name)
                .toList());
    }

    @Override
    public int agents() {
        return experiment.setting().capacities().size();
    }

    @Override
    public GraphSpec observation() {
        return spec;
    }

    @Override
    public List<ActionSpec> parts() {
        return parts;
    }

    @Override
    public GraphObservation reset(long seed) {
        RandomStreams streams = new RandomStreams(seed);
        engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(streams),
                this::decide,
                streams.stream("noise"),
                new Count());
        alive = engine.created();
        running = true;
        return observe();
    }

    private final class Count implements EpisodeObserver {
        @Override
        public void passed(long timestep, long tasks, List<Cluster> clusters) {
            alive = tasks;
        }
    }

    private void decide(ElasticView view, Plan plan) {
        for (int agent = 0; agent < actions.length; agent++) {
            int[] action = actions[agent];
            if (action[0] != NOTHING) {
                plan.start(agent, task(agent, action[0]), Units.of(action[1], action[2]));
            }
        }
    }

    private ElasticTask task(int agent, int candidate) {
        return graph.task(graph.firstPair(agent) + candidate);
    }

    private GraphObservation observe() {
        graph = TaskGraph.of(engine, experiment.types().size());
        return graph.observation(spec);
    }

    @Override
    public void allowed(int agent, int[] chosen, int part, boolean[] allowed) {
        int first = graph.firstPair(agent);
        if (part == 0) {
            System.arraycopy(graph.feasible, first, allowed, 0, graph.pairsOf[agent]);
            return;
        }
        int kind = part - 1;
        TaskType type = graph.task(first + chosen[0]).type();
        Arrays.fill(allowed, false);
        int most = Math.min(type.cap().get(kind), graph.free[agent].get(kind));
        for (int units = type.minimum().get(kind); units <= most; units++) {
            allowed[units] = true;
        }
    }

    @Override
    public MultiAgentStep step(int[][] chosen) {
        if (!running) {
            throw new IllegalStateException("the episode has ended, or none has been started; reset() starts another");
        }
        requireAllowed(chosen);
        actions = chosen;
        long before = alive;
        boolean passed = engine.step();
        double[] rewards = new double[agents()];
        if (passed) {
            Arrays.fill(rewards, -(double) before / experiment.tasks() / agents());
        }
        boolean terminated = engine.isFinished();
        boolean truncated = !terminated && engine.timestep() >= Episode.limit(experiment);
        running = !terminated && !truncated;
        return new MultiAgentStep(observe(), rewards, passed ? 1 : 0, terminated, truncated);
    }

    private void requireAllowed(int[][] chosen) {
        Set<ElasticTask> taken = new HashSet<>();
        for (int agent = 0; agent < agents(); agent++) {
            int[] action = chosen[agent];
            int from = graph.firstPair(agent);
            if (action[0] == NOTHING) {
                continue;
            }
            require(action[0] >= 0 && action[0] < graph.pairsOf[agent], agent, "must be one of its pending tasks");
            TaskType type = graph.task(from + action[0]).type();
            Units units = Units.of(action[1], action[2]);
            require(graph.feasible[from + action[0]], agent, "must be a task whose minimum is free");
            require(
                    units.covers(type.minimum()) && type.cap().covers(units) && graph.free[agent].covers(units),
                    agent,
                    "must have units between the minimum of its task and what is free, within its cap");
            require(taken.add(task(agent, action[0])), agent, "must be a task that no other cluster starts");
        }
    }

    private static void require(boolean holds, int agent, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("choice of cluster " + agent + " " + rule);
        }
    }

    @Override
    public Identity identity() {
        return Identity.of("experiment", experiment.name())
                .with("clusters", experiment.setting().capacities())
                .with("mode", experiment.setting().mode())
                .with("refill", experiment.setting().refill())
                .with("tasks_per_timestep", experiment.rate())
                .with("tasks", experiment.tasks())
                .with("types", experiment.types().stream().map(TaskType::name).toList())
                .with("fidelity", Fidelity.of(experiment).label());
    }
}
