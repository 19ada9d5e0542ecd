// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.input.Checks;

/**
 * A kind of query stream, for example that of an AR headset.
 *
 * @param name the class's name
 * @param task what every query of a stream asks for
 * @param share how often clients are of this class, relative to the other classes; not negative
 * @param queries how the queries of a stream follow each other
 * @param size input size of a query, in the task's unit; positive
 * @param requestBytes size of a query on the network [byte], not negative
 * @param responseBytes size of a response on the network [byte], not negative
 * @param deadline longest latency allowed, D^i [s], positive
 * @param minAccuracy lowest accuracy allowed, A^i, in the task's metric, 0 to 100
 * @param meanLifetime mean of the exponentially distributed time that a client stays [s], positive
 * @param minConfidence lowest confidence of a result that is taken without a second inference, 0 to below 1
 */
public record StreamClass(
        String name,
        InferenceTask task,
        double share,
        QueryProcess queries,
        double size,
        double requestBytes,
        double responseBytes,
        double deadline,
        double minAccuracy,
        double meanLifetime,
        double minConfidence) {

    /**
     * Makes a class that takes every result.
     *
     * @param name the class's name
     * @param task what every query of a stream asks for
     * @param share how often clients are of this class, relative to the other classes; not negative
     * @param queries how the queries of a stream follow each other
     * @param size input size of a query, in the task's unit; positive
     * @param requestBytes size of a query on the network [byte], not negative
     * @param responseBytes size of a response on the network [byte], not negative
     * @param deadline longest latency allowed, D^i [s], positive
     * @param minAccuracy lowest accuracy allowed, A^i, in the task's metric, 0 to 100
     * @param meanLifetime mean of the exponentially distributed time that a client stays [s], positive
     */
    public StreamClass(
            String name,
            InferenceTask task,
            double share,
            QueryProcess queries,
            double size,
            double requestBytes,
            double responseBytes,
            double deadline,
            double minAccuracy,
            double meanLifetime) {
        this(name, task, share, queries, size, requestBytes, responseBytes, deadline, minAccuracy, meanLifetime, 0);
    }

    /** Checks the values. */
    public StreamClass {
        Checks.named("name of stream class", name);
        String of = " of stream class " + name;
        Checks.notNegative("share" + of, share);
        Checks.positive("input size" + of, size);
        Checks.notNegative("request size [byte]" + of, requestBytes);
        Checks.notNegative("response size [byte]" + of, responseBytes);
        Checks.positive("deadline [s]" + of, deadline);
        Checks.within("minimum accuracy" + of, minAccuracy, 0, 100);
        Checks.positive("mean lifetime [s]" + of, meanLifetime);
        Checks.within("minimum confidence" + of, minConfidence, 0, Math.nextDown(1.0));
    }

    /**
     * Returns the mean rate of one stream.
     *
     * @return [queries/s]
     */
    public double rate() {
        return queries.rate();
    }
}
