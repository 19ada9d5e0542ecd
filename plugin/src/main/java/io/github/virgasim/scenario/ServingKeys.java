// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.scenario.Key.Choice;
import io.github.virgasim.scenario.Key.Either;
import io.github.virgasim.scenario.Key.Number;
import java.util.List;

/** The keys of what is the same for all workers and classes. */
final class ServingKeys {
    static final String NO_LIMIT = "none";

    static final Key DURATION = Key.positive("duration_s", "Simulated time [s].");
    static final Key WARMUP = Key.notNegative("warmup_s", "Time at the beginning whose queries are not counted [s].")
            .usual(0.0);
    static final Key BINDING = Key.choice(
                    "binding", "binding", "Whether the policy binds a stream or each query.", "stream", "query")
            .usual("stream");
    static final Key FALLBACK = Key.choice(
                    "fallback",
                    "fallback",
                    "Whether a static policy takes the next pair where the one it names is full, or none and rejects.",
                    "none",
                    "next")
            .usual("next");
    static final Key PREEMPT = Key.choice(
                    "preempt",
                    "preemption",
                    "Whether a policy that knows how may release bound streams for others.",
                    "never",
                    "allowed")
            .usual("never");
    static final Number UTILIZATION = new Number(Double.MIN_VALUE, 1, false);
    static final Key MAX_UTILIZATION = Key.of(
                    "max_utilization",
                    new Either(new Choice("admission limit", List.of(NO_LIMIT)), UTILIZATION),
                    "Load up to which a worker admits streams, as a share of its capacity, or none.")
            .usual(1.0);
    static final Key MONITORING = Key.notNegative(
                    "monitoring_interval_s", "How old the loads get that policies see [s].")
            .usual(0.0);
    static final Key JITTER = Key.choice("jitter", "jitter model", "How delays vary.", "measured", "gaussian", "none")
            .usual("measured");
    static final Law SERVICE = new Law("service", "service times");
    static final Law OVERHEAD = new Law("overhead", "overheads");
    static final Key TIMELINE = Key.positive("timeline_interval_s", "Time between points of the timeline [s].")
            .usual(10.0);
    static final Key CONFIDENCE = Key.positive(
                    "confidence_concentration",
                    "How close confidences are to the models' mean; without it none is sent on.")
            .optional();

    static final Key BATCHING = Key.choice(
                    "batching",
                    "batching",
                    "How queries are put into batches.",
                    "none",
                    "static",
                    "dynamic",
                    "timed",
                    "adaptive")
            .usual("dynamic");
    static final Key BATCH_WAIT = Key.notNegative("batch_wait_ms", "How long a batch waits to be filled [ms].")
            .optional();
    static final Key QUEUE_LIMIT = Key.count(
                    "queue_limit", "Queries that may wait at an instance; any number unless set.")
            .optional();
    static final Key DROP = Key.choice(
                    "drop", "query to drop", "Which query a full queue drops.", "newest", "oldest", "expired")
            .usual("newest");
    static final Key LOAD_BANDWIDTH = Key.positive(
                    "load_bandwidth_mib_s", "Speed at which models are loaded [MiB/s]; at once unless set.")
            .optional();
    static final Key INITIALIZATION = Key.notNegative(
                    "initialization_s", "Time that a loaded model needs before it serves [s].")
            .usual(0.0);
    static final Key PLACEMENT_PERIOD = Key.positive(
                    "placement_period_s", "Time between placements of models [s]; never unless set.")
            .optional();

    static final Section SERVING = Section.of(
            DURATION,
            WARMUP,
            BINDING,
            FALLBACK,
            PREEMPT,
            MAX_UTILIZATION,
            MONITORING,
            JITTER,
            SERVICE.kind,
            SERVICE.cv,
            SERVICE.file,
            SERVICE.correlation,
            OVERHEAD.kind,
            OVERHEAD.cv,
            OVERHEAD.file,
            OVERHEAD.correlation,
            TIMELINE,
            BATCHING,
            BATCH_WAIT,
            QUEUE_LIMIT,
            DROP,
            LOAD_BANDWIDTH,
            INITIALIZATION,
            PLACEMENT_PERIOD,
            CONFIDENCE);

    private ServingKeys() {}

    /** The keys of a law by which times vary. */
    static final class Law {
        static final String DETERMINISTIC = "deterministic";
        static final String EXPONENTIAL = "exponential";
        static final String LOG_NORMAL = "log-normal";
        static final String QUANTILES = "quantiles";

        final Key kind;
        final Key cv;
        final Key file;
        final Key correlation;

        private Law(String key, String what) {
            kind = Key.choice(
                            key,
                            key + " law",
                            "Law by which " + what + " vary.",
                            DETERMINISTIC,
                            EXPONENTIAL,
                            LOG_NORMAL,
                            QUANTILES)
                    .usual(DETERMINISTIC);
            cv = Key.number(key + "_cv", Double.MIN_VALUE, 100, "Coefficient of variation of log-normal " + what + ".")
                    .optional();
            file = Key.text(key + "_file", "CSV file with quantiles of " + what + ".")
                    .optional();
            correlation = Key.positive(
                            key + "_correlation_s", "Time over which " + what + " are correlated [s]; none unless set.")
                    .optional();
        }
    }
}
