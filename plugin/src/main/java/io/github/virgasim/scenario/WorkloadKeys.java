// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.scenario.Key.Items;
import io.github.virgasim.scenario.Key.Names;
import io.github.virgasim.scenario.Key.Number;
import io.github.virgasim.scenario.Key.Text;

/** The keys of clients and of stream classes. */
final class WorkloadKeys {
    static final String POISSON = "poisson";
    static final String ON_OFF = "on-off";
    static final String PROFILE = "profile";
    static final String TRACE = "trace";
    static final String RECORDED = "recorded";

    static final Key ARRIVALS =
            Key.choice("arrivals", "client arrivals", "How clients arrive.", POISSON, ON_OFF, PROFILE, TRACE, RECORDED);
    static final Key LAMBDA = Key.positive("lambda_per_min", "Mean rate of arriving clients [1/min].");
    static final Key ON_LAMBDA = Key.positive("on_lambda_per_min", "Rate of arriving clients in a burst [1/min].");
    static final Key OFF_LAMBDA = Key.notNegative("off_lambda_per_min", "Rate between bursts [1/min].");
    static final Key MEAN_ON = Key.positive("mean_on_s", "Mean length of a burst [s].");
    static final Key MEAN_OFF = Key.positive("mean_off_s", "Mean time between bursts [s].");
    static final Key PERIOD = Key.positive("period_s", "Time after which the factors begin again [s].");
    static final Number FACTOR = new Number(0, Double.POSITIVE_INFINITY, false);
    static final Key FACTORS =
            Key.of("factors", new Items(FACTOR), "Factors on the rate, each for an equal part of the period.");
    static final Key FILE = Key.text("file", "CSV file of the clients, or of the recorded queries.");

    static final Section POISSON_CLIENTS = Section.of(ARRIVALS.only(POISSON), LAMBDA);
    static final Section ON_OFF_CLIENTS = Section.of(ARRIVALS.only(ON_OFF), ON_LAMBDA, OFF_LAMBDA, MEAN_ON, MEAN_OFF);
    static final Section PROFILE_CLIENTS = Section.of(ARRIVALS.only(PROFILE), LAMBDA, PERIOD, FACTORS);
    static final Section FILED_CLIENTS = Section.of(ARRIVALS.only(TRACE, RECORDED), FILE);

    static final Key NAME = Key.text("name", "Name of the class, which no other one has.");
    static final Key TASK = Key.of("task", new Text(Names.TASKS), "Name of a task in the catalogue.");
    static final Key SHARE = Key.notNegative("share", "Share of the clients, relative to other classes.")
            .optional();
    static final Key QUERIES =
            Key.choice("queries", "query process", "How a stream sends queries.", "periodic", POISSON, TRACE);
    /** Queries of a recording have no process of their own. */
    static final Key ANY_QUERIES =
            Key.choice("queries", "query process", "How a stream sends queries.", "periodic", POISSON, TRACE, RECORDED);

    static final Key RATE =
            Key.positive("rate_qps", "Queries per second of a stream.").optional();
    static final Key QUERIES_FILE = Key.text("queries_file", "CSV file of the times between a stream's queries.")
            .optional();
    static final Key INPUT_SIZE = Key.positive("input_size", "Size of an input, in the task's unit.");
    static final Key REQUEST = Key.notNegative("request_kb", "Size of a request [kB].");
    static final Key RESPONSE = Key.notNegative("response_kb", "Size of a response [kB].");
    static final Key DEADLINE = Key.positive("deadline_ms", "Time within which a query must be answered [ms].");
    static final Key MIN_ACCURACY = Key.number("min_accuracy", 0, 100, "Accuracy that a model must have [%].");
    static final Key LIFETIME = Key.positive("mean_lifetime_s", "Mean time for which a client stays [s].")
            .optional();
    static final Key MIN_CONFIDENCE = Key.number(
                    "min_confidence",
                    0,
                    Math.nextDown(1.0),
                    "Confidence below which a query is sent on to a better model.")
            .usual(0.0);

    static final Section CLASS = Section.of(
            NAME,
            TASK,
            SHARE,
            ANY_QUERIES,
            RATE,
            QUERIES_FILE,
            INPUT_SIZE,
            REQUEST,
            RESPONSE,
            DEADLINE,
            MIN_ACCURACY,
            LIFETIME,
            MIN_CONFIDENCE);

    private WorkloadKeys() {}
}
