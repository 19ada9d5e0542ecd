// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.Checks;
import java.util.Locale;

/**
 * When the queries that wait at an instance become a batch. No batch is larger than its variant's {@code maxBatch}, and
 * none starts before the GPU has room for it.
 */
public final class Batching {
    /** The kinds of rules. */
    enum Kind {
        NONE,
        STATIC,
        DYNAMIC,
        TIMED,
        ADAPTIVE
    }

    private final Kind kind;
    private final double maxWait;

    private Batching(Kind kind, double maxWait) {
        this.kind = kind;
        this.maxWait = maxWait;
    }

    /**
     * Runs every query alone.
     *
     * @return the rule
     */
    public static Batching none() {
        return new Batching(Kind.NONE, 0);
    }

    /**
     * Waits for full batches; what is left when the scenario's duration is over runs as it is.
     *
     * @return the rule
     */
    public static Batching fixed() {
        return new Batching(Kind.STATIC, Double.POSITIVE_INFINITY);
    }

    /**
     * Takes what waits when the GPU is free, as soon as the batch is full or its oldest query has waited long enough: the
     * dynamic batching of Triton and TensorFlow Serving.
     *
     * @param maxWait longest time to wait for more queries [s], not negative; 0 never lets a free GPU wait
     * @return the rule
     */
    public static Batching dynamic(double maxWait) {
        return new Batching(Kind.DYNAMIC, Checks.notNegative("maximum wait of batches [s]", maxWait));
    }

    /**
     * Closes a batch when it is full or its oldest query has waited long enough, whether the GPU is free or not: what comes
     * later is the next batch, even if the first one has not started. The queue of batches of MLPerf's harness.
     *
     * @param maxWait longest time that a batch is open [s], positive
     * @return the rule
     */
    public static Batching timed(double maxWait) {
        return new Batching(Kind.TIMED, Checks.positive("time that batches are open [s]", maxWait));
    }

    /**
     * Waits for more queries as long as the oldest one can still be answered in time by a full batch, even if the longest
     * batch of another instance of the GPU goes first; what is left when the scenario's duration is over runs as it is.
     *
     * @return the rule
     */
    public static Batching adaptive() {
        return new Batching(Kind.ADAPTIVE, 0);
    }

    /**
     * Returns the most queries of one size that a worker can serve with one variant.
     *
     * @param variant the variant
     * @param size input size in the unit of the variant's task
     * @return [queries/s]
     */
    public double capacity(ModelVariant variant, double size) {
        return kind == Kind.NONE
                ? Math.min(variant.capacity(size), variant.replicas() / variant.processingDelay(size))
                : variant.capacity(size);
    }

    Kind kind() {
        return kind;
    }

    /**
     * Returns the rule's name.
     *
     * @return none, static, dynamic, timed or adaptive
     */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns how long a batch may wait for queries while the GPU is free.
     *
     * @return [s]; infinite for static batches, 0 where the rule sets no time
     */
    public double maxWait() {
        return maxWait;
    }

    /** Returns how long after its oldest query one may come and still be of its batch [s]. */
    double open() {
        return kind == Kind.TIMED ? maxWait : Double.POSITIVE_INFINITY;
    }

    /** Tells whether queries may have to wait though the GPU is free. */
    boolean waits() {
        return kind == Kind.STATIC || kind == Kind.ADAPTIVE || maxWait > 0;
    }
}
