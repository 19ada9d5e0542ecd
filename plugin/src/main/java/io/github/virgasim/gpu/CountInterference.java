// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Interference of two models by how many of each run, as ECSRL measures it (its Fig. 1): one matrix for each model that is
 * added, with the ratio of its time to its time alone. Every running batch is treated as if it had been added last (our
 * choice: the matrices say nothing about those that ran before). More batches than the matrix knows do not fit.
 */
public final class CountInterference implements Interference {
    private static final String SHIPPED = "interference/ecsrl.csv";
    private static final String[] COLUMNS = {"device", "added", "slowdown"};
    private static final List<String> OTHER_COLUMNS = List.of("device", "added", "slowdown", "source");

    private final List<String> models;
    private final double[][][] whenAdded;

    /**
     * Makes the interference.
     *
     * @param models the two models' names
     * @param firstAdded {@code firstAdded[r][m]}: slowdown of a batch of the first model that is added while r of the first
     *     and m of the second run; at least 1, 1 at [0][0], infinite where the memory does not suffice; all rows of
     *     equal length
     * @param secondAdded the same for a batch of the second model, with the same meaning of rows and columns
     * @throws InvalidInputException if there are not two different names, or a matrix breaks its rule
     */
    public CountInterference(List<String> models, double[][] firstAdded, double[][] secondAdded) {
        if (models.size() != 2 || models.get(0).equals(models.get(1))) {
            throw new InvalidInputException(
                    "models that are counted must be two different names, was '" + models + "'");
        }
        this.models = List.copyOf(models);
        this.whenAdded = new double[][][] {copy(models.get(0), firstAdded), copy(models.get(1), secondAdded)};
    }

    private static double[][] copy(String added, double[][] matrix) {
        String of = "slowdown of added model " + added;
        Checks.atLeastOne("number of rows of the " + of, matrix.length);
        for (int r = 0; r < matrix.length; r++) {
            if (matrix[r].length != matrix[0].length) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "number of columns in row %d of the %s must be %d as in row 0, was '%d'",
                        r,
                        of,
                        matrix[0].length,
                        matrix[r].length));
            }
            for (int m = 0; m < matrix[r].length; m++) {
                SlowdownCell.check(String.format(Locale.ROOT, "%s at [%d][%d]", of, r, m), matrix[r][m]);
            }
        }
        Checks.atLeastOne("number of columns of the " + of, matrix[0].length);
        Checks.within(of + " at [0][0], that is alone,", matrix[0][0], 1, 1);
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Reads the matrices of a device from a CSV file, one cell in a row: the columns {@code device}, {@code added} (name
     * of the model that is added), one column for each of the two models with its name as the header and the number
     * that runs already, {@code slowdown} ({@code inf} where the memory does not suffice) and, if wanted,
     * {@code source}.
     *
     * @param file the CSV file
     * @param device the device whose rows are taken
     * @return the interference
     * @throws InvalidInputException if the file cannot be read, has not two columns of models, a model is unknown, a
     *     slowdown below 1, a cell missing or there twice, or the device has no row
     */
    public static CountInterference read(Path file, String device) {
        return of(CsvTable.read(file, COLUMNS), file.toString(), device);
    }

    /**
     * Returns matrices for ECSRL's models that ship with Virga: made by a rule of ours, not the values of the poster,
     * which are only in an image.
     *
     * @param device "jetson-nano", "jetson-tx2" or "xavier-nx"
     * @return the interference of resnet-18 and ssd-mobilenet-v2
     * @throws InvalidInputException if the device has none
     */
    public static CountInterference ecsrl(String device) {
        return of(ShippedTable.open(SHIPPED, COLUMNS), SHIPPED, device);
    }

    private static CountInterference of(CsvTable table, String file, String device) {
        List<String> models = table.columns().stream()
                .filter(column -> !OTHER_COLUMNS.contains(column))
                .toList();
        if (models.size() != 2) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: must have one column for each of two models beside %s, has %s",
                    file,
                    OTHER_COLUMNS,
                    models));
        }
        table.requireUnique("device", "added", models.get(0), models.get(1));
        Set<String> devices = new TreeSet<>();
        table.rows().forEach(row -> devices.add(row.text("device")));
        Checks.oneOf("device with slowdowns in " + file, device, devices);
        List<CsvTable.Row> rows = table.rows().stream()
                .filter(row -> row.text("device").equals(device))
                .toList();
        for (CsvTable.Row row : rows) {
            row.make(() -> Checks.oneOf("added model", row.text("added"), models));
        }
        return new CountInterference(
                models, matrix(file, rows, models, models.get(0)), matrix(file, rows, models, models.get(1)));
    }

    private static double[][] matrix(String file, List<CsvTable.Row> all, List<String> models, String added) {
        Map<List<Integer>, CsvTable.Row> cells = new HashMap<>();
        int rows = 0;
        int columns = 0;
        for (CsvTable.Row row : all) {
            if (row.text("added").equals(added)) {
                int first = row.integer(models.get(0), 0);
                int second = row.integer(models.get(1), 0);
                cells.put(List.of(first, second), row);
                rows = Math.max(rows, first);
                columns = Math.max(columns, second);
            }
        }
        List<double[]> matrix = new ArrayList<>();
        for (int r = 0; r <= rows; r++) {
            List<Double> slowdowns = new ArrayList<>();
            for (int m = 0; m <= columns; m++) {
                CsvTable.Row row = cells.get(List.of(r, m));
                if (row == null) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "%s: added model '%s' must have a row for %d %s and %d %s, has none",
                            file,
                            added,
                            r,
                            models.get(0),
                            m,
                            models.get(1)));
                }
                slowdowns.add(SlowdownCell.read(row, "slowdown"));
            }
            matrix.add(slowdowns.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (matrix.get(0)[0] != 1) {
            throw cells.get(List.of(0, 0))
                    .invalid("slowdown", Double.toString(matrix.get(0)[0]), "must be 1 where nothing else runs");
        }
        return matrix.toArray(double[][]::new);
    }

    @Override
    public Slowdown among(List<String> names) {
        int[] index = names.stream()
                .mapToInt(name -> models.indexOf(Checks.oneOf("model with counted slowdowns", name, models)))
                .toArray();
        return (model, running) -> {
            int[] before = new int[2];
            for (int i = 0; i < index.length; i++) {
                before[index[i]] += running[i];
            }
            before[index[model]]--;
            double[][] matrix = whenAdded[index[model]];
            return before[0] < matrix.length && before[1] < matrix[0].length
                    ? matrix[before[0]][before[1]]
                    : Double.POSITIVE_INFINITY;
        };
    }
}
