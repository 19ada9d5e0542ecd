// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Times of one detector (YOLOS-small) on an A100 by the number of clients that share it, each with a query always under
 * way (github.com/nebuly-ai/nos, demos/gpu-sharing-comparison, Apache-2.0).
 *
 * @param points the measured times
 */
public record TenantTimes(List<Point> points) {
    private static final Map<String, SharingMode> MODES =
            Map.of("time-slicing", SharingMode.TIME_SLICING, "MPS", SharingMode.MPS, "MIG", SharingMode.MIG);

    /**
     * A measured time.
     *
     * @param mode how the card is shared; under MIG each client has a slice 1g.10gb of its own
     * @param tenants number of clients, at least 1
     * @param seconds mean time of a query [s]
     */
    public record Point(SharingMode mode, int tenants, double seconds) {}

    /**
     * Reads the table.
     *
     * @param csv the file, columns technology, pods, avg_inference_s
     * @return the times in file order
     * @throws InvalidInputException if the file cannot be read, a column is missing, a technology unknown, a number of pods twice, or a number not positive
     */
    public static TenantTimes read(Path csv) {
        List<Point> points = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        CsvRows.forEach(csv, List.of("technology", "pods", "avg_inference_s"), row -> {
            String technology = row.text("technology").replaceFirst("^MIG-.*", "MIG");
            SharingMode mode = MODES.get(technology);
            if (mode == null) {
                throw row.invalid("technology: must be time-slicing, MPS or MIG- and a profile, was '"
                        + row.text("technology") + "'");
            }
            int tenants = row.count("pods");
            if (!seen.add(mode + "/" + tenants)) {
                throw row.invalid(
                        "pods: must stand once under " + mode.text() + ", was again '" + row.text("pods") + "'");
            }
            points.add(new Point(mode, tenants, row.positive("avg_inference_s")));
        });
        return new TenantTimes(points);
    }

    /**
     * The time of a client that is alone.
     *
     * @param mode how the card is shared
     * @return the time [s]
     * @throws InvalidInputException if there is no such point
     */
    public double aloneSeconds(SharingMode mode) {
        return of(mode).stream()
                .filter(point -> point.tenants() == 1)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no time of a single client under " + mode.text()))
                .seconds();
    }

    /**
     * The slope of the ratio of times over the number of further clients: least squares through the point of a single
     * client, where the ratio is 1.
     *
     * @param mode how the card is shared
     * @return the slope
     * @throws InvalidInputException if there is no point of a single client
     */
    public double slope(SharingMode mode) {
        SimpleRegression line = new SimpleRegression(false);
        double alone = aloneSeconds(mode);
        of(mode).forEach(point -> line.addData(point.tenants() - 1, point.seconds() / alone - 1));
        return line.getSlope();
    }

    private List<Point> of(SharingMode mode) {
        return points.stream().filter(point -> point.mode() == mode).toList();
    }
}
