// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What a series is told apart by, all three at once: colour, line style and marker. Regulars of a field have the same style
 * in all figures, bounds are grey, and other names have what is left. Line style and marker alone, as in a print without
 * colours, are different for 30 series.
 *
 * @param color of line and marker
 * @param stroke of the line
 * @param marker of the points
 */
record SeriesStyle(Color color, BasicStroke stroke, Marker marker) {
    private static final Color GREY = new Color(0x6E6E6E);
    /** The qualitative scheme "muted" of P. Tol, distinct for colour-blind readers, then seven more that stand out. */
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
            new Color(0xEE7733),
            new Color(0x0077BB),
            new Color(0xEE3377),
            new Color(0x774411),
            new Color(0x222222),
            new Color(0xBBCC33),
            new Color(0x7755FF));

    private static final List<BasicStroke> STROKES = List.of(line(), line(9, 4), line(2, 3));

    /** Ten, as many as have no common divisor with the line styles. */
    private static final List<Marker> MARKERS = List.of(
            PolygonMarker.circle(true),
            PolygonMarker.square(true),
            PolygonMarker.triangleUp(true),
            PolygonMarker.diamond(true),
            PolygonMarker.triangleDown(true),
            PolygonMarker.square(false),
            PolygonMarker.triangleUp(false),
            PolygonMarker.circle(false),
            PolygonMarker.triangleDown(false),
            PolygonMarker.diamond(false));

    private static final SeriesStyle BOUND = new SeriesStyle(GREY, line(6, 5), SeriesMarkers.NONE);

    private static BasicStroke line(float... dash) {
        return new BasicStroke(
                2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash.length == 0 ? null : dash, 0);
    }

    /**
     * Returns the place of each name among the styles; bounds have -1, and regulars that of their order. Other names have the
     * places after the regulars, then those of regulars that are not there, so that no two of 16 share a colour.
     */
    static Map<String, Integer> places(Collection<String> names, List<String> regulars, Set<String> bounds) {
        List<Integer> free = new ArrayList<>();
        IntStream.range(regulars.size(), COLORS.size()).forEach(free::add);
        IntStream.range(0, regulars.size())
                .filter(place -> !names.contains(regulars.get(place)))
                .forEach(free::add);
        int next = 0;
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String name : new LinkedHashSet<>(names)) {
            if (bounds.contains(name)) {
                places.put(name, -1);
            } else if (regulars.contains(name)) {
                places.put(name, regulars.indexOf(name));
            } else {
                places.put(name, next < free.size() ? free.get(next) : COLORS.size() + next - free.size());
                next++;
            }
        }
        return places;
    }

    /** Returns the style of a place. */
    static SeriesStyle of(int place) {
        return place < 0
                ? BOUND
                : new SeriesStyle(
                        COLORS.get(place % COLORS.size()),
                        STROKES.get(place % STROKES.size()),
                        MARKERS.get(place % MARKERS.size()));
    }

    /** Returns the line of published values that hold for all abscissas. */
    static BasicStroke level() {
        return new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {12, 3, 2, 3}, 0);
    }
}
