// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.experiment.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Errors as a command leaves them: a table for the terminal; errors.csv, summary.csv, errors.md and figures in a folder. */
public final class ErrorFindings implements Findings {
    private final List<ErrorRow> rows;
    private final ErrorTables tables;

    /**
     * Takes rows.
     *
     * @param rows in any order
     */
    public ErrorFindings(List<ErrorRow> rows) {
        this.rows = List.copyOf(rows);
        tables = new ErrorTables(rows);
    }

    @Override
    public String text() {
        return tables.summary().toString();
    }

    @Override
    public void write(Path folder) throws IOException {
        tables.write(folder.resolve("errors.csv"));
        tables.writeSummary(folder.resolve("summary.csv"));
        new ErrorFigures(rows).write(folder);
        Files.writeString(
                folder.resolve("errors.md"),
                "# Errors of the model\n\nIn percent of what was measured.\n\n"
                        + tables.summary().markdown());
    }
}
