// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ConflictRule;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.Proposal;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.graph.Choices;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.Segments;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.TapFingerNetwork.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the network decide about many episodes at once, by draws from its probabilities; the outcome for each is that of
 * deciding about it alone.
 *
 * <p>Draws, not the likeliest choices, since two clusters that always want the same, or one that always rather waits, would
 * never come to an end.
 */
final class Decider {
    private final TapFingerNetwork network;
    private final Tape tape;
    private final GraphBatch batch;
    /** By pair of the batch. */
    private boolean[] permitted = new boolean[64];

    private float[] pointer = new float[64];

    /** One cluster of one episode; its pairs in the batch and how sure it is of the likeliest. */
    private record Agent(
            Situation situation, JointDecision decision, int cluster, int firstPair, int row, float sureness) {}

    /**
     * Makes a decider.
     *
     * @param network decides; may learn in between
     * @param kernel of matrix products
     */
    Decider(TapFingerNetwork network, MatrixKernel kernel) {
        this.network = network;
        tape = new Tape(kernel, network.parameters);
        batch = new GraphBatch(network.shape.types());
    }

    /** What was decided, and what the critic thinks of each situation. */
    record Outcome(List<JointDecision> decisions, float[] values) {}

    Outcome decide(List<Situation> situations) {
        batch.fill(situations.stream().map(Situation::graph).toList());
        tape.begin(false);
        Embedding embedding = network.embed(tape, batch);
        List<JointDecision> decisions = new ArrayList<>();
        List<List<Agent>> turns = new ArrayList<>();
        float[] values = new float[situations.size()];
        permit(situations);
        for (int s = 0; s < values.length; s++) {
            JointDecision decision = new JointDecision(situations.get(s).graph());
            decisions.add(decision);
            schedule(agents(situations.get(s), decision, batch.clusters.start(s), embedding), turns);
            values[s] = embedding.value().get(s, 0);
        }
        for (List<Agent> turn : turns) {
            take(turn, embedding);
        }
        for (int s = 0; s < values.length; s++) {
            if (situations.get(s).mode() == DecisionMode.INDEPENDENT) {
                resolve(situations.get(s), decisions.get(s));
            }
        }
        return new Outcome(decisions, values);
    }

    private void permit(List<Situation> situations) {
        int pairs = batch.pairs.rows();
        if (permitted.length < pairs) {
            permitted = new boolean[2 * pairs];
            pointer = new float[2 * pairs];
        }
        int at = 0;
        for (Situation situation : situations) {
            boolean[] feasible = situation.graph().feasible;
            System.arraycopy(feasible, 0, permitted, at, feasible.length);
            if (network.choice == TaskChoice.EARLIEST) {
                keepEarliest(situation.graph(), at);
            }
            at += feasible.length;
        }
    }

    /** Permits each cluster only the task that arrived first of those permitted. */
    private void keepEarliest(TaskGraph graph, int at) {
        int pair = 0;
        for (int n = 0; n < graph.clusters; n++) {
            int kept = -1;
            for (int end = pair + graph.pairsOf[n]; pair < end; pair++) {
                if (permitted[at + pair]) {
                    permitted[at + pair] = false;
                    kept = kept < 0
                                    || graph.task(pair).number()
                                            < graph.task(kept).number()
                            ? pair
                            : kept;
                }
            }
            if (kept >= 0) {
                permitted[at + kept] = true;
            }
        }
    }

    private List<Agent> agents(Situation situation, JointDecision decision, int firstRow, Embedding embedding) {
        List<Agent> agents = new ArrayList<>();
        int firstPair = batch.pairs.start(firstRow);
        for (int n = 0; n < situation.graph().clusters; n++) {
            int row = firstRow + n;
            if (hasChoice(row)) {
                Choices.probabilities(embedding.pointer(), batch.pairs, row, permitted, pointer);
                agents.add(new Agent(situation, decision, n, firstPair, row, pointer[likeliest(pointer, row)]));
            }
        }
        return agents;
    }

    private boolean hasChoice(int row) {
        for (int i = batch.pairs.start(row); i < batch.pairs.end(row); i++) {
            if (permitted[i]) {
                return true;
            }
        }
        return false;
    }

