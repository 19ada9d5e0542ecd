// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

/**
 * Names one matrix of {@link Parameters}.
 *
 * @param index its place, from 0
 * @param name unique among them
 * @param rows at least 1
 * @param columns at least 1
 */
public record Parameter(int index, String name, int rows, int columns) {
    int size() {
        return rows * columns;
    }
}
