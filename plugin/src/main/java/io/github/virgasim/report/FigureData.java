// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of a figure as JSON, which its SVG file carries along, so that others can draw it in their own way: title, axes
 * and, for each series, points [x, y, low, high]. Points that have no value, and ends of intervals that are not known, are null.
 */
public final class FigureData {
    /** Longest series; of longer ones every k-th point is kept. */
    private static final int MOST_POINTS = 1000;

    private static final String BEGIN = "<metadata id=\"panels\">";
    private static final String END = "</metadata>";

    private FigureData() {}

    /** Returns bars over names. */
    static String bars(
            String title,
            String yAxis,
            Map<String, ConfidenceInterval> bars,
            Map<String, Integer> places,
            double limit) {
        return SafeJson.text(json -> {
            begin(json, "bars", title, "", yAxis);
            json.writeBooleanField("log", false);
            strings(json, "categories", List.copyOf(bars.keySet()));
            json.writeArrayFieldStart("series");
            int index = 0;
            for (Map.Entry<String, ConfidenceInterval> bar : bars.entrySet()) {
                int place = places.get(bar.getKey());
                series(json, bar.getKey(), Panel.Look.MARKED, place);
                point(json, index++, bar.getValue(), limit);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Returns the series of a panel. */
    static String panel(Panel panel, Map<String, Integer> places) {
        List<Double> values = new ArrayList<>();
        panel.series().forEach(one -> one.y().forEach(y -> values.add(y.mean())));
        boolean logarithmic =
                AxisRange.fitting(values, List.of(), panel.limit()).isLogarithmic();
        return SafeJson.text(json -> {
            begin(json, panel.categories().isEmpty() ? "lines" : "marks", panel.title(), panel.xAxis(), panel.yAxis());
            json.writeBooleanField("log", logarithmic);
            strings(json, "categories", panel.categories());
            json.writeArrayFieldStart("series");
            for (Panel.Series one : panel.series()) {
                series(json, one.legend(), one.look(), places.get(one.like()));
                int every = (one.x().length + MOST_POINTS - 1) / MOST_POINTS;
                for (int i = 0; i < one.x().length; i += every) {
                    point(json, one.x()[i], one.y().get(i), panel.limit());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Returns the cells of a matrix that are there, as points [column, row, value]. */
    static String heatMap(HeatMap map) {
        return SafeJson.text(json -> {
            begin(json, "heat", map.title(), map.xAxis(), map.yAxis());
            json.writeArrayFieldStart("cells");
            for (int row = 0; row < map.cells().size(); row++) {
                for (int column = 0; column < map.cells().get(row).size(); column++) {
                    double value = map.cells().get(row).get(column);
                    if (Double.isFinite(value)) {
                        json.writeStartArray();
                        json.writeNumber(column);
                        json.writeNumber(row);
                        SafeJson.number(json, value);
                        json.writeEndArray();
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void begin(JsonGenerator json, String kind, String title, String xAxis, String yAxis)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeStringField("title", title);
        json.writeStringField("x", xAxis);
        json.writeStringField("y", yAxis);
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values.toArray(String[]::new), 0, values.size());
    }

    private static void series(JsonGenerator json, String name, Panel.Look look, int place) throws IOException {
        SeriesStyle style = SeriesStyle.of(place);
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("look", look.name().toLowerCase(Locale.ROOT));
        json.writeNumberField("place", place);
        json.writeStringField("color", color(style.color()));
        json.writeStringField("stroke", stroke(style.stroke()));
        json.writeArrayFieldStart("points");
    }

    private static String color(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }

    private static String stroke(BasicStroke stroke) {
        float[] dashes = stroke.getDashArray();
        return dashes == null ? "solid" : dashes[0] < dashes[1] ? "dotted" : "dashed";
    }

    private static void point(JsonGenerator json, double x, ConfidenceInterval y, double limit) throws IOException {
        Whisker whisker = Whisker.of(y, limit);
        json.writeStartArray();
        SafeJson.number(json, x);
        SafeJson.number(json, y.mean());
        if (whisker.isDrawn()) {
            SafeJson.number(json, whisker.low());
            SafeJson.number(json, whisker.high());
        }
        json.writeEndArray();
    }

    /** Puts panels into an SVG document. */
    static String embed(String svg, List<String> panels) {
        int root = svg.indexOf("<svg");
        int inside = svg.indexOf('>', root) + 1;
        return svg.substring(0, inside) + BEGIN + "[" + String.join(",\n", panels) + "]" + END + svg.substring(inside);
    }

    /**
     * Returns the panels of a figure.
     *
     * @param svg a file of {@link Figure#save}
     * @return each a JSON object, which may stand in HTML as it is; none if the file carries none
     * @throws IOException if the file cannot be read
     */
    public static List<String> panels(Path svg) throws IOException {
        String text = Files.readString(svg, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            return List.of();
        }
        return List.of(text.substring(begin + BEGIN.length() + 1, end - 1).split(",\n"));
    }
}
