// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static io.github.virgasim.papers.tapfinger.GraphEncoder.linear;

import io.github.virgasim.learn.graph.Activation;
import io.github.virgasim.learn.graph.Attention;
import io.github.virgasim.learn.graph.Layers;
import io.github.virgasim.learn.graph.Parameter;
import io.github.virgasim.learn.graph.Parameters;
import io.github.virgasim.learn.graph.Rows;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.GraphBatch.Node;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * TapFinger's network (paper sections 4.2 and 4.3): graph attention, a transformer encoder over the pending set of each
 * cluster with a pointer to one of its tasks, a head for the GPUs of that task, one for its CPUs given the GPUs, and a
 * critic over all clusters. All clusters share the parameters.
 */
final class TapFingerNetwork {
    /** How the names of the parameters begin that only the critic uses. */
    static final String CRITIC = "critic";

    private static final int ENCODER_LAYERS = 2;
    /** Added to the score of the minimum of CPUs, in nats: few tasks gain from more. */
    private static final float MINIMUM_PRIOR = 3;

    final NetworkShape shape;
    final TaskChoice choice;
    final Parameters parameters = new Parameters();
    private final GraphEncoder graph;
    private final Parameter[] pairTask;
    private final Parameter pairCluster;
    private final List<Parameter[]> encoder = new ArrayList<>();
    private final Parameter pointerTask;
    private final Parameter pointerSet;
    private final Parameter pointerScore;
    private final Parameter[] gpuHidden;
    private final Parameter[] gpuOutput;
    private final Parameter[] cpuHidden;
    private final Parameter cpuGivenGpu;
    private final Parameter[] cpuOutput;
    private final Parameter[] criticCluster;
    private final Parameter criticPairs;
    private final Parameter[] criticHidden;
    private final Parameter[] criticOutput;

    /** What the network says about a batch, before any choice. */
    record Embedding(Tensor pairs, Tensor pointer, Tensor value) {}

    TapFingerNetwork(NetworkShape shape, TaskChoice choice, long seed) {
        this.shape = shape;
        this.choice = choice;
        UniformRandomProvider random = new RandomStreams(seed).stream("weights");
        int h = shape.hidden();
        Parameters to = parameters;
        graph = new GraphEncoder(shape, to, random);
        pairTask = layer("pair task", h, h, 1, random);
        pairCluster = to.drawn("pair cluster", h, h, 1, random);
        for (int l = 0; l < ENCODER_LAYERS; l++) {
            String name = String.format(Locale.ROOT, "encoder %d ", l);
            encoder.add(new Parameter[] {
                to.drawn(name + "query", h, h, 1, random),
                to.drawn(name + "key", h, h, 1, random),
                to.drawn(name + "value", h, h, 1, random),
                to.drawn(name + "output", h, h, 1, random),
                to.zeros(name + "output bias", 1, h),
                to.constant(name + "norm scale", 1, h, 1),
                to.zeros(name + "norm shift", 1, h),
                to.drawn(name + "up", h, 2 * h, 1, random),
                to.zeros(name + "up bias", 1, 2 * h),
                to.drawn(name + "down", 2 * h, h, 1, random),
                to.zeros(name + "down bias", 1, h),
                to.constant(name + "second norm scale", 1, h, 1),
                to.zeros(name + "second norm shift", 1, h)
            });
        }
        pointerTask = to.drawn("pointer task", h, h, 1, random);
        pointerSet = to.drawn("pointer set", h, h, 1, random);
        pointerScore = to.drawn("pointer score", 1, h, 1, random);
        gpuHidden = layer("GPU hidden", h, h, 1, random);
        gpuOutput = layer("GPU output", h, shape.mostGpus() + 1, 0.1, random);
        cpuHidden = layer("CPU hidden", h, h, 1, random);
        cpuGivenGpu = to.drawn("CPU given GPU", shape.mostGpus() + 1, h, 1, random);
        cpuOutput = layer("CPU output", h, shape.mostCpus() + 1, 0.1, random);
        criticCluster = layer(CRITIC + " cluster", h, h, 1, random);
        criticPairs = to.drawn(CRITIC + " pairs", h, h, 1, random);
        criticHidden = layer(CRITIC + " hidden", h, h, 1, random);
        criticOutput = layer(CRITIC + " output", h, 1, 0.1, random);
    }

    private Parameter[] layer(String name, int rows, int columns, double gain, UniformRandomProvider random) {
        return new Parameter[] {
            parameters.drawn(name, rows, columns, gain, random), parameters.zeros(name + " bias", 1, columns)
        };
    }

    TapFingerNetwork copy() {
        TapFingerNetwork copy = new TapFingerNetwork(shape, choice, 0);
        copy.parameters.copyFrom(parameters);
        return copy;
    }

