// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.validation.calibration.MeasurementFolder;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ErrorTables;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The errors that the site's page on validation tells, on the published measurements: medians of the cells that nothing was
 * fitted to. Skipped without measurements.
 */
class PublishedErrorsTest {
    /** Each source is predicted once for all tests. */
    private static final Map<ValidationSource, List<ErrorRow>> ROWS = new HashMap<>();

    private static List<ErrorRow> rows(String name) {
        Optional<MeasurementFolder> found = MeasurementFolder.find();
        assumeTrue(
                found.isPresent(),
                "skipped: the published measurements are not at hand; name their folder with -D"
                        + MeasurementFolder.PROPERTY + "=...");
        ValidationSource source = Sources.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Path folder = found.orElseThrow().path().resolve(source.folder());
        assumeTrue(Files.isDirectory(folder), "skipped: there is no folder " + folder);
        return rows(source, Optional.of(folder));
    }

    private static List<ErrorRow> rows(ValidationSource source, Optional<Path> from) {
        return ROWS.computeIfAbsent(source, one -> one.validate(from, Optional.empty()));
    }

    private static double median(List<ErrorRow> rows, Predicate<String> quantity) {
        double[] errors = rows.stream()
                .filter(row -> row.part().equals("test") && row.inRange() && quantity.test(row.quantity()))
                .mapToDouble(row -> Math.abs(row.errorPercent()))
                .toArray();
        assertTrue(errors.length > 0, "no such cell");
        return Parameter.median(errors);
    }

    private static void below(double percent, List<ErrorRow> rows, String quantity) {
        double error = median(rows, quantity::equals);
        assertTrue(error <= percent, quantity + ": " + error);
    }

    private static void beatsBoth(List<ErrorRow> rows, String quantity, String unit) {
        double error = median(rows, (quantity + " [" + unit + "]")::equals);
        assertTrue(error < median(rows, (quantity + ", interpolated [" + unit + "]")::equals), quantity + error);
        assertTrue(error < median(rows, (quantity + ", simple law [" + unit + "]")::equals), quantity + error);
    }

    @Test
    void cellsOfTablesArePredictedBetterThanByLines() {
        List<ErrorRow> times = rows("trtutils");
        beatsBoth(times, "TensorRT latency", "ms");
        beatsBoth(times, "latency of other runtimes", "ms");
        List<ErrorRow> power = rows("zeus");
        beatsBoth(power, "mean power", "W");
        beatsBoth(power, "time of an epoch", "s");
        List<ErrorRow> steps = rows("pollux");
        beatsBoth(steps, "step time", "s");
        beatsBoth(steps, "synchronisation time", "s");
    }

    @Test
    void sharedGpus() {
        List<ErrorRow> nos = rows("nos");
        below(5, nos, "time-slicing time of a query [s]");
        below(5, nos, "mps time of a query [s]");
        below(5, nos, "mig time of a query [s]");
        List<ErrorRow> pairs = rows("gavel");
        below(5, pairs, "k80 slowdown [1]");
        below(5, pairs, "p100 slowdown [1]");
        below(15, pairs, "v100 slowdown [1]");
    }

    @Test
    void edgeDevicesUnderLoad() {
        List<ErrorRow> grid = rows("edge-energy-grid");
        below(3.1, grid, "at 50% mean [ms]");
        below(10, grid, "at 75% mean [ms]");
        below(9, grid, "at 100% mean [ms]");
        below(9, grid, "at 100% mean, host occupancy [ms]");
        below(4.3, grid, "at 75% p95, host occupancy [ms]");
        below(10.4, grid, "at 100% p95, host occupancy [ms]");
        below(5.7, grid, "at 75% p99, host occupancy [ms]");
        below(12.4, grid, "at 100% p99, host occupancy [ms]");
        below(2.5, grid, "at 50% power [W]");
        below(2.5, grid, "at 100% power, exponent of others [W]");
    }

    @Test
    void serversAndClusters() {
        List<ErrorRow> servers = rows("mlperf");
        below(10, servers, "Server p50 [s]");
        below(20, servers, "Server p99 [s]");
        List<ErrorRow> boards = rows("loudva");
        below(10, boards, "AGX latency [s]");
        below(10, boards, "NX latency [s]");
        below(10, boards, "Nano latency [s]");
        below(1, boards, "on time [%]");
        below(2, boards, "AGX energy [J]");
        below(2, boards, "NX energy [J]");
        below(2, boards, "Nano energy [J]");
        below(2, boards, "energy of all boards [J]");
    }

    @Test
    void trainingClusters() {
        List<ErrorRow> rounds = rows("shockwave");
        for (String policy : List.of("allox", "finish_time_fairness", "max_min_fairness")) {
            assertTrue(mean(rounds, policy + " completion [s]")
                    < mean(rounds, policy + " completion, authors' simulator [s]"));
        }
        below(5, rounds, "mean completion [s]");
        rounds.stream()
                .filter(row -> row.quantity().equals("mean completion, anchored [s]"))
                .forEach(row -> assertTrue(Math.abs(row.errorPercent()) < 5, row::toString));
    }

    private static double mean(List<ErrorRow> rows, String quantity) {
        return rows.stream()
                .filter(row -> row.quantity().equals(quantity))
                .mapToDouble(row -> Math.abs(row.errorPercent()))
                .average()
                .orElseThrow();
    }

    @Test
    void arrivalsAndRoundTrips() {
        List<ErrorRow> arrivals = rows("azure-llm");
        below(5, arrivals, "variation of gaps [1]");
        below(15, arrivals, "dispersion over 1 s [1]");
        below(15, arrivals, "dispersion over 60 s [1]");
        List<ErrorRow> trips = rows("cicv5g");
        below(10, trips, "round trip mean [ms]");
        below(10, trips, "round trip p50 [ms]");
        below(10, trips, "round trip p95 [ms]");
        below(10, trips, "round trip p99 [ms]");
        // The number of bursts bounds it: halves of all drives differ by 3 to 21 %.
        below(12, trips, "round trip sd [ms]");
        trips.stream()
                .filter(row -> row.quantity().contains("autocorrelation"))
                .forEach(row -> assertTrue(Math.abs(row.predicted() - row.measured()) < 0.1, row::toString));
    }

    /** What virga validate --all writes as summary.csv ships for the passports. */
    @Test
    void theTableThatShipsIsMadeOfThem(@TempDir Path folder) throws IOException {
        Optional<MeasurementFolder> data = MeasurementFolder.find();
        assumeTrue(data.isPresent(), "skipped: the published measurements are not at hand");
        List<ErrorRow> all = new ArrayList<>();
        Sources.in(data.orElseThrow().path()).forEach((source, from) -> all.addAll(rows(source, from)));
        Path file = folder.resolve("summary.csv");
        new ErrorTables(all).writeSummary(file);
        List<String> made = Files.readAllLines(file);
        List<String> names = made.stream().map(line -> line.split(",")[0]).toList();
        assertEquals(
                ShippedErrorsTest.shipped().stream()
                        .filter(line -> names.contains(line.split(",")[0]))
                        .collect(Collectors.joining("\n")),
                String.join("\n", made));
    }
}
