// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each further batch that runs makes a batch longer by the same share of its time alone: slowdown = 1 + slope x (batches
 * that run - 1). That is what ECSRL reports of a Xavier NX (its Fig. 2), and what up to seven clients of one detector
 * show on an A100 under time-slicing and MPS, to within 2 % (nebuly-ai/nos).
 *
 * @param slopes slope of each model, not negative; {@value #DEFAULT} stands for all others. A slope of 1 is a fair share
 *     of the time; above 1, switching costs on top
 */
public record LinearInterference(Map<String, Double> slopes) implements Interference {
    /** The name that stands for every model without a slope of its own. */
    public static final String DEFAULT = "*";

    private static final String SHIPPED = "gpu/linear-slopes.csv";
    private static final String[] COLUMNS = {"mode", "model", "slope", "source"};

    /**
     * Checks the slopes.
     *
     * @throws InvalidInputException if there is none, or one is negative or not finite
     */
    public LinearInterference {
        Checks.atLeastOne("number of slopes", slopes.size());
        slopes.forEach((model, slope) ->
                Checks.notNegative("slope of model " + Checks.named("model with a slope", model), slope));
        slopes = Map.copyOf(slopes);
    }

    /**
     * Makes interference with the same slope for all models.
     *
     * @param slope share of the time alone that each further batch adds, not negative
     * @return the interference
     * @throws InvalidInputException if the slope is negative or not finite
     */
    public static LinearInterference of(double slope) {
        return new LinearInterference(Map.of(DEFAULT, slope));
    }

    /**
     * Returns what ships with Virga: slopes fitted to a detector (YOLOS-small, PyTorch) on an A100 80 GB with 1 to 7
     * clients that always have a query under way (nebuly-ai/nos, Apache-2.0).
     *
     * @param mode time-slicing, MPS or MIG
     * @return one slope for all models
     * @throws InvalidInputException if the mode has no slopes
     */
    public static LinearInterference measured(SharingMode mode) {
        return of(ShippedTable.open(SHIPPED, COLUMNS), SHIPPED, mode);
    }

    /**
     * Reads the slopes of a mode from a CSV file with the columns mode, model, slope, source. The model
     * {@value #DEFAULT} stands for all that are not named.
     *
     * @param file the CSV file
     * @param mode the mode whose rows are taken
     * @return the interference
     * @throws InvalidInputException if the file cannot be read, a mode is unknown, a slope negative, a model named
     *     twice in one mode, or the mode has no row
     */
    public static LinearInterference read(Path file, SharingMode mode) {
        return of(CsvTable.read(file, COLUMNS), file.toString(), mode);
    }

    private static LinearInterference of(CsvTable table, String file, SharingMode mode) {
        table.requireUnique("mode", "model");
        Map<String, Double> slopes = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            SharingMode of = row.make(() -> SharingMode.named(row.text("mode")));
            double slope = row.number("slope", 0, Double.POSITIVE_INFINITY);
            if (of == mode) {
                slopes.put(row.text("model"), slope);
            }
        }
        if (slopes.isEmpty()) {
            throw new InvalidInputException(file + ": must have a row of mode " + mode.text() + ", has none");
        }
        return new LinearInterference(slopes);
    }

    @Override
    public Slowdown among(List<String> models) {
        double[] slope = models.stream().mapToDouble(this::slope).toArray();
        return new Slowdown() {
            @Override
            public double of(int model, int[] running) {
                return 1 + slope[model] * (CoRunners.count(running) - 1);
            }

            @Override
            public void all(int[] running, double[] factors) {
                int others = CoRunners.count(running) - 1;
                for (int model = 0; model < running.length; model++) {
                    factors[model] = 1 + slope[model] * others;
                }
            }

            @Override
            public boolean fits(int[] running) {
                return true;
            }
        };
    }

    private double slope(String model) {
        Double otherwise = slopes.get(DEFAULT);
        return otherwise == null
                ? slopes.get(Checks.oneOf("model with a slope", model, slopes.keySet()))
                : slopes.getOrDefault(model, otherwise);
    }
}