    Embedding embed(Tape tape, GraphBatch batch) {
        Map<Node, Tensor> nodes = graph.encode(tape, batch);
        int count = batch.pairs.rows();
        Tensor ofTask = linear(tape, nodes.get(Node.PENDING), pairTask, Activation.NONE);
        Tensor ofCluster = Layers.linear(tape, nodes.get(Node.CLUSTER), tape.parameter(pairCluster));
        Tensor pairs = Layers.relu(
                tape,
                Layers.add(
                        tape,
                        Rows.gather(tape, ofTask, batch.pairTask, count),
                        Rows.gather(tape, ofCluster, batch.pairCluster, count)));
        Tensor pointer = choice == TaskChoice.POINTER
                ? point(tape, batch, encode(tape, batch, pairs))
                : tape.input(new float[count], count, 1);
        return new Embedding(pairs, pointer, value(tape, batch, nodes, pairs));
    }

    private Tensor encode(Tape tape, GraphBatch batch, Tensor pairs) {
        Tensor x = pairs;
        for (Parameter[] p : encoder) {
            Tensor attended = Attention.withinGroups(
                    tape,
                    Layers.linear(tape, x, tape.parameter(p[0])),
                    Layers.linear(tape, x, tape.parameter(p[1])),
                    Layers.linear(tape, x, tape.parameter(p[2])),
                    batch.pairs,
                    NetworkShape.HEADS);
            Tensor out = Layers.linear(tape, attended, tape.parameter(p[3]), tape.parameter(p[4]), Activation.NONE);
            x = Layers.normalise(tape, Layers.add(tape, x, out), tape.parameter(p[5]), tape.parameter(p[6]));
            Tensor up = Layers.linear(tape, x, tape.parameter(p[7]), tape.parameter(p[8]), Activation.GELU);
            Tensor down = Layers.linear(tape, up, tape.parameter(p[9]), tape.parameter(p[10]), Activation.NONE);
            x = Layers.normalise(tape, Layers.add(tape, x, down), tape.parameter(p[11]), tape.parameter(p[12]));
        }
        return x;
    }

    /** Scores of equation 10, one for each pair. */
    private Tensor point(Tape tape, GraphBatch batch, Tensor encoded) {
        Tensor set = Rows.mean(tape, encoded, batch.pairs);
        Tensor query = Layers.linear(tape, set, tape.parameter(pointerSet));
        Tensor sum = Layers.add(
                tape,
                Layers.linear(tape, encoded, tape.parameter(pointerTask)),
                Rows.gather(tape, query, batch.pairCluster, batch.pairs.rows()));
        return Layers.tanhScores(tape, sum, tape.parameter(pointerScore));
    }

    private Tensor value(Tape tape, GraphBatch batch, Map<Node, Tensor> nodes, Tensor pairs) {
        Tensor set = Rows.mean(tape, pairs, batch.pairs);
        Tensor ofCluster = Layers.relu(
                tape,
                Layers.add(
                        tape,
                        linear(tape, nodes.get(Node.CLUSTER), criticCluster, Activation.NONE),
                        Layers.linear(tape, set, tape.parameter(criticPairs))));
        Tensor all = Rows.sum(tape, ofCluster, batch.clusters);
        return linear(tape, linear(tape, all, criticHidden, Activation.RELU), criticOutput, Activation.NONE);
    }

    /**
     * Scores numbers of GPUs, 0 included.
     *
     * @param pairs of {@link Embedding}
     * @param chosen pairs to score for
     * @param count how many
     * @return count x (most GPUs + 1)
     */
    Tensor gpus(Tape tape, Tensor pairs, int[] chosen, int count) {
        Tensor x = Rows.gather(tape, pairs, chosen, count);
        return linear(tape, linear(tape, x, gpuHidden, Activation.RELU), gpuOutput, Activation.NONE);
    }

    /**
     * Scores numbers of CPUs.
     *
     * @param pairs of {@link Embedding}
     * @param chosen pairs to score for
     * @param gpus that each gets
     * @param minimum CPUs of each, which begins as the likeliest number
     * @param count how many
     * @return count x (most CPUs + 1)
     */
    Tensor cpus(Tape tape, Tensor pairs, int[] chosen, int[] gpus, int[] minimum, int count) {
        Tensor x = Rows.gather(tape, pairs, chosen, count);
        Tensor sum = Layers.add(
                tape,
                linear(tape, x, cpuHidden, Activation.NONE),
                Rows.gather(tape, tape.parameter(cpuGivenGpu), gpus, count));
        Tensor learned = linear(tape, Layers.relu(tape, sum), cpuOutput, Activation.NONE);
        float[] prior = new float[count * learned.columns()];
        for (int i = 0; i < count; i++) {
            prior[i * learned.columns() + minimum[i]] = MINIMUM_PRIOR;
        }
        return Layers.add(tape, learned, tape.input(prior, count, learned.columns()));
    }
}
