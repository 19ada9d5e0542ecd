// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.validation.calibration.JitterFit;
import io.github.virgasim.validation.calibration.JitterTable;
import io.github.virgasim.validation.calibration.RttReader;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Folders;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
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
    /** A drive has few bursts: so often it is simulated. */
    private static final int REPEATS = 5;

    private static final Map<String, ToDoubleFunction<List<RttReader.Series>>> FIGURES = new TreeMap<>(Map.of(
            "round trip mean [ms]", drives -> StatUtils.mean(all(drives)),
            "round trip sd [ms]", drives -> Math.sqrt(StatUtils.variance(all(drives))),
            "round trip p50 [ms]", drives -> StatUtils.percentile(all(drives), 50),
            "round trip p95 [ms]", drives -> StatUtils.percentile(all(drives), 95),
            "round trip p99 [ms]", drives -> StatUtils.percentile(all(drives), 99),
            "round trip lag-1 autocorrelation [1]", Cicv5gSource::autocorrelation));

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
    private static Map<String, List<RttReader.Series>> read(Path folder) {
        Map<String, List<RttReader.Series>> kinds = new TreeMap<>();
        for (Path file : Folders.files(folder, ".*\\.csv(\\.gz)?", "CSV file")) {
            RttReader.readAll(file)
                    .forEach((kind, drives) ->
                            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(drives));
        }
        kinds.values().forEach(drives -> drives.sort((a, b) -> a.name().compareTo(b.name())));
        return kinds;
    }

    private static List<RttReader.Series> part(List<RttReader.Series> drives, int first) {
        return IntStream.range(0, drives.size())
                .filter(i -> i % 2 == first)
                .mapToObj(drives::get)
                .toList();
    }

    @Override
    public Calibration calibrate(Optional<Path> data) {
        return calibration(read(data.orElseThrow()));
    }

    private static Calibration calibration(Map<String, List<RttReader.Series>> kinds) {
        List<Parameter> parameters = new ArrayList<>();
        kinds.forEach((kind, drives) -> {
            List<RttReader.Series> fitted = part(drives, 0);
            JitterTable table = JitterTable.ofQuantiles(all(fitted)).standardised();
            for (String figure : List.of("mean", "sd")) {
                ToDoubleFunction<List<RttReader.Series>> of = FIGURES.get("round trip " + figure + " [ms]");
                parameters.add(Parameter.resampled(
                        kind + "/" + figure, "ms", of.applyAsDouble(fitted), resampled(of, fitted), fitted.size()));
            }
            parameters.add(Parameter.resampled(
                    kind + "/correlation time",
                    "s",
                    JitterFit.ofNeighbours(fitted, table),
                    resampled(drawn -> JitterFit.ofNeighbours(drawn, table), fitted),
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

    private static double[] resampled(ToDoubleFunction<List<RttReader.Series>> figure, List<RttReader.Series> drives) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        return IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> figure.applyAsDouble(IntStream.range(0, drives.size())
                        .mapToObj(k -> drives.get(random.nextInt(drives.size())))
                        .toList()))
                .toArray();
    }

    @Override
    public List<ErrorRow> validate(Optional<Path> data, Optional<Calibration> calibration) {
        Map<String, List<RttReader.Series>> kinds = read(data.orElseThrow());
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

    private void compare(
            String kind, List<RttReader.Series> drives, Calibration used, String part, List<ErrorRow> rows) {
        if (drives.isEmpty()) {
            return;
        }
        double[] shape = IntStream.range(0, JitterTable.SIZE)
                .mapToDouble(row -> used.value(kind + "/shape/" + JitterTable.score(row)))
                .toArray();
        JitterModel jitter = JitterModel.autocorrelated(shape, used.value(kind + "/correlation time"));
        List<RttReader.Series> simulated = new ArrayList<>();
        for (int i = 0; i < drives.size(); i++) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                long seed = (long) REPEATS * i + repeat;
                double[] trips = RoundTrips.of(
                        drives.get(i), used.value(kind + "/mean"), used.value(kind + "/sd"), jitter, seed);
                simulated.add(new RttReader.Series(drives.get(i).name(), new double[trips.length], trips));
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

    private static double[] all(List<RttReader.Series> drives) {
        return drives.stream()
                .flatMapToDouble(drive -> DoubleStream.of(drive.rttMs()))
                .toArray();
    }

    /** Pooled over the drives, about each one's own mean. */
    private static double autocorrelation(List<RttReader.Series> drives) {
        double products = 0;
        double squares = 0;
        for (RttReader.Series drive : drives) {
            double[] trips = drive.rttMs();
            double mean = StatUtils.mean(trips);
            for (int i = 0; i < trips.length; i++) {
                squares += (trips[i] - mean) * (trips[i] - mean);
                products += i == 0 ? 0 : (trips[i] - mean) * (trips[i - 1] - mean);
            }
        }
        return products / squares;
    }
}
