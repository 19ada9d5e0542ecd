// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.report.PassportPart.Status;
import io.github.virgasim.report.PassportRange.Outside;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells of runs, of one scenario or of several, which parts of their model were compared with measurements, on what, with which error beside the
 * spread of the measurement itself, and what in these runs lies beyond the range that was measured. Independent data, another
 * recording or cells that nothing was fitted to, stands apart from data that parameters were fitted to. All figures come from
 * the data set {@value ShippedErrors#TABLE}, which {@code virga validate --all} makes.
 */
public final class Passport {
    /** The data set that the errors are read from. */
    public static final String ERRORS = ShippedErrors.TABLE;

    private static final int WIDTH = 120;
    private static final String OUTSIDE = "outside";
    private static final String ELASTIC =
            "Nothing can be: a task with measured durations holds no allocation but those that"
                    + " were measured, and the clusters of containers are those of the recording, with 4, 4 and 8 GPUs and at most as"
                    + " many containers side by side. Where task times are assumed, or those of machines without containers, no"
                    + " run was recorded that would give a range.\n";

    /** Where task times of elastic tasks come from. */
    public enum TaskTimes {
        /** Measured in containers. */
        CONTAINERS("measured durations, in containers"),
        /** Measured on the same machines without containers. */
        MEASURED("measured durations and training curves, without containers"),
        /** A law that somebody has thought of. */
        ASSUMED("assumed laws of progress"),
        /** The user's own table. */
        OWN("durations as given");

        private final String words;

        TaskTimes(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final List<PassportPart> parts;
    private final List<PassportRange> ranges;
    private final List<PassportRange> others = new ArrayList<>();
    private int seen;
    private int unseen;

    private Passport(List<PassportPart> parts, List<PassportRange> ranges) {
        this.parts = List.copyOf(parts);
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Looks at the models of scenarios that are going to be served.
     *
     * @param scenarios by what tells them apart, at least one
     * @return the passport of their runs
     */
    public static Passport serving(Map<String, ServingScenario> scenarios) {
        PassportParts known = new PassportParts();
        Set<PassportPart> parts = new LinkedHashSet<>();
        List<PassportRange> ranges = new ArrayList<>();
        scenarios.forEach((label, scenario) -> {
            parts.addAll(known.of(scenario));
            ranges.add(new PassportRange(scenarios.size() == 1 ? "" : label + ": ", scenario));
        });
        return new Passport(List.copyOf(parts), ranges);
    }

    /**
     * Looks at the model of elastic tasks.
     *
     * @param experiments where the task times of each experiment come from, by name
     * @return the passport of their runs
     */
    public static Passport elastic(Map<String, TaskTimes> experiments) {
        return new Passport(new PassportParts().elastic(experiments), List.of());
    }

    /**
     * Takes note of how far a run went. Runs may end in any thread and order.
     *
     * @param run of one of the scenarios, at any client rate
     * @return whether it went further in anything than the runs before it
     */
    public synchronized boolean add(RunReach run) {
        seen++;
        return ranges.stream()
                .filter(range -> range.isOf(run))
                .findFirst()
                .orElseGet(() -> other(run))
                .add(run);
    }

    /** The range of runs of which only some were looked at before, as combinations of values in a sweep are. */
    private PassportRange other(RunReach run) {
        return others.stream().filter(range -> range.isLike(run)).findFirst().orElseGet(() -> {
            PassportRange range = new PassportRange(run.scenario().name() + ", other values: ", run.scenario());
            others.add(range);
            return range;
        });
    }

    /**
     * Takes note of runs of which only results are left, as from before an interruption.
     *
     * @param runs how many
     */
    public synchronized void addUnseen(int runs) {
        unseen += runs;
    }

    private List<Outside> outside() {
        List<Outside> all = new ArrayList<>();
        Stream.concat(ranges.stream(), others.stream())
                .flatMap(range -> range.outside().stream())
                .filter(outside -> !all.contains(outside))
                .forEach(all::add);
        return all;
    }

    /** What was not looked at, for people; empty if there is nothing. */
    private String notLookedAt() {
        if (ranges.isEmpty() || seen > 0 && unseen == 0) {
            return "";
        }
        return "load and batches of " + (seen == 0 ? "the runs" : unseen + " runs from before an interruption");
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
        List<Outside> outside = outside();
        if (!outside.isEmpty()) {
            List<String> said = outside.stream()
                    .map(o -> o.subject() + " " + o.reached() + " (" + o.measured() + ")")
                    .toList();
            line(text, OUTSIDE, String.join("; ", said));
        }
        if (!notLookedAt().isEmpty()) {
            line(text, "not looked at", notLookedAt());
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
        List<Outside> outside = outside();
        StringBuilder page = new StringBuilder();
        page.append("# Error passport\n\nErrors in percent of what was measured: medians, means and worst of |error|,")
                .append(
                        " beside the standard error of the measurement itself (repeats). `apart` is another recording than")
                .append(
                        " the one calibrated on, `test` are cells of the same one that nothing was fitted to, `fit` are")
                .append(
                        " cells that parameters were fitted to, `same` are data that a given calibration was made from.")
                .append("\n\n## Validated\n\n");
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
            page.append(
                    ranges.isEmpty()
                            ? ELASTIC
                            : "Nothing that Virga looks for: "
                                    + (seen == 0 ? "" : "load, batches, input sizes, ")
                                    + "tenants, devices of shared GPUs.\n");
        } else {
            TextTable beyond = new TextTable("part", "subject", "reached", "measured");
            outside.forEach(o -> beyond.row(o.part(), o.subject(), o.reached(), o.measured()));
            page.append(beyond.markdown());
        }
        if (!notLookedAt().isEmpty()) {
            page.append("\nNot looked at: ").append(notLookedAt()).append(".\n");
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
