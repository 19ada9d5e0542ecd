// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.experiment.Progress;
import java.io.IOException;
import java.util.List;

/** Where the jobs of a sweep are run, each by {@link SweepRunner#run(SweepJob)}; on other machines, for example. */
@FunctionalInterface
public interface SweepRuns {
    /** Takes rows. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a row; it is in the file when this returns.
         *
         * @param row what came out of a job
         * @throws IOException if it cannot be written
         */
        void take(SweepRow row) throws IOException;
    }

    /**
     * Runs jobs.
     *
     * @param jobs what is to be run; they are made as they are asked for, so that the list takes no memory
     * @param progress to be told of each job that ends
     * @param sink takes the rows in the order of the jobs, in the calling thread
     * @throws IOException if the sink fails
     */
    void run(List<SweepJob> jobs, Progress progress, Sink sink) throws IOException;
}
