// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * What several agents observe together: nodes with features and directed edges between them, as {@link GraphSpec} says, and
 * for each agent the nodes that it may choose, as many as there are now. All numbers stand in flat arrays, to be read in
 * place: like those of an {@link Environment} they are never changed after they were handed out, so that a learner can keep
 * an observation without copying it.
 *
 * @param spec types of nodes, relations, type of the candidates
 * @param features for each type of nodes the features of all its nodes, node after node: feature f of node i of type t is
 *     {@code features[t][i * width + f]} with {@code width = spec.nodeTypes().get(t).width()}; empty where there is no such
 *     node
 * @param sources for each relation the node where each edge begins, an index among the nodes of its source type
 * @param targets for each relation the node where each edge ends, an index among the nodes of its target type; as long as
 *     the sources
 * @param candidates for each agent the nodes that it may choose, indices among the nodes of the candidate type; none or
 *     more, in the order in which its choices are counted; agents may share candidates
 */
public record GraphObservation(
        GraphSpec spec, float[][] features, int[][] sources, int[][] targets, int[][] candidates) {
    /**
     * Checks all lengths and indices; takes the arrays as they are.
     *
     * @throws IllegalArgumentException if one does not fit the rest
     */
    public GraphObservation {
        require(features.length == spec.nodeTypes().size(), "features must be of each type of nodes");
        require(
                sources.length == spec.relations().size() && targets.length == sources.length,
                "sources and targets must be of each relation");
        for (int type = 0; type < features.length; type++) {
            int width = spec.nodeTypes().get(type).width();
            require(features[type].length % width == 0, "features of a type must be a multiple of its width");
        }
        for (int r = 0; r < sources.length; r++) {
            require(sources[r].length == targets[r].length, "a relation must have as many sources as targets");
            requireIndices(
                    sources[r], nodes(spec, features, spec.relations().get(r).sourceType()));
            requireIndices(
                    targets[r], nodes(spec, features, spec.relations().get(r).targetType()));
        }
        for (int[] ofAgent : candidates) {
            requireIndices(ofAgent, nodes(spec, features, spec.candidateType()));
        }
    }

    private static void requireIndices(int[] indices, int nodes) {
        for (int index : indices) {
            require(index >= 0 && index < nodes, "indices must be of existing nodes");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static int nodes(GraphSpec spec, float[][] features, int type) {
        return features[type].length / spec.nodeTypes().get(type).width();
    }

    /**
     * Counts the nodes of a type.
     *
     * @param type index of the type
     * @return zero or more
     */
    public int nodes(int type) {
        return nodes(spec, features, type);
    }

    /**
     * Counts the edges of a relation.
     *
     * @param relation index of the relation
     * @return zero or more
     */
    public int edges(int relation) {
        return sources[relation].length;
    }
}
