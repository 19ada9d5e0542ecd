// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** What a timestep gains, for every type and allocation that has been asked for. */
final class Gains {
    private final List<TaskType> types;
    private final List<Map<Units, DoubleUnaryOperator>> known = new ArrayList<>();
    /** By type what was asked for last, as many tasks start with the same. */
    private final Units[] lastUnits;

    private final DoubleUnaryOperator[] last;

    Gains(List<TaskType> types) {
        this.types = types;
        types.forEach(type -> known.add(new HashMap<>()));
        lastUnits = new Units[types.size()];
        last = new DoubleUnaryOperator[types.size()];
    }

    /** Returns the gain as a function of the progress. */
    DoubleUnaryOperator of(int type, Units units) {
        if (lastUnits[type] != units) {
            last[type] = known.get(type).computeIfAbsent(units, types.get(type).progress()::gains);
            lastUnits[type] = units;
        }
        return last[type];
    }
}
