// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Round trips of drives, {@code *.csv} or {@code *.csv.gz} (CICV5G, github.com/zxr805/CICV5G, CC BY 4.0), sent through the
 * engine's network under the {@link DelayLaw} of drives that send as often. Of the drives on one kind of road in one band, in the order of their
 * names, the 1st, 3rd, 5th, ... are fitted and the others are tests. The noise is the spread of the figure over drives drawn
 * again with replacement.
 */
public final class Cicv5gSource implements ValidationSource {
    /** A drive has few bursts: drives are simulated until there are so many messages, but no more often than this. */
    private static final double ENOUGH = 1e6;

    private static final int MOST_REPEATS = 50;
    /** The year 2286; and an hour. */
    private static final double LATEST_MS = 1e13;

    private static final double LONGEST_MS = 3.6e6;

    private static final Map<String, ToDoubleFunction<List<Drive>>> FIGURES = new TreeMap<>(Map.of(
            "round trip mean [ms]",
            Drive::mean,
            "round trip sd [ms]",
            Drive::deviation,
            "round trip p50 [ms]",
            drives -> Drive.percentile(drives, 50),
            "round trip p95 [ms]",
            drives -> Drive.percentile(drives, 95),
            "round trip p99 [ms]",
            drives -> Drive.percentile(drives, 99),
            "round trip lag-1 autocorrelation [1]",
            Drive::autocorrelation));

    @Override
    public String name() {
        return "cicv5g";
    }

    @Override
    public String description() {
        return "Round trips over a mobile network (CICV5G).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    /** Reads the drives in the order of their names, by road and band. */
    private static Map<String, List<Drive>> read(Measurements data) {
        Map<String, List<Drive>> kinds = new TreeMap<>();
        Drives all = new Drives();
        for (Path file : data.files(".*\\.csv(\\.gz)?", "CSV file")) {
            Map<String, Map<String, Drive>> own = new LinkedHashMap<>();
            data.rowsOnce(file, List.of("scenario", "band", "subset", "file", "pub_time_ms", "rtt_ms"), row -> {
                Drive drive = own.computeIfAbsent(
                                row.text("scenario") + " " + row.text("band"), k -> new LinkedHashMap<>())
                        .computeIfAbsent(row.text("subset") + "/" + row.text("file"), all::add);
                double sent = row.within("pub_time_ms", 0, LATEST_MS);
                if (!drive.isBefore(sent)) {
                    throw row.invalid("pub_time_ms: must not be before that of the drive's message above, was '"
                            + row.text("pub_time_ms") + "'");
                }
                double trip = row.within("rtt_ms", Double.MIN_VALUE, LONGEST_MS);
                if (drive.hasJust(sent, trip)) {
                    throw row.invalid("pub_time_ms: a message must stand once, was again '" + row.text("pub_time_ms")
                            + "' with rtt_ms '" + row.text("rtt_ms") + "'");
                }
                all.add(drive, sent, trip);
            });
            all.pack();
            own.forEach((kind, drives) -> {
                if (drives.values().stream().noneMatch(Drive::varies)) {
                    throw new InvalidInputException(file.getFileName() + ": " + kind
                            + " must have a drive with different round trips some time apart, has none");
                }
                kinds.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(drives.values());
            });
        }
        kinds.values().forEach(drives -> drives.sort((a, b) -> a.name.compareTo(b.name)));
        return kinds;
    }

    private static List<Drive> part(List<Drive> drives, int first) {
        return IntStream.range(0, drives.size())
                .filter(i -> i % 2 == first)
                .mapToObj(drives::get)
                .toList();
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(read(data));
    }

    private static Calibration calibration(Map<String, List<Drive>> kinds) {
        List<Parameter> parameters = new ArrayList<>();
        kinds.forEach((kind, drives) -> parameters.addAll(DelayLaw.fit(kind, part(drives, 0))));
        return new Calibration(parameters);
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Map<String, List<Drive>> kinds = read(data);
        Calibration used = calibration.orElseGet(() -> calibration(kinds));
        List<ErrorRow> rows = new ArrayList<>();
        kinds.forEach((kind, drives) -> {
            List<DelayLaw> laws = DelayLaw.of(kind, used);
            if (laws.isEmpty()) {
                return;
            }
            if (calibration.isPresent()) {
                compare(kind, drives, laws, "apart", rows);
            } else {
                compare(kind, part(drives, 0), laws, "fit", rows);
                compare(kind, part(drives, 1), laws, "test", rows);
            }
        });
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "the calibration has none of the roads and bands that the measurements have");
        }
        return rows;
    }

    private void compare(String kind, List<Drive> drives, List<DelayLaw> laws, String part, List<ErrorRow> rows) {
        if (drives.isEmpty()) {
            return;
        }
        double messages = drives.stream().mapToDouble(Drive::count).sum();
        int repeats = (int) Math.min(MOST_REPEATS, Math.ceil(ENOUGH / messages));
        List<Drive> simulated = new ArrayList<>();
        for (int i = 0; i < drives.size(); i++) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                long seed = (long) repeats * i + repeat;
                Drive drive = RoundTrips.of(drives.get(i), DelayLaw.nearest(laws, drives.get(i)), seed);
                if (!simulated.isEmpty()) {
                    // Hardly two simulated round trips are the same: the counts would be as long as the log.
                    drive.pool(simulated.get(0));
                }
                simulated.add(drive);
            }
        }
        FIGURES.forEach((name, figure) -> {
            double measured = figure.applyAsDouble(drives);
            rows.add(new ErrorRow(
                    name(),
                    name,
                    kind,
                    measured,
                    figure.applyAsDouble(simulated),
                    100 * Math.sqrt(StatUtils.variance(DelayLaw.resampled(figure, drives))) / measured,
                    true,
                    part));
        });
    }
}
