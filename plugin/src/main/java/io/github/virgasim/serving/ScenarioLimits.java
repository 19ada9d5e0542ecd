// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.Locale;

/** What the values of a scenario, each fine alone, must not amount to together: more time or memory than there is. */
final class ScenarioLimits {
    /** The most events of a kind that a run may be expected to have: days of computing. */
    static final double MOST_EVENTS = 1e12;

    /** The most clients that may be expected at the same time, and entries of a table by site and class: about 1 GB. */
    private static final double MOST_CLIENTS_AT_ONCE = 1e7;

    private static final double MOST_SITES_TIMES_CLASSES = 1e7;
    private static final double MOST_INSTANCES_TIMES_CLASSES = 5e7;

    private final EdgeTopology topology;
    private final Workload workload;
    private final ServingSettings settings;

    ScenarioLimits(EdgeTopology topology, Workload workload, ServingSettings settings) {
        this.topology = topology;
        this.workload = workload;
        this.settings = settings;
    }

    /** Throws unless all limits are kept. */
    void check() {
        checkTables();
        checkClients();
        checkQueries();
        double instances = topology.instances().size();
        double duration = settings.duration();
        checkPeriod("monitoring readings", duration, settings.monitoringInterval(), instances);
        checkPeriod("placement decisions", duration, settings.instances().placementPeriod(), instances);
        checkPeriod(
                "lines of the timeline",
                duration,
                settings.timelineInterval(),
                topology.workers().size());
    }

    private void checkTables() {
        double classes = workload.classes().size();
        Checks.atMost(
                String.format(
                        Locale.ROOT,
                        "number of sites (%d) x stream classes (%.0f)",
                        topology.sites().size(),
                        classes),
                topology.sites().size() * classes,
                MOST_SITES_TIMES_CLASSES);
        Checks.atMost(
                String.format(
                        Locale.ROOT,
                        "number of instances (%d) x stream classes (%.0f)",
                        topology.instances().size(),
                        classes),
                topology.instances().size() * classes,
                MOST_INSTANCES_TIMES_CLASSES);
    }

    private void checkClients() {
        double duration = settings.duration();
        double draws = workload.drawRate();
        Checks.atMost(
                String.format(
                        Locale.ROOT,
                        "expected number of clients, with all that is drawn for them (%s/s x duration of %s s)",
                        draws,
                        duration),
                draws * duration,
                MOST_EVENTS);
        if (!workload.isReplayed()) {
            double lifetime = 0;
            for (int k = 0; k < workload.classes().size(); k++) {
                lifetime += workload.expectedShare(k)
                        * Math.min(workload.classes().get(k).meanLifetime(), duration);
            }
            Checks.atMost(
                    String.format(
                            Locale.ROOT,
                            "expected number of clients at the same time (%s/s x mean lifetime of %s s)",
                            workload.clientRate(),
                            lifetime),
                    workload.clientRate() * lifetime,
                    MOST_CLIENTS_AT_ONCE);
        }
    }

    private void checkQueries() {
        double duration = settings.duration();
        double sum = 0;
        for (int k = 0; k < workload.classes().size(); k++) {
            StreamClass of = workload.classes().get(k);
            // A single stream counts too: beyond this, its next query would come at the same time as the last.
            Checks.atMost(
                    String.format(
                            Locale.ROOT,
                            "number of queries of one stream of class %s in the run (rate of %s/s x duration of %s s)",
                            of.name(),
                            of.rate(),
                            duration),
                    of.rate() * duration,
                    MOST_EVENTS);
            sum += workload.expectedQueries(k, duration);
        }
        Checks.atMost(
                "expected number of queries (clients x rate x lifetime, over all stream classes)", sum, MOST_EVENTS);
    }

    /** Checks something that is done again and again, at a cost that grows with a number. */
    private static void checkPeriod(String what, double duration, double period, double each) {
        if (period > 0) {
            Checks.atMost(
                    String.format(
                            Locale.ROOT,
                            "number of %s (duration of %s s / every %s s) x what each looks at (%.0f)",
                            what,
                            duration,
                            period,
                            each),
                    duration / period * each,
                    MOST_EVENTS);
        }
    }

    /** Checks that a policy's decisions move the clock, and not too often. */
    static double checkDecisions(double period, double duration) {
        checkPeriod("decisions", duration, Checks.positive("period [s] between decisions", period), 1);
        return period;
    }
}
