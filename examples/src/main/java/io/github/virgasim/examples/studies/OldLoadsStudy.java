// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** How old may the loads be that a policy sees? The share of the queries that are served, for all static policies. */
public final class OldLoadsStudy {
    /** Times between readings [s]. */
    private static final double[] INTERVALS = {0, 0.1, 0.5, 1, 5, 10, 30};

    private OldLoadsStudy() {}

    /**
     * Prints a table of the scenario aset-full-edge.
     *
     * @param args the rate of arriving clients [1/min] and the number of seeds; 60 and 3 unless given
     */
    public static void main(String[] args) {
        double lambda = args.length > 0 ? Double.parseDouble(args[0]) : 60;
        long seeds = args.length > 1 ? Long.parseLong(args[1]) : 3;
        System.out.print(table(Scenarios.named("aset-full-edge").withLambda(lambda), seeds));
    }

    /** Returns served shares [%] with 95 % intervals: a row for each policy, a column for each time between readings. */
    static String table(ServingScenario scenario, long seeds) {
        List<String> head = new ArrayList<>(List.of("policy"));
        for (double interval : INTERVALS) {
            head.add(interval + " s");
        }
        TextTable table = new TextTable(head.toArray(String[]::new));
        for (String policy : StaticPolicies.names()) {
            List<String> row = new ArrayList<>(List.of(policy));
            for (double interval : INTERVALS) {
                ServingScenario seen = scenario.withSettings(scenario.settings().withMonitoringInterval(interval));
                double[] served = LongStream.rangeClosed(1, seeds)
                        .parallel()
                        .mapToDouble(seed -> served(seen, policy, seed))
                        .toArray();
                row.add(TextTable.number(ConfidenceInterval.of(served), 1));
            }
            table.row(row.toArray(String[]::new));
        }
        return table.markdown();
    }

    private static double served(ServingScenario scenario, String policy, long seed) {
        ServingStatistics result = new ServingEngine(scenario, StaticPolicies.named(policy), seed).finish();
        return 100.0 * result.served() / result.offered();
    }
}
