// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads round-trip times of a 5G network (CICV5G, github.com/zxr805/CICV5G, CC BY 4.0), one row per round trip.
 */
public final class RttReader {

    private RttReader() {}

    /**
     * One drive, in the order in which the messages were sent.
     *
     * @param name name of the drive
     * @param sentMs when each message was sent [ms]
     * @param rttMs round-trip time of each message [ms]
     */
    public record Series(String name, double[] sentMs, double[] rttMs) {

        /**
         * Checks the lengths.
         *
         * @throws InvalidInputException if the arrays differ in length or are empty
         */
        public Series {
            if (sentMs.length == 0 || sentMs.length != rttMs.length) {
                throw new InvalidInputException("series " + name + " must have as many times as round trips, has "
                        + sentMs.length + " and " + rttMs.length);
            }
        }
    }

    /**
     * Reads the drives of one kind of road and one band.
     *
     * @param csv the file, possibly gzip-compressed
     * @param scenario for example {@code Urban road}
     * @param band {@code n78} (public) or {@code n8} (private)
     * @return the drives in file order
     * @throws InvalidInputException if the file cannot be read, a column is missing, a number malformed, a round trip not positive, or there is
     *     no row of this kind
     */
    public static List<Series> read(Path csv, String scenario, String band) {
        Map<String, List<double[]>> drives = new LinkedHashMap<>();
        CsvRows.forEach(csv, List.of("scenario", "band", "subset", "file", "pub_time_ms", "rtt_ms"), row -> {
            if (row.text("scenario").equals(scenario) && row.text("band").equals(band)) {
                drives.computeIfAbsent(row.text("subset") + "/" + row.text("file"), k -> new ArrayList<>())
                        .add(new double[] {row.number("pub_time_ms"), row.positive("rtt_ms")});
            }
        });
        if (drives.isEmpty()) {
            throw new InvalidInputException(csv.getFileName() + ": has no row of " + scenario + " in band " + band);
        }
        List<Series> series = new ArrayList<>();
        drives.forEach((name, rows) -> series.add(new Series(
                name,
                rows.stream().mapToDouble(r -> r[0]).toArray(),
                rows.stream().mapToDouble(r -> r[1]).toArray())));
        return series;
    }
}
