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
        List<Series> drives = readAll(csv).get(kind(scenario, band));
        if (drives == null) {
            throw new InvalidInputException(csv.getFileName() + ": has no row of " + scenario + " in band " + band);
        }
        return drives;
    }

    private static String kind(String scenario, String band) {
        return scenario + " " + band;
    }

    /**
     * Reads all drives.
     *
     * @param csv the file, possibly gzip-compressed
     * @return the drives in file order, by kind of road and band with a space between them
     * @throws InvalidInputException if the file cannot be read, a column is missing, a number malformed, or a round trip not positive
     */
    public static Map<String, List<Series>> readAll(Path csv) {
        Map<String, Map<String, List<double[]>>> kinds = new LinkedHashMap<>();
        CsvRows.forEach(csv, List.of("scenario", "band", "subset", "file", "pub_time_ms", "rtt_ms"), row -> {
            List<double[]> drive = kinds.computeIfAbsent(
                            kind(row.text("scenario"), row.text("band")), k -> new LinkedHashMap<>())
                    .computeIfAbsent(row.text("subset") + "/" + row.text("file"), k -> new ArrayList<>());
            drive.add(new double[] {row.number("pub_time_ms"), row.positive("rtt_ms")});
        });
        Map<String, List<Series>> all = new LinkedHashMap<>();
        kinds.forEach((kind, drives) -> {
            List<Series> series = new ArrayList<>();
            drives.forEach((name, rows) -> series.add(new Series(
                    name,
                    rows.stream().mapToDouble(r -> r[0]).toArray(),
                    rows.stream().mapToDouble(r -> r[1]).toArray())));
            all.put(kind, series);
        });
        return all;
    }
}
