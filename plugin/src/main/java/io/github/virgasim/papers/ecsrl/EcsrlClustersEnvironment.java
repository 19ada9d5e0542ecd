// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.GraphObservation;
import io.github.virgasim.learn.GraphSpec;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.MultiAgentEnvironment;
import io.github.virgasim.learn.MultiAgentStep;
import io.github.virgasim.learn.ObservationSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link EcsrlEnvironment} with an agent at each access point. Requests come one after another, so that one agent has
 * candidates at a time, the devices in their usual order: that of the access point that a request has reached. It may send the
 * request to one of them or, by {@link #NOTHING}, reject it. The others have no candidate and wait. All are paid in equal parts.
 *
 * <p>The graph has the access points, each with a mark whether it has a request and, if so, what its agent observes, and
 * the devices of that agent, each with a mark whether the request may go there; it has no edges.
 */
final class EcsrlClustersEnvironment implements MultiAgentEnvironment {
    private final EcsrlEnvironment environment;
    private final GraphSpec spec;
    /** Sites of the agents. */
    private final int[] points;

    private boolean running;

    /**
     * Makes an environment.
     *
     * @param environment decides about everything
     */
    EcsrlClustersEnvironment(EcsrlEnvironment environment) {
        this.environment = environment;
        points = environment.access().points();
        List<String> features = new ArrayList<>(List.of("has a request"));
        features.addAll(environment.observation().names());
        spec = new GraphSpec(
                List.of(
                        new GraphSpec.NodeType("access point", new ObservationSpec(features)),
                        new GraphSpec.NodeType("device", new ObservationSpec(List.of("may be chosen")))),
                List.of(),
                1);
    }

    /** Returns the most candidates that an agent can have. */
    int devices() {
        return environment.actions().size();
    }

    @Override
    public int agents() {
        return points.length;
    }

    @Override
    public GraphSpec observation() {
        return spec;
    }

    @Override
    public List<ActionSpec> parts() {
        return List.of();
    }

    @Override
    public GraphObservation reset(long seed) {
        double[] seen = environment.reset(seed);
        running = true;
        return observe(seen);
    }

    private GraphObservation observe(double[] seen) {
        int width = seen.length + 1;
        float[] agents = new float[points.length * width];
        int[][] candidates = new int[points.length][0];
        boolean[] allowed = environment.allowed();
        float[] devices = new float[allowed.length];
        for (int device = 0; device < devices.length; device++) {
            devices[device] = allowed[device] ? 1 : 0;
        }
        if (running) {
            int asking = asking();
            agents[asking * width] = 1;
            for (int i = 0; i < seen.length; i++) {
                agents[asking * width + 1 + i] = (float) seen[i];
            }
            candidates[asking] = IntStream.range(0, devices.length).toArray();
        }
        return new GraphObservation(spec, new float[][] {agents, devices}, new int[0][], new int[0][], candidates);
    }

    /** Returns the agent that has a request. */
    private int asking() {
        return Arrays.binarySearch(points, environment.source());
    }

    @Override
    public void allowed(int agent, int[] chosen, int part, boolean[] allowed) {
        if (allowed.length > 0) {
            System.arraycopy(environment.allowed(), 0, allowed, 0, allowed.length);
        }
    }

    @Override
    public MultiAgentStep step(int[][] actions) {
        if (!running) {
            throw new IllegalStateException("the episode has ended, or none has been started; reset() starts another");
        }
        int asking = asking();
        for (int agent = 0; agent < points.length; agent++) {
            if (agent != asking && actions[agent][0] != NOTHING) {
                throw new IllegalArgumentException("access point " + agent + " has no request, so it must do nothing");
            }
        }
        double before = environment.engine().now();
        int action = actions[asking][0];
        EnvironmentStep step = action == NOTHING ? environment.reject() : environment.step(action);
        running = !step.ended();
        double[] rewards = new double[points.length];
        Arrays.fill(rewards, step.reward() / points.length);
        return new MultiAgentStep(
                observe(step.observation()),
                rewards,
                environment.engine().now() - before,
                step.terminated(),
                step.truncated());
    }

    @Override
    public Identity identity() {
        return environment.identity().with("agents", points.length);
    }
}
