// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Choices;
import io.github.virgasim.learn.graph.Layers;
import io.github.virgasim.learn.graph.Rows;
import io.github.virgasim.learn.graph.Segments;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.papers.tapfinger.TapFingerNetwork.Embedding;
import java.util.Arrays;
import java.util.List;

/** Decisions made earlier, put to the network again: what it says now about each cluster's decision. */
final class Minibatch {
    private final TapFingerNetwork network;
    private final GraphBatch batch;
    /** Of each agent, a cluster in a step that had a choice: the pairs to choose from. */
    private final Segments groups = new Segments();

    private final Ints options = new Ints();
    private final Ints chosen = new Ints();
    private final Units gpus = new Units();
    private final Units cpus = new Units();
    private final Ints gpusOfCpus = new Ints();
    private final Ints minimum = new Ints();
    private boolean[] permitted = new boolean[64];
    private int agents;

    /** Numbers that grow. */
    private static final class Ints {
        int[] values = new int[64];
        int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }
    }

    /** Choices of units: the pair in the batch, the agent, and the option chosen. */
    private static final class Units {
        final Ints pairs = new Ints();
        final Ints agents = new Ints();
        final Ints chosen = new Ints();

        void clear() {
            pairs.count = 0;
            agents.count = 0;
            chosen.count = 0;
        }
    }

    /**
     * What the network says.
     *
     * @param taken log probability and entropy of the decision of each agent, in the order of steps and clusters
     * @param value of each step
     */
    record Review(Tensor taken, Tensor value) {}

    Minibatch(TapFingerNetwork network) {
        this.network = network;
        batch = new GraphBatch(network.shape.types());
    }

    /** Returns the number of agents of the last review. */
    int agents() {
        return agents;
    }

    Review review(Tape tape, List<Step> steps) {
        batch.fill(steps.stream().map(Step::graph).toList());
        Allowance ofGpus = new Allowance(network.shape);
        Allowance ofCpus = new Allowance(network.shape);
        fill(steps, ofGpus, ofCpus);
        Embedding embedding = network.embed(tape, batch);
        Tensor logits = Rows.gather(tape, embedding.pointer(), options.values, options.count);
        Tensor taken = Choices.taken(tape, logits, groups, permitted, chosen.values);
        Tensor gpuLogits = network.gpus(tape, embedding.pairs(), gpus.pairs.values, gpus.pairs.count);
        Tensor cpuLogits = network.cpus(
                tape, embedding.pairs(), cpus.pairs.values, gpusOfCpus.values, minimum.values, cpus.pairs.count);
        taken = Layers.add(tape, taken, units(tape, gpuLogits, gpus, ofGpus));
        taken = Layers.add(tape, taken, units(tape, cpuLogits, cpus, ofCpus));
        return new Review(taken, embedding.value());
    }

    private Tensor units(Tape tape, Tensor logits, Units units, Allowance allowance) {
        Tensor taken = Choices.taken(tape, logits, allowance.groups, allowance.permitted(), units.chosen.values);
        return Rows.scatter(tape, taken, units.agents.values, agents);
    }

    private void fill(List<Step> steps, Allowance ofGpus, Allowance ofCpus) {
        groups.clear();
        options.count = 0;
        chosen.count = 0;
        gpus.clear();
        cpus.clear();
        gpusOfCpus.count = 0;
        minimum.count = 0;
        agents = 0;
        int row = 0;
        for (Step step : steps) {
            TaskGraph graph = step.graph();
            int firstPair = batch.pairs.start(row);
            for (int n = 0; n < graph.clusters; n++, row++) {
                if (step.decision().pair[n] >= 0) {
                    addPointer(step.decision(), n, row, firstPair);
                    if (!step.decision().lost[n]) {
                        addUnits(step, n, firstPair, ofGpus, ofCpus);
                    }
                    agents++;
                }
            }
        }
    }

    private void addPointer(JointDecision decision, int cluster, int row, int firstPair) {
        int from = batch.pairs.start(row);
        int to = batch.pairs.end(row);
        groups.add(to - from);
        chosen.add(options.count + firstPair + decision.pair[cluster] - from);
        if (permitted.length < groups.rows()) {
            permitted = Arrays.copyOf(permitted, 2 * groups.rows());
        }
        for (int i = from; i < to; i++) {
            permitted[options.count] = decision.permitted[i - firstPair];
            options.add(i);
        }
    }

    private void addUnits(Step step, int cluster, int firstPair, Allowance ofGpus, Allowance ofCpus) {
        JointDecision decision = step.decision();
        TaskGraph graph = step.graph();
        int pair = decision.pair[cluster];
        gpus.pairs.add(firstPair + pair);
        gpus.agents.add(agents);
        gpus.chosen.add(ofGpus.groups.rows() + decision.gpus[cluster]);
        ofGpus.addGpus(graph, cluster, pair);
        if (decision.gpus[cluster] > 0) {
            cpus.pairs.add(firstPair + pair);
            cpus.agents.add(agents);
            cpus.chosen.add(ofCpus.groups.rows() + decision.cpus[cluster]);
            gpusOfCpus.add(decision.gpus[cluster]);
            minimum.add(graph.task(pair).type().minimum().get(0));
            ofCpus.addCpus(graph, cluster, pair);
        }
    }
}
