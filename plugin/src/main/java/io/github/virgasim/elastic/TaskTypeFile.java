// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads task types that a user defines. */
public final class TaskTypeFile {
    private TaskTypeFile() {}

    /**
     * Reads types from a CSV file with these columns; several numbers in a cell have spaces between them.
     *
     * <ul>
     *   <li>{@code type}: name, unique
     *   <li>{@code minimum}, {@code cap}: units per kind of resource
     *   <li>{@code noise}: full width of the noise on each gain, from 0
     *   <li>{@code law}: constant, tanh or scaling
     *   <li>{@code parameters}: of constant the gain per timestep; of tanh kind, scale and headroom; of scaling kind,
     *       duration, serial share and communication
     * </ul>
     *
     * @param file the CSV file
     * @return the types in the order of the file
     * @throws InvalidInputException if the file cannot be read, a law is unknown or a value breaks a rule of
     *     {@link TaskType} or of the law
     */
    public static List<TaskType> read(Path file) {
        CsvTable table = CsvTable.read(file, "type", "minimum", "cap", "noise", "law", "parameters");
        table.requireUnique("type");
        return table.rows().stream()
                .map(row -> row.make(() -> new TaskType(
                        row.text("type"),
                        units(row, "minimum"),
                        units(row, "cap"),
                        progress(row),
                        row.number("noise", 0, Double.MAX_VALUE))))
                .toList();
    }

    private static ProgressModel progress(CsvTable.Row row) {
        String law = row.text("law");
        return switch (law) {
            case "constant" -> new ConstantProgress(numbers(row, "parameters", 1)[0]);
            case "tanh" -> {
                double[] values = numbers(row, "parameters", 3);
                yield new TanhProgress(whole(row, "parameters", values[0]), values[1], values[2]);
            }
            case "scaling" -> {
                double[] values = numbers(row, "parameters", 4);
                yield new ScalingProgress(whole(row, "parameters", values[0]), values[1], values[2], values[3]);
            }
            default -> throw row.invalid("law", law, "must be one of: constant, scaling, tanh");
        };
    }

    private static Units units(CsvTable.Row row, String column) {
        return Units.of(Arrays.stream(numbers(row, column, row.text(column).split(" +").length))
                .mapToInt(value -> whole(row, column, value))
                .toArray());
    }

    private static double[] numbers(CsvTable.Row row, String column, int count) {
        String[] words = row.text(column).split(" +");
        if (words.length != count) {
            throw row.invalid(
                    column,
                    row.text(column),
                    String.format(Locale.ROOT, "must be %d numbers with spaces between them", count));
        }
        try {
            return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw row.invalid(column, row.text(column), "must be numbers with spaces between them");
        }
    }

    private static int whole(CsvTable.Row row, String column, double value) {
        if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE) {
            throw row.invalid(column, row.text(column), "must hold whole numbers from 0 on");
        }
        return (int) value;
    }
}
