// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.report.Column;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingTables;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
        return table.column("latency_histogram", SweepRow::latencies).column("error", SweepRow::error);
    }
}