    private int likeliest(float[] values, int row) {
        int best = batch.pairs.start(row);
        for (int i = best; i < batch.pairs.end(row); i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static void schedule(List<Agent> agents, List<List<Agent>> turns) {
        boolean oneByOne = !agents.isEmpty() && agents.get(0).situation.mode() == DecisionMode.SEQUENTIAL;
        if (oneByOne) {
            agents.sort(Comparator.comparing(Agent::sureness).reversed());
        }
        for (int i = 0; i < agents.size(); i++) {
            int turn = oneByOne ? i : 0;
            if (turns.size() == turn) {
                turns.add(new ArrayList<>());
            }
            turns.get(turn).add(agents.get(i));
        }
    }

    /** Lets agents choose a task, its GPUs and its CPUs. */
    private void take(List<Agent> turn, Embedding embedding) {
        List<Agent> able = turn.stream().filter(agent -> hasChoice(agent.row)).toList();
        int[] pairs = new int[able.size()];
        for (int i = 0; i < pairs.length; i++) {
            Agent agent = able.get(i);
            int from = batch.pairs.start(agent.row);
            int to = batch.pairs.end(agent.row);
            float logSum = Choices.probabilities(embedding.pointer(), batch.pairs, agent.row, permitted, pointer);
            pairs[i] = choose(pointer, from, to, agent);
            System.arraycopy(permitted, from, agent.decision.permitted, from - agent.firstPair, to - from);
            agent.decision.pair[agent.cluster] = pairs[i] - agent.firstPair;
            agent.decision.pairLog[agent.cluster] = embedding.pointer().get(pairs[i], 0) - logSum;
            agent.decision.score[agent.cluster] = pointer[pairs[i]];
        }
        allocate(able, pairs, embedding);
        able.forEach(this::claim);
    }

    private void allocate(List<Agent> agents, int[] pairs, Embedding embedding) {
        Allowance allowance = new Allowance(network.shape);
        for (Agent agent : agents) {
            allowance.addGpus(agent.situation.graph(), agent.cluster, agent.decision.pair[agent.cluster]);
        }
        Tensor gpus = network.gpus(tape, embedding.pairs(), pairs, pairs.length);
        List<Agent> starting = new ArrayList<>();
        int[] startingPairs = new int[pairs.length];
        int[] startingGpus = new int[pairs.length];
        int[] minimum = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            Agent agent = agents.get(i);
            int units = choose(gpus, allowance, i, agent);
            agent.decision.gpus[agent.cluster] = units;
            if (units > 0) {
                int at = starting.size();
                startingPairs[at] = pairs[i];
                startingGpus[at] = units;
                minimum[at] = type(agent).minimum().get(0);
                starting.add(agent);
            }
        }
        Allowance ofCpus = new Allowance(network.shape);
        for (Agent agent : starting) {
            ofCpus.addCpus(agent.situation.graph(), agent.cluster, agent.decision.pair[agent.cluster]);
        }
        Tensor cpus = network.cpus(tape, embedding.pairs(), startingPairs, startingGpus, minimum, starting.size());
        for (int i = 0; i < starting.size(); i++) {
            Agent agent = starting.get(i);
            agent.decision.cpus[agent.cluster] = choose(cpus, ofCpus, i, agent);
        }
    }

    private static TaskType type(Agent agent) {
        return agent.situation.graph().task(agent.decision.pair[agent.cluster]).type();
    }

    /** Chooses a number of units and adds its log probability to the agent's. */
    private int choose(Tensor logits, Allowance allowance, int row, Agent agent) {
        Segments groups = allowance.groups;
        float[] probabilities = new float[groups.rows()];
        float logSum = Choices.probabilities(logits, groups, row, allowance.permitted(), probabilities);
        int units = choose(probabilities, groups.start(row), groups.end(row), agent) - groups.start(row);
        agent.decision.unitsLog[agent.cluster] += logits.get(row, units) - logSum;
        return units;
    }

    private static int choose(float[] probabilities, int from, int to, Agent agent) {
        int best = from;
        double left = agent.situation.random().nextDouble();
        for (int i = from; i < to; i++) {
            // Rounding may leave a little at the end: the last option with any probability takes it.
            if (probabilities[i] > 0) {
                best = i;
                left -= probabilities[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return best;
    }

    /** Takes a started task away from the clusters whose turn is to come. */
    private void claim(Agent agent) {
        if (agent.situation.mode() == DecisionMode.INDEPENDENT || agent.decision.gpus[agent.cluster] == 0) {
            return;
        }
        TaskGraph graph = agent.situation.graph();
        int task = graph.pairTask[agent.decision.pair[agent.cluster]];
        for (int i = 0; i < graph.pairs(); i++) {
            if (graph.pairTask[i] == task) {
                permitted[agent.firstPair + i] = false;
            }
        }
    }

    /** Gives each task to one of the clusters that want to start it. */
    private void resolve(Situation situation, JointDecision decision) {
        TaskGraph graph = situation.graph();
        Map<ElasticTask, List<Proposal>> proposals = new LinkedHashMap<>();
        for (int n = 0; n < graph.clusters; n++) {
            if (decision.starts(n)) {
                ElasticTask task = graph.task(decision.pair[n]);
                proposals
                        .computeIfAbsent(task, key -> new ArrayList<>())
                        .add(new Proposal(n, task, decision.score[n], Units.of(decision.cpus[n], decision.gpus[n])));
            }
        }
        for (List<Proposal> rivals : proposals.values()) {
            if (rivals.size() > 1) {
                Proposal winner =
                        ConflictRule.BAYES.winner(rivals, situation.view().clusters(), situation.random());
                rivals.forEach(rival -> decision.lost[rival.cluster()] = rival != winner);
            }
        }
    }
}
