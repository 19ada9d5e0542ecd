// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.learn.GraphSpec.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@link MultiAgentEnvironment} in numbers of fixed shape. Each agent is a node of the first type of the graph, and there is
 * a most number of candidates of an agent. An agent observes its own node, the other agents' nodes in the order of their
 * numbers from its own on, and its candidates in their order, each with a 1 before its features; places without a candidate
 * hold zeros. Edges and nodes of other types are left out.
 *
 * <p>Choice 0 of part 0 is to do nothing, choice i + 1 is candidate i; who does nothing chooses 0 in the other parts. The
 * choices of the other parts may depend on part 0 only. Of several agents that pick the same candidate the one with the
 * lowest number gets it, the others do nothing.
 */
public final class FlatAgents implements FlatEnvironment {
    private final MultiAgentEnvironment environment;
    private final int most;
    private final NodeType agentType;
    private final NodeType candidateType;
    private final FlatSpec spec;
    private GraphObservation seen;
    private boolean[] allowed;
    private double time;

    /**
     * Wraps an environment.
     *
     * @param environment whose graph has the agents as the nodes of its first type
     * @param most candidates that an agent can have at once, at least 1
     * @param clock unit of its time
     */
    public FlatAgents(MultiAgentEnvironment environment, int most, String clock) {
        this.environment = environment;
        this.most = most;
        GraphSpec graph = environment.observation();
        agentType = graph.nodeTypes().get(0);
        candidateType = graph.nodeTypes().get(graph.candidateType());
        List<String> choices = new ArrayList<>(List.of("nothing"));
        for (int i = 0; i < most; i++) {
            choices.add(candidateType.name() + " " + i);
        }
        List<ActionSpec> parts = new ArrayList<>(List.of(new ActionSpec(choices)));
        parts.addAll(environment.parts());
        spec = new FlatSpec(environment.agents(), new ObservationSpec(names()), parts, clock);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int n = 0; n < environment.agents(); n++) {
            String whose = n == 0 ? " of own " + agentType.name() : " of " + agentType.name() + " +" + n;
            agentType.features().names().forEach(feature -> names.add(feature + whose));
        }
        for (int i = 0; i < most; i++) {
            String whose = candidateType.name() + " " + i;
            names.add(whose + " is there");
            candidateType.features().names().forEach(feature -> names.add(feature + " of " + whose));
        }
        return names;
    }

    @Override
    public FlatSpec spec() {
        return spec;
    }

    @Override
    public View reset(long seed) {
        seen = environment.reset(seed);
        allowed = mask();
        time = 0;
        return new View(observe(), allowed, new double[spec.agents()], time, false, false);
    }

    @Override
    public View step(int[] actions) {
        if (seen == null) {
            throw new IllegalStateException("no episode has been started; reset() starts one");
        }
        int parts = spec.parts().size();
        int size = spec.maskSize();
        int[][] chosen = new int[spec.agents()][];
        Set<Integer> taken = new HashSet<>();
        for (int agent = 0; agent < chosen.length; agent++) {
            int[] action = Arrays.copyOfRange(actions, agent * parts, (agent + 1) * parts);
            spec.requireAllowed(agent, action, Arrays.copyOfRange(allowed, agent * size, (agent + 1) * size));
            action[0]--;
            if (action[0] >= 0 && !taken.add(seen.candidates()[agent][action[0]])) {
                action[0] = MultiAgentEnvironment.NOTHING;
            }
            chosen[agent] = action;
        }
        MultiAgentStep step = environment.step(chosen);
        seen = step.observation();
        allowed = mask();
        time += step.elapsed();
        return new View(observe(), allowed, step.rewards(), time, step.terminated(), step.truncated());
    }

    private double[] observe() {
        int agents = spec.agents();
        int width = spec.observation().size();
        double[] all = new double[agents * width];
        float[] nodes = seen.features()[0];
        float[] candidates = seen.features()[seen.spec().candidateType()];
        for (int agent = 0; agent < agents; agent++) {
            int at = agent * width;
            for (int n = 0; n < agents; n++) {
                at = copy(nodes, (agent + n) % agents, agentType.width(), all, at);
            }
            for (int candidate : seen.candidates()[agent]) {
                all[at++] = 1;
                at = copy(candidates, candidate, candidateType.width(), all, at);
            }
        }
        return all;
    }

    private static int copy(float[] features, int node, int width, double[] to, int at) {
        for (int f = 0; f < width; f++) {
            to[at + f] = features[node * width + f];
        }
        return at + width;
    }

    private boolean[] mask() {
        int size = spec.maskSize();
        boolean[] mask = new boolean[spec.agents() * size];
        for (int agent = 0; agent < spec.agents(); agent++) {
            int from = agent * size;
            int count = seen.candidates()[agent].length;
            if (count > most) {
                throw new IllegalStateException("candidates of an agent must be at most " + most + ", were " + count);
            }
            boolean[] first = new boolean[count];
            int[] chosen = new int[spec.parts().size()];
            environment.allowed(agent, chosen, 0, first);
            mask[from] = true;
            System.arraycopy(first, 0, mask, from + 1, count);
            for (int part = 1; part < chosen.length; part++) {
                mask[from + spec.maskAt(part, 0)] = true;
                boolean[] choices = new boolean[spec.parts().get(part).size()];
                for (chosen[0] = 0; chosen[0] < count; chosen[0]++) {
                    if (first[chosen[0]]) {
                        Arrays.fill(choices, false);
                        environment.allowed(agent, chosen, part, choices);
                        System.arraycopy(choices, 0, mask, from + spec.maskAt(part, chosen[0] + 1), choices.length);
                    }
                }
            }
        }
        return mask;
    }

    @Override
    public Identity identity() {
        return environment.identity();
    }
}
