// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Panel;
import io.github.virgasim.report.Panel.Look;
import io.github.virgasim.report.Panel.Series;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What a timestep's decisions cost in time, by the distance between the clusters and their coordinator (paper section 5.2.2,
 * figure 7): all states go up, all actions come down, and in between the network decides.
 */
final class TapFingerOverhead {
    /** Name of the shipped published values. */
    static final String SHIPPED = "tapfinger/overhead.csv";

    private static final int CLUSTERS = 3;
    private static final double STATE_BYTES = 2000;
    private static final double ACTION_BYTES = 800;
    private static final double BITS_PER_MS = 1000;

    /** Timesteps are 10 s long (paper section 5.1). */
    private static final double TIMESTEP_MS = 10_000;

    /** Light in glass fibre goes 200 km in a millisecond, and a round trip has two ways. */
    private static final double ROUND_TRIP_MS_PER_KM = 2 / 200.0;

    private TapFingerOverhead() {}

    /**
     * Returns the time for communication in a timestep: a round trip, and states and actions over one link.
     *
     * @param km distance to the coordinator
     * @param clusters that share the link, at least 1
     * @return in ms
     */
    static double communicationMs(double km, int clusters) {
        return km * ROUND_TRIP_MS_PER_KM + clusters * 8 * (STATE_BYTES + ACTION_BYTES) / BITS_PER_MS;
    }

    /**
     * Makes the panel.
     *
     * @param decisionMs measured time of a decision per cluster [ms]; null to leave decisions out
     */
    static Panel panel(Double decisionMs) {
        List<CsvTable.Row> rows = published();
        double[] km = rows.stream()
                .mapToDouble(row -> row.number("distance_km", 1, 40_000))
                .toArray();
        List<Series> series = new ArrayList<>();
        series.add(line("communication, a link for each cluster", km, x -> communicationMs(x, 1)));
        series.add(line("communication, one link for 3 clusters", km, x -> communicationMs(x, CLUSTERS)));
        if (decisionMs != null) {
            series.add(line("decisions for 3 clusters", km, x -> CLUSTERS * decisionMs));
        }
        for (String part : List.of("communication", "inference")) {
            series.add(new Series(part, part, Look.POINTS, km, percent(rows, part)));
        }
        return new Panel("overhead of a timestep's decisions", "distance [km]", "share of 10 s [%]", List.of(), series);
    }

    private static Series line(String name, double[] km, DoubleUnaryOperator milliseconds) {
        List<ConfidenceInterval> y = Arrays.stream(km)
                .mapToObj(x -> ConfidenceInterval.of(100 * milliseconds.applyAsDouble(x) / TIMESTEP_MS))
                .toList();
        return new Series(name, name, Look.MARKED, km, y);
    }

    private static List<ConfidenceInterval> percent(List<CsvTable.Row> rows, String part) {
        return rows.stream()
                .map(row -> ConfidenceInterval.of(100 * row.number(part + "_share", 0, 1)))
                .toList();
    }

    private static List<CsvTable.Row> published() {
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            return CsvTable.read(reader, SHIPPED, "distance_km", "communication_share", "inference_share")
                    .rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
