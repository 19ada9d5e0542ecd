// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Solves symmetric positive definite systems whose rows stand at the nodes of a tree and are coupled only with rows at the
 * same node, above it or below it. The rows of each node are eliminated in a dense matrix, its front, with those above that
 * they are coupled with, directly or through nodes below; what is left is added to the front of the node above (the
 * multifrontal method: Duff and Reid 1983, ACM Transactions on Mathematical Software 9(3)). O(f^3) time for f rows in a
 * front.
 */
final class TreeFactor {
    private final Front[] fronts;
    /** Nodes, those below before those above. */
    private final int[] order;

    private final int[] nodeOf;
    /** The front that a coupling is added to, and the places of its two rows there. */
    private final Front[] coupled;

    private final int[] first;
    private final int[] second;
    /** Place of a row in the front of its node. */
    private final int[] placeOf;

    /**
     * Finds the fronts.
     *
     * @param nodeOf the node of each row
     * @param above for each node the one above it, or -1
     * @param one the one row of each coupling
     * @param other the other row of each coupling
     */
    TreeFactor(int[] nodeOf, int[] above, int[] one, int[] other) {
        this.nodeOf = nodeOf;
        int[] level = new int[above.length];
        List<List<Integer>> inside = new ArrayList<>();
        List<TreeSet<Integer>> outside = new ArrayList<>();
        for (int node = 0; node < above.length; node++) {
            for (int at = above[node]; at >= 0; at = above[at]) {
                level[node]++;
            }
            inside.add(new ArrayList<>());
            outside.add(new TreeSet<>());
        }
        order = IntStream.range(0, above.length)
                .boxed()
                .sorted(Comparator.comparing(node -> -level[node]))
                .mapToInt(Integer::intValue)
                .toArray();
        placeOf = new int[nodeOf.length];
        for (int row = 0; row < nodeOf.length; row++) {
            placeOf[row] = inside.get(nodeOf[row]).size();
            inside.get(nodeOf[row]).add(row);
        }
        for (int c = 0; c < one.length; c++) {
            int from = nodeOf[one[c]];
            int to = nodeOf[other[c]];
            if (level[from] > level[to]) {
                outside.get(from).add(other[c]);
            } else if (level[to] > level[from]) {
                outside.get(to).add(one[c]);
            }
        }
        fronts = new Front[above.length];
        for (int node : order) {
            fronts[node] = new Front(inside.get(node), outside.get(node));
            for (int row : outside.get(node)) {
                if (nodeOf[row] != above[node]) {
                    outside.get(above[node]).add(row);
                }
            }
        }
        for (int node : order) {
            Front front = fronts[node];
            if (above[node] >= 0) {
                front.above = fronts[above[node]];
                for (int i = front.own; i < front.rows.length; i++) {
                    front.placeAbove[i] = place(front.rows[i], above[node]);
                }
            }
        }
        coupled = new Front[one.length];
        first = new int[one.length];
        second = new int[one.length];
        for (int c = 0; c < one.length; c++) {
            int from = nodeOf[one[c]];
            int to = nodeOf[other[c]];
            int node = level[from] >= level[to] ? from : to;
            coupled[c] = fronts[node];
            int i = place(one[c], node);
            int j = place(other[c], node);
            first[c] = Math.max(i, j);
            second[c] = Math.min(i, j);
        }
    }

    private int place(int row, int node) {
        Front front = fronts[node];
        return nodeOf[row] == node ? placeOf[row] : Arrays.binarySearch(front.rows, front.own, front.rows.length, row);
    }

    /**
     * Takes a matrix and factorises it.
     *
     * @param diagonal by row, positive
     * @param coupling the entries of the couplings; those of the same rows add up
     */
    void factorise(double[] diagonal, double[] coupling) {
        for (Front front : fronts) {
            front.clear();
        }
        for (int row = 0; row < diagonal.length; row++) {
            fronts[nodeOf[row]].matrix[placeOf[row]][placeOf[row]] += diagonal[row];
        }
        for (int c = 0; c < coupling.length; c++) {
            coupled[c].matrix[first[c]][second[c]] += coupling[c];
        }
        for (int node : order) {
            fronts[node].eliminate();
        }
    }

    /** Replaces a right-hand side by the solution. */
    void solve(double[] x) {
        for (int node : order) {
            fronts[node].forward(x);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            fronts[order[i]].back(x);
        }
    }

    /** The lower triangle of a node's own rows and those that they are coupled with, as L D L' once it is eliminated. */
    private static final class Front {
        private final int own;
        private final int[] rows;
        private final double[][] matrix;
        private final int[] placeAbove;
        private Front above;

        Front(List<Integer> inside, TreeSet<Integer> outside) {
            own = inside.size();
            rows = IntStream.concat(
                            inside.stream().mapToInt(Integer::intValue),
                            outside.stream().mapToInt(Integer::intValue))
                    .toArray();
            matrix = new double[rows.length][];
            Arrays.setAll(matrix, i -> new double[i + 1]);
            placeAbove = new int[rows.length];
        }

        void clear() {
            for (double[] row : matrix) {
                Arrays.fill(row, 0);
            }
        }

        void eliminate() {
            for (int k = 0; k < own; k++) {
                double pivot = matrix[k][k];
                for (int i = k + 1; i < rows.length; i++) {
                    double[] row = matrix[i];
                    double factor = row[k] / pivot;
                    if (factor != 0) {
                        for (int j = k + 1; j <= i; j++) {
                            row[j] -= factor * matrix[j][k];
                        }
                    }
                }
                for (int i = k + 1; i < rows.length; i++) {
                    matrix[i][k] /= pivot;
                }
            }
            for (int i = own; i < rows.length; i++) {
                for (int j = own; j <= i; j++) {
                    int a = placeAbove[i];
                    int b = placeAbove[j];
                    above.matrix[Math.max(a, b)][Math.min(a, b)] += matrix[i][j];
                }
            }
        }

        void forward(double[] x) {
            for (int k = 0; k < own; k++) {
                double known = x[rows[k]];
                for (int i = k + 1; i < rows.length; i++) {
                    x[rows[i]] -= matrix[i][k] * known;
                }
                x[rows[k]] = known / matrix[k][k];
            }
        }

        void back(double[] x) {
            for (int k = own - 1; k >= 0; k--) {
                double value = x[rows[k]];
                for (int i = k + 1; i < rows.length; i++) {
                    value -= matrix[i][k] * x[rows[i]];
                }
                x[rows[k]] = value;
            }
        }
    }
}
