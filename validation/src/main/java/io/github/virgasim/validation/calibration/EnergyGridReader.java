// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the serving measurements of nine edge devices (github.com/lab-paper-code/load-reactive-edge-inference, data
 * CC BY 4.0): isolated profiles from an SQLite file and serving runs under Poisson load from a CSV file.
 *
 * <p>The isolated profiles need a JDBC driver for SQLite on the class path, for example
 * {@code org.xerial:sqlite-jdbc}.
 */
public final class EnergyGridReader {

    private EnergyGridReader() {}

    /**
     * The time of a model alone on a device.
     *
     * @param device code name of the device
     * @param model the model
     * @param mode index of the power mode
     * @param meanMs mean time of one inference, batch 1 [ms]
     * @param wallW mean wall power during back-to-back inference [W]
     */
    public record Isolated(String device, String model, int mode, double meanMs, double wallW) {}

    /**
     * One run of about 60 s under Poisson load.
     *
     * @param device code name of the device
     * @param model the model
     * @param mode index of the power mode
     * @param loadFraction load as a share of the maximum sustainable throughput, 0 to 1
     * @param achievedRps requests served per second
     * @param meanMs mean latency seen by the client [ms]
     * @param idleW wall power before the run [W], NaN if not recorded
     * @param servingW wall power during the run [W], NaN if not recorded
     */
    public record Serving(
            String device,
            String model,
            int mode,
            double loadFraction,
            double achievedRps,
            double meanMs,
            double idleW,
            double servingW) {}

    /**
     * Tells whether a JDBC driver for SQLite is on the class path.
     *
     * @return true if {@link #isolated} can work
     */
    public static boolean canReadProfiles() {
        return DriverManager.drivers()
                .anyMatch(driver -> driver.getClass().getName().contains("sqlite"));
    }

    /**
     * Reads the isolated profiles at batch 1.
     *
     * @param database the SQLite file
     * @return one entry per device, model and power mode
     * @throws InvalidInputException if the file has no such table or a time is not positive
     * @throws IllegalStateException if there is no driver
     */
    public static List<Isolated> isolated(Path database) {
        if (!canReadProfiles()) {
            throw new IllegalStateException("reading " + database.getFileName()
                    + " needs a JDBC driver for SQLite on the class path (org.xerial:sqlite-jdbc)");
        }
        String name = database.getFileName().toString();
        String url = "jdbc:sqlite:" + database.toUri() + "?mode=ro&immutable=1";
        List<Isolated> profiles = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT device, model, dvfs_mode, latency_ms_mean, p_wall_avg_w"
                        + " FROM profiles WHERE batch_size = 1 ORDER BY device, model, dvfs_mode")) {
            while (rows.next()) {
                String place = name + ", profiles of " + rows.getString(2) + " on " + rows.getString(1);
                profiles.add(new Isolated(
                        Checks.named(name + ": device of a profile", rows.getString(1)),
                        Checks.named(name + ": model of a profile", rows.getString(2)),
                        rows.getInt(3),
                        Numbers.positive(place, "latency_ms_mean", rows.getString(4)),
                        Numbers.positive(place, "p_wall_avg_w", rows.getString(5))));
            }
        } catch (SQLException e) {
            throw new InvalidInputException(
                    name + ": must be an SQLite file with the table profiles: " + e.getMessage());
        }
        return profiles;
    }

    /**
     * Reads the serving runs. Rows without a load fraction (they confirm the maximum throughput) are left out.
     *
     * @param csv the file
     * @return the runs in file order
     * @throws InvalidInputException if the file cannot be read, a column is missing or a number malformed
     */
    public static List<Serving> serving(Path csv) {
        List<Serving> runs = new ArrayList<>();
        CsvRows.forEach(
                csv,
                List.of(
                        "device",
                        "model",
                        "dvfs_mode",
                        "lambda_frac",
                        "achieved_rps",
                        "mean_ms",
                        "warm_idle_w",
                        "serving_w"),
                row -> {
                    if (row.has("lambda_frac")) {
                        runs.add(new Serving(
                                row.text("device"),
                                row.text("model"),
                                (int) row.number("dvfs_mode"),
                                row.positive("lambda_frac"),
                                row.positive("achieved_rps"),
                                row.positive("mean_ms"),
                                row.has("warm_idle_w") ? row.positive("warm_idle_w") : Double.NaN,
                                row.has("serving_w") ? row.positive("serving_w") : Double.NaN));
                    }
                });
        return runs;
    }
}
