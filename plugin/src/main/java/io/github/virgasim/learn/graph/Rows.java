// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/** Operations that move, join and sum whole rows. */
public final class Rows {
    private Rows() {}

    /**
     * Picks rows, each as often as wanted.
     *
     * @param tape records
     * @param x rows x columns
     * @param index row to pick for each row of the result; must not change while the tape uses it
     * @param count rows of the result
     * @return count x columns
     */
    public static Tensor gather(Tape tape, Tensor x, int[] index, int count) {
        Tensor y = tape.blank(count, x.columns, x);
        for (int i = 0; i < count; i++) {
            System.arraycopy(x.value, index[i] * x.columns, y.value, i * x.columns, x.columns);
        }
        tape.record(y, () -> {
            for (int i = 0; i < count; i++) {
                add(y.gradient, i, x.gradient, index[i], x.columns, 1);
            }
        });
        return y;
    }

    /**
     * Adds rows to the rows of a result.
     *
     * @param tape records
     * @param x rows x columns
     * @param index row of the result to which each row is added; must not change while the tape uses it
     * @param count rows of the result
     * @return count x columns, 0 where nothing was added
     */
    public static Tensor scatter(Tape tape, Tensor x, int[] index, int count) {
        Tensor y = tape.result(count, x.columns, x);
        for (int i = 0; i < x.rows; i++) {
            add(x.value, i, y.value, index[i], x.columns, 1);
        }
        tape.record(y, () -> {
            for (int i = 0; i < x.rows; i++) {
                add(y.gradient, index[i], x.gradient, i, x.columns, 1);
            }
        });
        return y;
    }

    /**
     * Puts tensors below each other.
     *
     * @param tape records
     * @param parts at least one, all with the same number of columns
     * @return all rows x columns
     */
    public static Tensor stack(Tape tape, Tensor... parts) {
        int columns = parts[0].columns;
        int rows = 0;
        for (Tensor part : parts) {
            part.check(part.rows, columns);
            rows += part.rows;
        }
        Tensor y = tape.blank(rows, columns, parts);
        int to = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.value, 0, y.value, to, part.size());
            to += part.size();
        }
        tape.record(y, () -> {
            int from = 0;
            for (Tensor part : parts) {
                if (part.gradient != null) {
                    for (int i = 0; i < part.size(); i++) {
                        part.gradient[i] += y.gradient[from + i];
                    }
                }
                from += part.size();
            }
        });
        return y;
    }

    /**
     * The sum of each group of rows.
     *
     * @param tape records
     * @param x rows x columns
     * @param groups of all rows; must not change while the tape uses it
     * @return groups x columns, 0 for empty groups
     */
    public static Tensor sum(Tape tape, Tensor x, Segments groups) {
        return reduce(tape, x, groups, false);
    }

    /**
     * The mean of each group of rows.
     *
     * @param tape records
     * @param x rows x columns
     * @param groups of all rows; must not change while the tape uses it
     * @return groups x columns, 0 for empty groups
     */
    public static Tensor mean(Tape tape, Tensor x, Segments groups) {
        return reduce(tape, x, groups, true);
    }

    private static Tensor reduce(Tape tape, Tensor x, Segments groups, boolean mean) {
        x.check(groups.rows(), x.columns);
        Tensor y = tape.result(groups.count(), x.columns, x);
        for (int g = 0; g < y.rows; g++) {
            float weight = mean ? 1f / (groups.end(g) - groups.start(g)) : 1;
            for (int i = groups.start(g); i < groups.end(g); i++) {
                add(x.value, i, y.value, g, x.columns, weight);
            }
        }
        tape.record(y, () -> {
            for (int g = 0; g < y.rows; g++) {
                float weight = mean ? 1f / (groups.end(g) - groups.start(g)) : 1;
                for (int i = groups.start(g); i < groups.end(g); i++) {
                    add(y.gradient, g, x.gradient, i, x.columns, weight);
                }
            }
        });
        return y;
    }

    private static void add(float[] from, int fromRow, float[] to, int toRow, int columns, float weight) {
        int source = fromRow * columns;
        int target = toRow * columns;
        for (int j = 0; j < columns; j++) {
            to[target + j] += weight * from[source + j];
        }
    }
}
