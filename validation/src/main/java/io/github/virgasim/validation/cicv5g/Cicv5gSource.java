// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.validation.calibration.JitterFit;
import io.github.virgasim.validation.calibration.JitterTable;
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
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Round trips of drives, {@code *.csv} or {@code *.csv.gz} (CICV5G, github.com/zxr805/CICV5G, CC BY 4.0), sent through the
 * engine's network under {@link JitterModel} with the measured quantiles and the correlation of neighbours. Of the drives on one kind of road in one band, in the order of their names, the
 * 1st, 3rd, 5th, ... are fitted and the others are tests. The noise is the spread of the figure over drives drawn again with
 * replacement.
 */
public final class Cicv5gSource implements ValidationSource {
    private static final int RESAMPLES = 50;
    /** A drive has few bursts: so often it is simulated, unless the drives have so many messages that once is enough. */
    private static final int REPEATS = 5;

    private static final double ENOUGH = 10e6;
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
        kinds.forEach((kind, drives) -> {
            List<Drive> fitted = part(drives, 0);
            JitterTable table =
                    JitterTable.ofCounts(Drive.byMilliseconds(fitted)).standardised();
            for (String figure : List.of("mean", "sd")) {
                ToDoubleFunction<List<Drive>> of = FIGURES.get("round trip " + figure + " [ms]");
                parameters.add(Parameter.resampled(
                        kind + "/" + figure, "ms", of.applyAsDouble(fitted), resampled(of, fitted), fitted.size()));
            }
            parameters.add(Parameter.resampled(
                    kind + "/correlation time",
                    "s",
                    JitterFit.ofNeighbours(neighbours(fitted), table),
                    resampled(drawn -> JitterFit.ofNeighbours(neighbours(drawn), table), varying(fitted)),
                    fitted.size()));
            double[] shape = table.values();
            for (int row = 0; row < shape.length; row++) {
                parameters.add(new Parameter(
                        kind + "/shape/" + JitterTable.score(row),
                        shape[row],
                        "1",
                        Double.NaN,
                        Double.NaN,
                        fitted.size()));
            }
        });
        return new Calibration(parameters);
    }

    private static List<Drive> varying(List<Drive> drives) {
        return drives.stream().filter(Drive::varies).toList();
    }

    private static List<JitterFit.Neighbours> neighbours(List<Drive> drives) {
        return varying(drives).stream().map(Drive::neighbours).toList();
    }

    private static double[] resampled(ToDoubleFunction<List<Drive>> figure, List<Drive> drives) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        return IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> figure.applyAsDouble(IntStream.range(0, drives.size())
                        .mapToObj(k -> drives.get(random.nextInt(drives.size())))
                        .toList()))
                .toArray();
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Map<String, List<Drive>> kinds = read(data);
        Calibration used = calibration.orElseGet(() -> calibration(kinds));
        List<ErrorRow> rows = new ArrayList<>();
        kinds.forEach((kind, drives) -> {
            if (!used.has(kind + "/mean")) {
                return;
            }
            if (calibration.isPresent()) {
                compare(kind, drives, used, "apart", rows);
            } else {
                compare(kind, part(drives, 0), used, "fit", rows);
                compare(kind, part(drives, 1), used, "test", rows);
            }
        });
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "the calibration has none of the roads and bands that the measurements have");
        }
        return rows;
    }

    private void compare(String kind, List<Drive> drives, Calibration used, String part, List<ErrorRow> rows) {
        if (drives.isEmpty()) {
            return;
        }
        double[] shape = IntStream.range(0, JitterTable.SIZE)
                .mapToDouble(row -> used.value(kind + "/shape/" + JitterTable.score(row)))
                .toArray();
        JitterModel jitter = JitterModel.autocorrelated(shape, used.value(kind + "/correlation time"));
        double messages = drives.stream().mapToDouble(Drive::count).sum();
        int repeats = messages > ENOUGH ? 1 : REPEATS;
        List<Drive> simulated = new ArrayList<>();
        for (int i = 0; i < drives.size(); i++) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                long seed = (long) REPEATS * i + repeat;
                Drive drive = RoundTrips.of(
                        drives.get(i), used.value(kind + "/mean"), used.value(kind + "/sd"), jitter, seed);
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
                    100 * Math.sqrt(StatUtils.variance(resampled(figure, drives))) / measured,
                    true,
                    part));
        });
    }
}
