// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Interference from a measured matrix: how much longer a batch of one model takes beside one batch of another. Beside
 * several, 1 + the sum of (slowdown beside each - 1): our choice, since the matrix knows pairs only.
 */
public final class PairwiseInterference implements Interference {
    private static final String FIRST_COLUMN = "model";

    private final List<String> models;
    private final double[][] slowdown;

    /**
     * Makes the interference.
     *
     * @param models names of the models, each once
     * @param slowdown {@code slowdown[a][b]}: factor on the time of a batch of model a beside one of model b, at least 1
     *     (who measures less by noise writes 1) or infinity where the two do not fit into memory; square
     * @throws InvalidInputException if there is no model, a name stands twice, the matrix is not square or a value below 1
     */
    public PairwiseInterference(List<String> models, double[][] slowdown) {
        Checks.atLeastOne("number of models in the matrix of slowdowns", models.size());
        Set<String> seen = new HashSet<>();
        for (String model : models) {
            if (!seen.add(Checks.named("model in the matrix of slowdowns", model))) {
                throw new InvalidInputException("model '" + model + "' must not appear twice in the matrix");
            }
        }
        checkSize("number of rows in the matrix of slowdowns", slowdown.length, models.size());
        for (int a = 0; a < slowdown.length; a++) {
            checkSize("number of slowdowns of model " + models.get(a), slowdown[a].length, models.size());
            for (int b = 0; b < slowdown.length; b++) {
                SlowdownCell.check(
                        String.format(Locale.ROOT, "slowdown of model %s beside %s", models.get(a), models.get(b)),
                        slowdown[a][b]);
            }
        }
        this.models = List.copyOf(models);
        this.slowdown = Arrays.stream(slowdown).map(double[]::clone).toArray(double[][]::new);
    }

    private static void checkSize(String what, int size, int expected) {
        if (size != expected) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s must be %d, one for each model, was '%d'", what, expected, size));
        }
    }

    /**
     * Reads a square matrix from a CSV file: the header is {@code model} and the names of all models, each row a name
     * and its slowdowns beside them; {@code inf} where two do not fit into memory.
     *
     * @param file the CSV file
     * @return the interference
     * @throws InvalidInputException if the file cannot be read, the matrix is not square, a name is unknown or stands
     *     twice, or a slowdown is below 1
     */
    public static PairwiseInterference read(Path file) {
        CsvTable table = CsvTable.read(file, FIRST_COLUMN);
        table.requireUnique(FIRST_COLUMN);
        List<String> models = table.columns().stream()
                .filter(column -> !column.equals(FIRST_COLUMN))
                .toList();
        double[][] slowdown = new double[models.size()][];
        for (CsvTable.Row row : table.rows()) {
            String model = row.text(FIRST_COLUMN);
            if (!models.contains(model)) {
                throw row.invalid(
                        FIRST_COLUMN, model, "must be one of the other columns: " + String.join(", ", models));
            }
            slowdown[models.indexOf(model)] = models.stream()
                    .mapToDouble(other -> SlowdownCell.read(row, other))
                    .toArray();
        }
        for (int i = 0; i < slowdown.length; i++) {
            if (slowdown[i] == null) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: must have a row of model '%s' as it has a column, has none",
                        file,
                        models.get(i)));
            }
        }
        return new PairwiseInterference(models, slowdown);
    }

    @Override
    public Slowdown among(List<String> names) {
        int[] index = names.stream()
                .mapToInt(name -> models.indexOf(Checks.oneOf("model with measured slowdowns", name, models)))
                .toArray();
        return (model, running) -> CoRunners.slowdown(model, running, other -> slowdown[index[model]][index[other]]);
    }
}
