// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.report.PassportPart.Status;
import io.github.virgasim.report.PassportRange.Outside;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells of a scenario's runs which parts of their model were compared with measurements, on what, with which error beside the
 * spread of the measurement itself, and what in these runs lies beyond the range that was measured. Independent data, another
 * recording or cells that nothing was fitted to, stands apart from data that parameters were fitted to. All figures come from
 * the data set {@value ShippedErrors#TABLE}, which {@code virga validate --all} makes.
 */
public final class Passport {
    /** The data set that the errors are read from. */
    public static final String ERRORS = ShippedErrors.TABLE;

    private static final int WIDTH = 120;
    private static final String OUTSIDE = "outside";

    private final List<PassportPart> parts;
    private final PassportRange range;

    /**
     * Looks at a scenario's model.
     *
     * @param scenario what is going to be served
     */
    public Passport(ServingScenario scenario) {
        parts = PassportParts.of(scenario);
        range = new PassportRange(scenario);
    }

    /**
     * Takes note of how far a run went.
     *
     * @param run of the scenario, at any client rate
     */
    public void add(ServingRun run) {
        range.add(run);
    }

    /**
     * Returns it in short.
     *
     * @return a line for each part that was validated and one for all that were not, each ended; the last ones tell what lies
     *     beyond the measured range
     */
    public String text() {
        StringBuilder text = new StringBuilder(
                "\nPassport: median errors on cells that nothing was fitted to; all in" + " passport.md\n");
        for (PassportPart part : parts) {
            if (part.status() == Status.VALIDATED) {
                line(text, part.name(), shortSubject(part.subject()) + ": " + part.inShort());
            }
        }
        for (Status status : List.of(Status.OWN, Status.NOT_VALIDATED)) {
            Map<String, Integer> counts = new TreeMap<>();
            parts.stream()
                    .filter(part -> part.status() == status)
                    .forEach(part ->
                            counts.merge(part.name() + " (" + shortSubject(part.subject()) + ")", 1, Integer::sum));
            if (!counts.isEmpty()) {
                line(text, status.words(), String.join(", ", counts.keySet()));
            }
        }
        List<Outside> outside = range.outside();
        if (!outside.isEmpty()) {
            List<String> said = outside.stream()
                    .map(o -> o.subject() + " " + o.reached() + " (" + o.measured() + ")")
                    .toList();
            line(text, OUTSIDE, String.join("; ", said));
        }
        return text.toString();
    }

    private static String shortSubject(String subject) {
        return subject.replaceFirst("( variants): .*", "$1");
    }

    private static void line(StringBuilder text, String name, String rest) {
        String line = String.format(Locale.ROOT, "  %-15s %s", name, rest);
        text.append(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 4) + " ...")
                .append('\n');
    }

    /**
     * Writes {@code passport.md} and {@code passport.csv}.
     *
     * @param folder of the results
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder) throws IOException {
        List<Outside> outside = range.outside();
        StringBuilder page = new StringBuilder();
        page.append("# Error passport\n\nErrors in percent of what was measured: medians, means and worst of |error|,")
                .append(
                        " beside the standard error of the measurement itself (repeats). `apart` is another recording than")
                .append(
                        " the one calibrated on, `test` are cells of the same one that nothing was fitted to, `fit` are")
                .append(" cells that parameters were fitted to.\n\n## Validated\n\n");
        TextTable validated = new TextTable(
                "part", "subject", "source", "data", "quantity", "cells", "median %", "mean %", "worst %", "repeats %");
        rows().stream().filter(row -> row.error != null).forEach(row -> {
            ShippedErrors.Row error = row.error;
            validated.row(
                    row.part.name(),
                    row.part.subject() + (row.part.note().isEmpty() ? "" : " (" + row.part.note() + ")"),
                    error.source(),
                    error.split(),
                    error.quantity(),
                    String.valueOf(error.cells()),
                    TextTable.number(error.median(), 2),
                    TextTable.number(error.mean(), 2),
                    TextTable.number(error.worst(), 1),
                    Double.isNaN(error.noise()) ? "" : TextTable.number(error.noise(), 2));
        });
        page.append(validated.markdown()).append("\n## Own figures and parts without validation\n\n");
        TextTable others = new TextTable("part", "subject", "status", "note");
        parts.stream()
                .filter(part -> part.status() != Status.VALIDATED)
                .forEach(part ->
                        others.row(part.name(), part.subject(), part.status().words(), part.note()));
        page.append(others.markdown()).append("\n## Outside the measured range in these runs\n\n");
        if (outside.isEmpty()) {
            page.append("Nothing that Virga looks for: load, batches, input sizes, tenants, devices of shared GPUs.\n");
        } else {
            TextTable beyond = new TextTable("part", "subject", "reached", "measured");
            outside.forEach(o -> beyond.row(o.part(), o.subject(), o.reached(), o.measured()));
            page.append(beyond.markdown());
        }
        Files.writeString(folder.resolve("passport.md"), page);
        writeTable(folder.resolve("passport.csv"), outside);
    }

    /** A line of the table: a part with one of its errors, or with none. */
    private record Row(PassportPart part, ShippedErrors.Row error, Outside outside) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (PassportPart part : parts) {
            if (part.errors().isEmpty()) {
                rows.add(new Row(part, null, null));
            }
            part.errors().forEach(error -> rows.add(new Row(part, error, null)));
        }
        return rows;
    }

    private void writeTable(Path file, List<Outside> outside) throws IOException {
        List<Row> rows = new ArrayList<>(rows());
        outside.forEach(o -> rows.add(new Row(null, null, o)));
        new ResultTable<Row>()
                .column("part", row -> row.part == null ? row.outside.part() : row.part.name())
                .column("subject", row -> row.part == null ? row.outside.subject() : row.part.subject())
                .column(
                        "status",
                        row -> row.part == null ? OUTSIDE : row.part.status().words())
                .column(
                        "note",
                        row -> row.part == null
                                ? row.outside.reached() + ", measured " + row.outside.measured()
                                : row.part.note())
                .column("source", row -> row.error == null ? "" : row.error.source())
                .column("data", row -> row.error == null ? "" : row.error.split())
                .column("quantity", row -> row.error == null ? "" : row.error.quantity())
                .column("cells", row -> row.error == null ? "" : row.error.cells())
                .column("median_percent", row -> row.error == null ? "" : row.error.median())
                .column("mean_percent", row -> row.error == null ? "" : row.error.mean())
                .column("worst_percent", row -> row.error == null ? "" : row.error.worst())
                .column(
                        "repeats_percent",
                        row -> row.error == null || Double.isNaN(row.error.noise()) ? "" : row.error.noise())
                .write(file, rows);
    }
}
