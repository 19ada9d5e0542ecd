// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Activation;
import io.github.virgasim.learn.graph.Attention;
import io.github.virgasim.learn.graph.Layers;
import io.github.virgasim.learn.graph.Parameter;
import io.github.virgasim.learn.graph.Parameters;
import io.github.virgasim.learn.graph.Rows;
import io.github.virgasim.learn.graph.Segments;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.GraphBatch.Node;
import io.github.virgasim.papers.tapfinger.GraphBatch.Relation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Heterogeneous graph attention (paper section 4.2): nodes attend to their neighbours within each relation, then to what
 * the relations brought, their own features among it, and add the outcome to their embedding.
 */
final class GraphEncoder {
    private final int heads = NetworkShape.HEADS;
    private final Map<Node, Parameter[]> embeddings = new EnumMap<>(Node.class);
    private final List<Layer> layers = new ArrayList<>();

    /** One layer; what a kind of node or relation does not need is absent. */
    private static final class Layer {
        final Map<Node, Parameter[]> projections = new EnumMap<>(Node.class);
        final Map<Relation, Parameter[]> edges = new EnumMap<>(Relation.class);
        final Map<Node, Parameter[]> relations = new EnumMap<>(Node.class);
    }

    GraphEncoder(NetworkShape shape, Parameters to, UniformRandomProvider random) {
        int h = shape.hidden();
        for (Node node : Node.values()) {
            String name = "embed " + node;
            embeddings.put(node, new Parameter[] {
                to.drawn(name, GraphBatch.width(node, shape.types()), h, 1, random), to.zeros(name + " bias", 1, h)
            });
        }
        for (int l = 0; l < shape.layers(); l++) {
            Layer layer = new Layer();
            for (Node node : Node.values()) {
                String name = String.format(Locale.ROOT, "layer %d %s ", l, node);
                layer.projections.put(node, new Parameter[] {
                    to.drawn(name + "projection", h, h, 1, random), to.zeros(name + "bias", 1, h)
                });
            }
            boolean last = l == shape.layers() - 1;
            for (Node node : targets(last)) {
                String name = String.format(Locale.ROOT, "layer %d %s ", l, node);
                layer.relations.put(node, new Parameter[] {
                    to.drawn(name + "relation", h, h / 2, 1, random),
                    to.zeros(name + "relation bias", 1, h / 2),
                    to.drawn(name + "relation score", 1, h / 2, 1, random),
                    to.constant(name + "norm scale", 1, h, 1),
                    to.zeros(name + "norm shift", 1, h)
                });
            }
            for (Relation relation : Relation.values()) {
                if (layer.relations.containsKey(relation.target)) {
                    String name = String.format(Locale.ROOT, "layer %d %s ", l, relation);
                    layer.edges.put(relation, new Parameter[] {
                        to.drawn(name + "source score", 1, h, 1, random),
                        to.drawn(name + "target score", 1, h, 1, random)
                    });
                }
            }
            layers.add(layer);
        }
    }

    /** The kinds of nodes whose embeddings somebody reads. */
    private static List<Node> targets(boolean last) {
        return last ? List.of(Node.CLUSTER, Node.PENDING) : List.of(Node.values());
    }

    /** Returns the embeddings of cluster and pending nodes. */
    Map<Node, Tensor> encode(Tape tape, GraphBatch batch) {
        Map<Node, Tensor> x = new EnumMap<>(Node.class);
        for (Node node : Node.values()) {
            Tensor features = tape.input(batch.features(node), batch.count(node), batch.width(node));
            x.put(node, linear(tape, features, embeddings.get(node), Activation.RELU));
        }
        for (Layer layer : layers) {
            x = encode(tape, batch, layer, x);
        }
        return x;
    }

    private Map<Node, Tensor> encode(Tape tape, GraphBatch batch, Layer layer, Map<Node, Tensor> x) {
        Map<Node, Tensor> projected = new EnumMap<>(Node.class);
        layer.projections.forEach((node, p) -> projected.put(node, linear(tape, x.get(node), p, Activation.NONE)));
        Map<Node, Tensor> next = new EnumMap<>(Node.class);
        layer.relations.forEach((node, p) -> {
            Tensor mixed = mix(tape, batch, layer, projected, node, p);
            Tensor sum = Layers.add(tape, x.get(node), mixed);
            next.put(node, Layers.normalise(tape, sum, tape.parameter(p[3]), tape.parameter(p[4])));
        });
        return next;
    }

    private Tensor mix(
            Tape tape, GraphBatch batch, Layer layer, Map<Node, Tensor> projected, Node node, Parameter[] p) {
        List<Tensor> messages = new ArrayList<>();
        List<Segments> sources = new ArrayList<>();
        messages.add(Layers.relu(tape, projected.get(node)));
        sources.add(null);
        layer.edges.forEach((relation, scores) -> {
            if (relation.target == node) {
                messages.add(Attention.alongEdges(
                        tape,
                        projected.get(relation.source),
                        projected.get(node),
                        tape.parameter(scores[0]),
                        tape.parameter(scores[1]),
                        batch.edges(relation),
                        heads));
                sources.add(batch.edges(relation).targets());
            }
        });
        int rows = batch.count(node);
        boolean[] present = new boolean[rows * messages.size()];
        for (int r = 0; r < messages.size(); r++) {
            Segments groups = sources.get(r);
            for (int i = 0; i < rows; i++) {
                present[r * rows + i] = groups == null || groups.end(i) > groups.start(i);
            }
        }
        Tensor all = Rows.stack(tape, messages.toArray(Tensor[]::new));
        Tensor raised = Layers.linear(tape, all, tape.parameter(p[0]), tape.parameter(p[1]), Activation.NONE);
        Tensor scores = Layers.tanhScores(tape, raised, tape.parameter(p[2]));
        return Attention.betweenRelations(tape, all, scores, present, messages.size());
    }

    static Tensor linear(Tape tape, Tensor x, Parameter[] weightAndBias, Activation activation) {
        return Layers.linear(tape, x, tape.parameter(weightAndBias[0]), tape.parameter(weightAndBias[1]), activation);
    }
}
