// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.edgegrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M/D/1 devices whose hosts hold each request for 1 ms more than its profile says. */
class HostOccupancyTest {
    private static final Map<String, Double> PROFILES = Map.of("small", 4.0, "large", 9.0);
    private static final String HEADER = "device,model,dvfs_mode,lambda_frac,run_idx,achieved_rps,duration_s,"
            + "mean_ms,p95_ms,p99_ms,std_ms,warm_idle_w,serving_w\n";

    @TempDir
    private Path folder;

    private final EdgeGridSource source = new EdgeGridSource();

    @BeforeEach
    void profiles() throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("any.db"));
                Statement sql = db.createStatement()) {
            sql.execute("CREATE TABLE profiles (device TEXT, model TEXT, dvfs_mode INT, batch_size INT,"
                    + " latency_ms_mean REAL, p_wall_avg_w REAL)");
            for (String model : PROFILES.keySet()) {
                sql.execute("INSERT INTO profiles VALUES ('d', '" + model + "', 0, 1, " + PROFILES.get(model) + ", 9)");
            }
        }
    }

    /** Writes runs of both models; the overhead follows the load. */
    private void runs(DoubleUnaryOperator overhead) throws IOException {
        StringBuilder runs = new StringBuilder(HEADER);
        PROFILES.forEach((model, profile) -> {
            double service = profile + 1;
            for (int percent : new int[] {25, 50, 75, 90}) {
                double load = percent / 100.0;
                double mean = service + overhead.applyAsDouble(load) + service * load / 2 / (1 - load);
                for (int run = 0; run < 3; run++) {
                    runs.append(String.format(
                            Locale.ROOT,
                            "d,%s,0,%s,%d,%s,600,%s,50,80,3,,\n",
                            model,
                            load,
                            run,
                            1000 * load / service,
                            mean));
                }
            }
        });
        Files.writeString(folder.resolve("runs.csv"), runs);
    }

    private static List<ErrorRow> means(List<ErrorRow> rows) {
        List<ErrorRow> means = rows.stream()
                .filter(row -> row.quantity().endsWith("mean, host occupancy [ms]"))
                .toList();
        assertFalse(means.isEmpty());
        return means;
    }

    @Test
    void isToldByTheOtherModel() throws IOException {
        runs(load -> 2);
        List<ErrorRow> rows = source.validate(Optional.of(folder), Optional.empty());
        assertEquals(6, means(rows).size());
        means(rows).forEach(row -> assertTrue(row.inRange() && Math.abs(row.errorPercent()) < 3, row::toString));
        // Alone, profile and lowest load do not tell it.
        assertTrue(
                rows.stream().anyMatch(row -> row.quantity().equals("at 90% mean [ms]") && row.errorPercent() < -20));
    }

    @Test
    void isNotToldWhereTheOverheadChangesWithTheLoad() throws IOException {
        runs(load -> load < 0.9 ? 8 / load / 4 : 8);
        means(source.validate(Optional.of(folder), Optional.empty()))
                .forEach(row -> assertFalse(row.inRange(), row::toString));
    }

    @Test
    void ofAnotherFolderServesModelsItHasNotSeen() throws IOException {
        runs(load -> 2);
        Calibration both = source.calibrate(Optional.of(folder));
        Calibration smallAlone = both.with(both.parameters().stream()
                .filter(parameter -> !parameter.name().contains("large"))
                .toList());
        assertTrue(smallAlone.parameters().size() < both.parameters().size());
        List<ErrorRow> rows = source.validate(Optional.of(folder), Optional.of(smallAlone));
        assertTrue(rows.stream().allMatch(row -> row.part().equals("same")));
        List<ErrorRow> large =
                means(rows).stream().filter(row -> row.cell().contains("large")).toList();
        assertEquals(3, large.size());
        large.forEach(row -> assertTrue(row.inRange() && Math.abs(row.errorPercent()) < 3, row::toString));
        Calibration nothing = both.with(List.of());
        assertThrows(InvalidInputException.class, () -> source.validate(Optional.of(folder), Optional.of(nothing)));
        // Its lowest load is input.
        assertTrue(rows.stream().noneMatch(row -> row.cell().equals("d/large/0/25%")));
        assertTrue(rows.stream().anyMatch(row -> row.cell().equals("d/small/0/25%")));
    }
}
