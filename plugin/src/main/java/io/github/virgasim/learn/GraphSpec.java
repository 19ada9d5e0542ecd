// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.Checks;
import java.util.List;

/**
 * What a {@link GraphObservation} consists of: types of nodes, each with features of its own, and relations, each a type of
 * directed edges from nodes of one type to nodes of another (or the same) type.
 *
 * @param nodeTypes at least one
 * @param relations none or more
 * @param candidateType index of the type of nodes among which agents choose
 */
public record GraphSpec(List<NodeType> nodeTypes, List<Relation> relations, int candidateType) {
    /**
     * A type of nodes.
     *
     * @param name for example "pending"
     * @param features what each node has
     */
    public record NodeType(String name, ObservationSpec features) {
        /** Checks the name. */
        public NodeType {
            Checks.named("type of nodes", name);
        }

        /**
         * Returns the number of features of a node.
         *
         * @return at least 1
         */
        public int width() {
            return features.size();
        }
    }

    /**
     * A type of directed edges.
     *
     * @param name for example "cluster has pending"
     * @param sourceType index of the type of nodes where they begin
     * @param targetType index of the type of nodes where they end
     */
    public record Relation(String name, int sourceType, int targetType) {
        /** Checks the name. */
        public Relation {
            Checks.named("relation", name);
        }
    }

    /**
     * Checks the indices.
     *
     * @throws io.github.virgasim.input.InvalidInputException if there is no type, or an index is out of range
     */
    public GraphSpec {
        nodeTypes = List.copyOf(nodeTypes);
        relations = List.copyOf(relations);
        int last = Checks.atLeastOne("types of nodes", nodeTypes.size()) - 1;
        for (Relation relation : relations) {
            Checks.within("source of the relation " + relation.name, relation.sourceType, 0, last);
            Checks.within("target of the relation " + relation.name, relation.targetType, 0, last);
        }
        Checks.within("type of candidates", candidateType, 0, last);
    }
}
