// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.learn.EpsilonSchedule;
import io.github.virgasim.learn.encog.DqnSettings;
import io.github.virgasim.learn.encog.DqnTraining;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.papers.aset.ServingEnvironment;
import io.github.virgasim.papers.aset.ServingReward;
import io.github.virgasim.papers.aset.SwitchingPolicy;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.ScenarioBuilder;
import io.github.virgasim.scenario.SiteBuilder;
import io.github.virgasim.scenario.StreamClassBuilder;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An agent of one's own: it looks at clients and loads every 10 s and chooses which of two policies binds the next streams. It is
 * trained by double Q-learning in the environment that ASET's agent learns in, then set to work on seeds that it has not seen.
 * Twenty episodes are enough for it to find out which of the two is the better one.
 */
public final class CustomAgentStudy {
    private static final double PERIOD = 10;
    private static final int EPISODES = 20;
    private static final int TESTS = 5;

    private CustomAgentStudy() {}

    /** Cameras near a small board and far from a card; clients come in bursts. */
    private static ServingScenario scenario() {
        return new ScenarioBuilder("bursts")
                .site(new SiteBuilder("street", Tier.EDGE)
                        .uplink("cloud", new Link(0.040, 0.008, 1e9))
                        .clients(1, new Link(0.004, 0.001, 200e6))
                        .worker(new WorkerBuilder("nano", "orin-nano").models("yolov8n")))
                .site(new SiteBuilder("cloud", Tier.DATA_CENTER)
                        .worker(new WorkerBuilder("board", "agx-orin").models("yolov8n", "yolov8m")))
                .streamClass(new StreamClassBuilder("alarm", "object-detection")
                        .share(0.5)
                        .queries(QueryProcess.poisson(4), 0.4096)
                        .bytes(60_000, 2_000)
                        .deadline(0.07)
                        .minAccuracy(35)
                        .meanLifetime(20))
                .streamClass(new StreamClassBuilder("count", "object-detection")
                        .share(0.5)
                        .queries(QueryProcess.poisson(4), 0.4096)
                        .bytes(60_000, 2_000)
                        .deadline(0.5)
                        .minAccuracy(35)
                        .meanLifetime(20))
                .clients(ClientArrivals.onOff(4, 0.4, 30, 60))
                .duration(220)
                .warmup(20)
                .build();
    }

    private static List<SchedulingPolicy> actions() {
        return List.of(StaticPolicies.named("closest"), StaticPolicies.named("farthest"));
    }

    /**
     * Trains, tests and prints the share of queries served on the test seeds.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        ServingScenario scenario = scenario();
        var state = SystemState.ASET_PUBLISHED;
        var environment = new ServingEnvironment(
                Loads.steady(scenario), state, ServingReward.ALL_FAILURES, settings -> actions(), PERIOD);
        DqnSettings settings = DqnSettings.defaults()
                .with()
                .hidden(List.of(16))
                .gamma(0.9)
                .learningRate(2e-3)
                .batchSize(32)
                .learningStarts(100)
                .exploration(new EpsilonSchedule(1, 0.05, 250))
                .build();
        var training = new DqnTraining(environment, settings, 1);
        training.runEpisodes(EPISODES, report -> {});
        GreedyAgent agent = training.agent().greedy();

        TextTable table = new TextTable("policy", "served % on test seeds");
        for (SchedulingPolicy fixed : actions()) {
            table.row(fixed.name(), TextTable.number(served(scenario, seed -> fixed), 2));
        }
        LongFunction<SchedulingPolicy> trained =
                seed -> new SwitchingPolicy("agent", state, actions(), PERIOD, agent::act);
        table.row("agent", TextTable.number(served(scenario, trained), 2));
        System.out.print(table);
    }

    private static double served(ServingScenario scenario, LongFunction<SchedulingPolicy> policy) {
        return Seeds.test(TESTS).stream()
                .mapToDouble(seed -> {
                    var run = new ServingEngine(scenario, policy.apply(seed), seed).finish();
                    return 100.0 * run.served() / run.offered();
                })
                .average()
                .orElseThrow();
    }
}
