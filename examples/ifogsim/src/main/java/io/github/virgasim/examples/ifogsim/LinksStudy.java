// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.input.Checks;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why everything into the cloud is slower in iFogSim2: requests wait there for the link, which the bare engine has room for all
 * on. Widens the link of the ECSRL scenario, and lets the requests of the bare engine wait for it by hand, first come first
 * served.
 */
public final class LinksStudy {
    private static final double MILLISECOND = 1e-3;
    private static final String POLICY = "cloud-only";
    private static final double MEGABIT = 1e6;

    private LinksStudy() {}

    /** Lets each request that another policy sends wait for one link. */
    private static final class Waiting implements SchedulingPolicy {
        private final SchedulingPolicy policy;
        private final ServingScenario scenario;
        private final double bandwidth;
        private double free;
        private double busy;
        private double waited;
        private long requests;

        Waiting(SchedulingPolicy policy, ServingScenario scenario, double bandwidth) {
            this.policy = policy;
            this.scenario = scenario;
            this.bandwidth = bandwidth;
        }

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            double time =
                    8 * scenario.workload().classes().get(request.classIndex()).requestBytes() / bandwidth;
            double begin = Math.max(free, view.now());
            free = begin + time;
            if (view.now() >= scenario.settings().warmup()) {
                waited += begin - view.now();
                busy += time;
                requests++;
            }
            return policy.choose(request, view);
        }

        /** Returns the mean wait [ms]. */
        double wait(double factor) {
            return factor * waited / requests;
        }

        /** Returns which part of the time the link is in use. */
        double load() {
            return busy / (scenario.settings().duration() - scenario.settings().warmup());
        }
    }

    /** Returns a row for each bandwidth. */
    static TextTable table(int seeds, double seconds, double... megabits) throws IOException {
        TextTable table = new TextTable(
                "link Mbit/s",
                "load of the link",
                "in time %",
                "bare",
                "mean ms",
                "bare",
                "longer ms",
                "wait by hand ms");
        for (double each : megabits) {
            ScenarioSource source = ScenarioSource.of(
                    "ecsrl",
                    Map.of(
                            "serving.duration_s", Double.toString(seconds),
                            "serving.warmup_s", Double.toString(seconds / 4),
                            "serving.jitter", "none",
                            "sites.ap.uplink.bandwidth_mbps", Double.toString(each)));
            ServingScenario scenario = source.scenario();
            IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
            var maker = PoliciesStudy.policies(source).get(POLICY);
            List<RunSummary> bare = new ArrayList<>();
            List<RunSummary> fog = new ArrayList<>();
            double[] waits = new double[seeds];
            double[] longer = new double[seeds];
            double load = 0;
            for (int seed = 0; seed < seeds; seed++) {
                long its = seed;
                Waiting waiting = new Waiting(maker.make(scenario, seed), scenario, each * MEGABIT);
                bare.add(ServingRun.execute(scenario, waiting, seed).summary());
                fog.add(IFogSim.muted(() -> study.run(maker.make(scenario, its), its))
                        .summary());
                waits[seed] = waiting.wait(1 / MILLISECOND);
                longer[seed] = (fog.get(seed).meanLatency() - bare.get(seed).meanLatency()) / MILLISECOND;
                load += waiting.load() / seeds;
            }
            table.row(
                    TextTable.number(each, 0),
                    TextTable.number(load, 2),
                    PoliciesStudy.mean(fog, run -> 100 * run.servedShare()),
                    PoliciesStudy.mean(bare, run -> 100 * run.servedShare()),
                    PoliciesStudy.mean(fog, run -> 1000 * run.meanLatency()),
                    PoliciesStudy.mean(bare, run -> 1000 * run.meanLatency()),
                    TextTable.number(ConfidenceInterval.of(longer), 2),
                    TextTable.number(ConfidenceInterval.of(waits), 2));
        }
        return table;
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
            return table(seeds, seconds, 100, 150, 200, 400, 1000, 10_000).markdown();
        });
    }
}
