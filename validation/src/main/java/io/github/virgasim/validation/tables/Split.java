// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which cells of a table are fitted, by their names alone: the smallest and the largest of each series, and between them
 * those of a chequerboard, where the rank of the series' name among those of its group and the rank of x among all of the
 * group's add up to an even number. All others are for tests.
 */
final class Split {
    private Split() {}

    static List<Cell> fitted(List<Cell> cells) {
        Map<String, TreeSet<Double>> sizes = new TreeMap<>();
        Map<String, TreeSet<String>> names = new TreeMap<>();
        Map<String, TreeSet<Double>> own = new TreeMap<>();
        for (Cell cell : cells) {
            sizes.computeIfAbsent(cell.group(), g -> new TreeSet<>()).add(cell.x());
            names.computeIfAbsent(cell.group(), g -> new TreeSet<>()).add(cell.series());
            own.computeIfAbsent(cell.row(), s -> new TreeSet<>()).add(cell.x());
        }
        List<Cell> fit = new ArrayList<>();
        for (Cell cell : cells) {
            TreeSet<Double> of = own.get(cell.row());
            int rank = names.get(cell.group()).headSet(cell.series()).size()
                    + sizes.get(cell.group()).headSet(cell.x()).size();
            if (cell.x() == of.first() || cell.x() == of.last() || rank % 2 == 0) {
                fit.add(cell);
            }
        }
        return fit;
    }
}
