// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Every policy of the registry, trained agents among them, and bid-price control, inside iFogSim2 and in the bare engine, under
 * the same seeds and without jitter. Networks are those that ship, trained in the bare engine alone.
 */
public final class PoliciesStudy {
    private static final double MILLISECOND = 1e-3;
    private static final List<String> SCENARIOS = List.of("aset-full-edge", "ecsrl");

    private PoliciesStudy() {}

    /** Returns all policies that serve a scenario, by their names. */
    static Map<String, PolicyMaker> policies(ScenarioSource source) throws IOException {
        Map<String, PolicyMaker> makers = new LinkedHashMap<>();
        for (NamedPolicy policy : Papers.policies()) {
            if (policy.serves(source.scenario())) {
                try {
                    makers.put(
                            policy.name(),
                            policy.opener()
                                    .open(source, source.scenario(), null)
                                    .maker());
                } catch (InvalidInputException e) {
                    // No network ships for this scenario.
                    makers.remove(policy.name());
                }
            }
        }
        // Prices need a limit to what is given out of a worker.
        if (source.scenario().settings().maxUtilization() < Double.POSITIVE_INFINITY) {
            makers.put(BidPrice.NAME, (scenario, seed) -> BidPrice.of(scenario.settings()));
        }
        return makers;
    }

    static ScenarioSource source(String name, double seconds) throws IOException {
        return ScenarioSource.of(
                name,
                Map.of(
                        "serving.duration_s", Double.toString(seconds),
                        "serving.warmup_s", Double.toString(seconds / 4),
                        "serving.jitter", "none"));
    }

    /** Returns a row for each scenario and policy; the last columns are the only ones that the machine changes. */
    static TextTable table(int seeds, double seconds) throws IOException {
        TextTable table = new TextTable(
                "scenario",
                "policy",
                "queries",
                "in time %",
                "bare",
                "mean ms",
                "bare",
                "energy kJ",
                "seed 0 again",
                "queries per CPU s",
                "bare");
        for (String name : SCENARIOS) {
            ScenarioSource source = source(name, seconds);
            for (Map.Entry<String, PolicyMaker> policy : policies(source).entrySet()) {
                row(table, source, policy.getKey(), policy.getValue(), seeds);
            }
        }
        return table;
    }

    private static void row(TextTable table, ScenarioSource source, String policy, PolicyMaker maker, int seeds) {
        ServingScenario scenario = source.scenario();
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        List<RunSummary> bare = new ArrayList<>();
        List<RunSummary> fog = new ArrayList<>();
        double begin = cpu();
        for (int seed = 0; seed < seeds; seed++) {
            bare.add(ServingRun.execute(scenario, maker.make(scenario, seed), seed)
                    .summary());
        }
        double middle = cpu();
        for (int seed = 0; seed < seeds; seed++) {
            fog.add(run(study, maker, scenario, seed));
        }
        double end = cpu();
        boolean same = fog.get(0).equals(run(study, maker, scenario, 0));
        double queries = fog.stream().mapToLong(RunSummary::offered).sum();
        table.row(
                source.name(),
                policy,
                TextTable.number(queries, 0),
                mean(fog, run -> 100 * run.servedShare()),
                mean(bare, run -> 100 * run.servedShare()),
                mean(fog, run -> 1000 * run.meanLatency()),
                mean(bare, run -> 1000 * run.meanLatency()),
                mean(fog, run -> run.energy() / 1000),
                same ? "the same" : "ANOTHER",
                TextTable.number(queries / (end - middle), 0),
                TextTable.number(queries / (middle - begin), 0));
    }

    private static RunSummary run(IFogSimStudy study, PolicyMaker maker, ServingScenario scenario, long seed) {
        return IFogSim.muted(() -> study.run(maker.make(scenario, seed), seed)).summary();
    }

    static String mean(List<RunSummary> runs, ToDoubleFunction<RunSummary> of) {
        return TextTable.number(
                ConfidenceInterval.of(runs.stream().mapToDouble(of).toArray()), 2);
    }

    /** Returns the CPU time of this thread, in which both simulators run [s]. */
    static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /**
     * Runs the study and prints a table in Markdown.
     *
     * @param args number of seeds, 10 unless given, and simulated seconds of each run, 80 unless given
     */
    public static void main(String[] args) {
        StudyMain.print(() -> {
            int seeds = args.length > 0 ? Checks.atLeastOne("seeds", Integer.parseInt(args[0])) : 10;
            double seconds = args.length > 1 ? Checks.positive("seconds", Double.parseDouble(args[1])) : 80;
            return table(seeds, seconds).markdown();
        });
    }
}
