// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.report.Passport;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.report.ServingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the runs of a sweep went, for the passport of a sweep that goes on after an interruption: a line for each run that
 * went further than all before it, with its place in the plan, loads of the workers and largest batches of the instances.
 */
final class UnfinishedReach {
    private final Path file;
    private final SweepPlan plan;
    private final SweepRunner runner;
    private final Passport passport;
    /** Whether the file tells of all runs so far. */
    private boolean complete;

    UnfinishedReach(Path rows, SweepPlan plan, SweepRunner runner, Passport passport) {
        file = of(rows);
        this.plan = plan;
        this.runner = runner;
        this.passport = passport;
    }

    /** Names the file that belongs to the rows of a sweep. */
    static Path of(Path rows) {
        return rows.resolveSibling(rows.getFileName() + ".reach");
    }

    /** Tells the passport of the runs that are complete; a line that was cut off is of a run that will be made again. */
    void resume(int done) throws IOException {
        String text = done > 0 && Files.exists(file) ? Files.readString(file) : "";
        String lines = text.substring(0, text.lastIndexOf('\n') + 1);
        try {
            for (String line : lines.lines().toList()) {
                add(line);
            }
            complete = done == 0 || !lines.isEmpty();
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            complete = false; // Somebody has changed the file.
        }
        if (complete) {
            Files.writeString(file, lines);
        } else {
            passport.addUnseen(done);
        }
    }

    private void add(String line) throws IOException {
        String[] parts = line.split(";", -1);
        passport.add(new RunReach(
                runner.setup(plan.job(Integer.parseInt(parts[0]))).scenario(),
                numbers(parts[1]).map(Double::valueOf).toList(),
                numbers(parts[2]).map(Integer::valueOf).toList()));
    }

    private static Stream<String> numbers(String text) {
        return text.isEmpty() ? Stream.empty() : Stream.of(text.split(" "));
    }

    /** Takes note of a run, before its row is written. */
    synchronized void add(int job, ServingRun run) {
        RunReach reach = run.reach();
        if (passport.add(reach) && complete) {
            try {
                Files.writeString(
                        file,
                        job + ";" + joined(reach.busy()) + ";" + joined(reach.largestBatches()) + "\n",
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String joined(List<? extends Number> numbers) {
        List<String> words = new ArrayList<>();
        numbers.forEach(number -> words.add(number.toString()));
        return String.join(" ", words);
    }
}
