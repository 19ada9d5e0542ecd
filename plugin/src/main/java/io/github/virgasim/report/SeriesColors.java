// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.scheduling.StaticPolicies;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives each static policy one colour in all figures, the upper bound grey, and other names what is left. */
final class SeriesColors {
    private static final Color GREY = new Color(0x6E6E6E);
    /** The qualitative scheme "muted" of P. Tol, distinct for colour-blind readers, then two more that stand out. */
    private static final List<Color> COLORS = List.of(
            new Color(0x332288),
            new Color(0x88CCEE),
            new Color(0x44AA99),
            new Color(0x117733),
            new Color(0x999933),
            new Color(0xDDCC77),
            new Color(0xCC6677),
            new Color(0x882255),
            new Color(0xAA4499),
            new Color(0x000000),
            new Color(0xEE7733));

    private SeriesColors() {}

    /** Returns the position of each name among colours and markers; the upper bound has -1. */
    static Map<String, Integer> places(Iterable<String> names) {
        List<String> order = new ArrayList<>(StaticPolicies.names());
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String name : names) {
            if (!order.contains(name) && !name.equals(Figure.UPPER_BOUND)) {
                order.add(name);
            }
            places.put(name, order.indexOf(name));
        }
        return places;
    }

    static Color color(int place) {
        return place < 0 ? GREY : COLORS.get(place % COLORS.size());
    }
}
