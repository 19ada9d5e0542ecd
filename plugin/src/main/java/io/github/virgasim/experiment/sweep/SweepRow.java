// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Column;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingTables;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What came out of a job: the run in numbers, or what went wrong.
 *
 * @param job what was run
 * @param run the run in numbers; null if it failed
 * @param latencies all latencies [us] as an HdrHistogram in its compressed encoding (V2) and Base64; empty if it failed
 * @param error why it failed, on one line; empty if it did not
 */
public record SweepRow(SweepJob job, RunSummary run, String latencies, String error) implements Serializable {
    private static final String HISTOGRAM = "latency_histogram";
    /** More queries than a run may have. */
    private static final double MOST = 1e15;

    static SweepRow of(SweepJob job, RunSummary run, Histogram latencies) {
        ByteBuffer buffer = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        int length = latencies.encodeIntoCompressedByteBuffer(buffer);
        return new SweepRow(job, run, Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)), "");
    }

    static SweepRow failed(SweepJob job, String error) {
        return new SweepRow(job, null, "", error.replaceAll("\\s+", " "));
    }

    /**
     * Returns the columns of sweep.csv.
     *
     * @param parameters paths of the sweep's parameters
     * @return the job, the results, the latencies, the error
     */
    static ResultTable<SweepRow> table(List<String> parameters) {
        ResultTable<SweepRow> table = new ResultTable<SweepRow>().column("scenario", row -> row.job.scenario());
        for (String path : parameters) {
            table.column(path, row -> row.job.changes().get(path));
        }
        table.column("policy", row -> row.job.policy()).column("seed", row -> row.job.seed());
        for (Column<RunSummary> metric : ServingTables.metrics()) {
            table.column(
                    metric.name(),
                    metric.unit(),
                    row -> row.run == null ? "" : metric.value().apply(row.run));
        }
        return table.column(HISTOGRAM, SweepRow::latencies).column("error", SweepRow::error);
    }

    /**
     * Looks whether a row of sweep.csv can be what a run has left.
     *
     * @param row with the columns of {@link #table}
     * @throws InvalidInputException if a cell is no number, counts do not add up, or shares or latencies are not those of the
     *     counts
     */
    static void requireSound(CsvTable.Row row) {
        if (row.has("error")) {
            return;
        }
        for (Column<RunSummary> metric : ServingTables.metrics()) {
            if (row.has(metric.header())) {
                row.number(metric.header(), 0, Double.MAX_VALUE);
            }
        }
        double answered = row.number("served", 0, MOST) + row.number("late", 0, MOST);
        double offered = answered + row.number("rejected", 0, MOST);
        if (offered != row.number("offered", 0, MOST)) {
            throw row.invalid(
                    "offered", row.text("offered"), "must be the sum of served, late and rejected, " + (long) offered);
        }
        for (String part : List.of("served", "late", "rejected")) {
            String share = part + "_percent";
            double percent = 100 * row.number(part, 0, MOST) / offered;
            if (offered > 0 && Math.abs(row.number(share, 0, 100) - percent) > 1e-9) {
                throw row.invalid(share, row.text(share), "must be the share of what was offered, " + percent);
            }
        }
        if (latencies(row) != answered) {
            throw row.invalid(
                    HISTOGRAM,
                    "...",
                    "must be a histogram of the " + (long) answered + " latencies of served and late queries");
        }
    }

    /** Returns how many latencies a row has, or -1 where these cannot be read. */
    private static long latencies(CsvTable.Row row) {
        try {
            ByteBuffer encoded = ByteBuffer.wrap(Base64.getDecoder().decode(row.text(HISTOGRAM)));
            return Histogram.decodeFromCompressedByteBuffer(encoded, 0).getTotalCount();
        } catch (DataFormatException | RuntimeException e) {
            return -1;
        }
    }
}
