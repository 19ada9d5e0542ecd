// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.analysis.Finding.Kind;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds runs in which nobody asks for anything, and disturbances that nobody lives to see. */
final class DemandCheck {
    /** Times beyond this [s] look like seconds since 1970: it is in 2001. */
    private static final double EPOCH = 1e9;

    private final ServingScenario scenario;
    private final Demand demand;
    private final double duration;
    private final List<Finding> findings = new ArrayList<>();

    DemandCheck(ServingScenario scenario, Demand demand) {
        this.scenario = scenario;
        this.demand = demand;
        duration = scenario.settings().duration();
    }

    List<Finding> findings() {
        if (demand.replayed()) {
            checkTrace();
        } else {
            checkClasses();
        }
        checkDisturbances();
        return findings;
    }

    private void checkTrace() {
        double warmup = scenario.settings().warmup();
        if (demand.clients() == 0) {
            boolean empty = demand.first() == Double.POSITIVE_INFINITY;
            findings.add(new Finding(
                    Kind.NO_QUERIES,
                    "client trace",
                    "time_s",
                    empty ? "of no client" : "from " + Digits.of(demand.first()) + " on",
                    "the run ends at " + Digits.of(duration)
                            + (demand.first() >= EPOCH && !empty ? " (epoch seconds?)" : "")));
        } else if (demand.last() <= warmup) {
            findings.add(new Finding(
                    Kind.NO_QUERIES,
                    "client trace",
                    "warmup_s",
                    Digits.of(warmup),
                    "the last client leaves at " + Digits.of(demand.last()) + ", so that none counts"));
        }
    }

    private void checkClasses() {
        Workload workload = scenario.workload();
        double warmup = scenario.settings().warmup();
        for (int k = 0; k < workload.classes().size(); k++) {
            StreamClass streamClass = workload.classes().get(k);
            if (streamClass.share() == 0) {
                continue;
            }
            double clients = workload.expectedClients(k, duration);
            double queries = workload.expectedQueries(k, duration);
            // A client sends nothing that counts before the warm-up is over, and lives as long as it lives.
            double counted = clients * streamClass.rate() * Math.min(streamClass.meanLifetime(), duration - warmup);
            if (queries < 1) {
                add(
                        streamClass,
                        "duration_s",
                        duration,
                        String.format(
                                Locale.ROOT,
                                "%s queries are expected in it, of %s clients",
                                Digits.of(queries),
                                Digits.of(clients)));
            } else if (counted < 1) {
                add(
                        streamClass,
                        "warmup_s",
                        warmup,
                        String.format(
                                Locale.ROOT,
                                "%s queries are expected after it, until the run ends at %s",
                                Digits.of(counted),
                                Digits.of(duration)));
            }
        }
    }

    private void add(StreamClass of, String requirement, double value, String nearest) {
        findings.add(new Finding(Kind.NO_QUERIES, "class " + of.name(), requirement, Digits.of(value), nearest));
    }

    private void checkDisturbances() {
        List<Disturbance> late = scenario.disturbances().stream()
                .filter(disturbance -> disturbance.time() > duration)
                .toList();
        if (!late.isEmpty()) {
            findings.add(new Finding(
                    Kind.NEVER_HAPPENS,
                    late.size() == 1 ? "disturbance" : late.size() + " disturbances",
                    "at_s",
                    (late.size() == 1 ? "" : "from ") + Digits.of(late.get(0).time()),
                    "the run ends at " + Digits.of(duration)));
        }
    }
}
