// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;

/** One scenario and one policy in three simulators: the bare engine, CloudSim Plus and iFogSim2. */
public final class ThreeSimulatorsStudy {
    private static final double MILLISECOND = 1e-3;
    private static final long SEED = 5;

    private ThreeSimulatorsStudy() {}

    /** Writes down what another policy chooses. */
    private static final class Recorded implements SchedulingPolicy {
        private final SchedulingPolicy policy;
        private final List<Integer> choices = new ArrayList<>();

        Recorded(SchedulingPolicy policy) {
            this.policy = policy;
        }

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            int choice = policy.choose(request, view);
            choices.add(choice);
            return choice;
        }
    }

    private static ServingStatistics inCloudSimPlus(ServingScenario scenario, SchedulingPolicy policy) {
        var simulation = new CloudSimPlus();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var broker = new InferenceBroker(simulation, scenario, policy, SEED);
        simulation.start();
        return broker.getStatistics();
    }

    private static ServingStatistics inIFogSim2(ServingScenario scenario, SchedulingPolicy policy) {
        return IFogSim.muted(() -> new IFogSimStudy(scenario, MILLISECOND).run(policy, SEED))
                .statistics();
    }

    /** Returns a row for each simulator. */
    static TextTable table(String policy) {
        ServingScenario scenario = DcnsStudy.scenario(120, 20, 12);
        TextTable table = new TextTable("simulator", "queries", "first other choice", "in time %", "mean ms");
        List<Integer> first = new ArrayList<>();
        add(table, "bare engine", policy, first, it -> new ServingEngine(scenario, it, SEED).finish());
        add(table, "CloudSim Plus", policy, first, it -> inCloudSimPlus(scenario, it));
        add(table, "iFogSim2", policy, first, it -> inIFogSim2(scenario, it));
        return table;
    }

    private static void add(
            TextTable table,
            String simulator,
            String policy,
            List<Integer> first,
            Function<SchedulingPolicy, ServingStatistics> run) {
        Recorded recorded = new Recorded(StaticPolicies.named(policy));
        ServingStatistics statistics = run.apply(recorded);
        if (first.isEmpty()) {
            first.addAll(recorded.choices);
        }
        int same = 0;
        while (same < Math.min(first.size(), recorded.choices.size())
                && first.get(same).equals(recorded.choices.get(same))) {
            same++;
        }
        table.row(
                simulator,
                Integer.toString(recorded.choices.size()),
                same == first.size() ? "none" : Integer.toString(same + 1),
                TextTable.number(100.0 * statistics.served() / statistics.offered(), 2),
                TextTable.number(1000 * statistics.meanLatency(0), 3));
    }

    /**
     * Runs the study and prints a table.
     *
     * @param args name of a policy that chooses by a fixed rule; "closest" unless given
     */
    public static void main(String[] args) {
        Log.setLevel(Level.WARN);
        StudyMain.print(() -> table(args.length == 0 ? "closest" : args[0]));
    }
}
