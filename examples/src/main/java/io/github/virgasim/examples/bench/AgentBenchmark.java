// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.learn.encog.DoubleDqn;
import io.github.virgasim.learn.encog.DqnSettings;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.aset.ServingEnvironment;
import io.github.virgasim.papers.aset.ServingReward;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import java.util.function.ToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The learning agent on aset-full-edge: steps of its environment, decisions, and updates of its network. */
public class AgentBenchmark {
    private static final int DECISIONS = 200_000;
    private static final int UPDATES = 2_000;

    private static final boolean[] ALL = {true, true, true, true, true, true};

    /** An environment whose agent decides by chance. */
    @State(Scope.Benchmark)
    public static class Steps {
        /** Time between decisions [s]: a step costs what its queries cost, and what observing costs. */
        @Param({"0.1", "1", "10"})
        public double period;
    }

    /** The agent that ships for the scenario, and what it may see. */
    @State(Scope.Benchmark)
    public static class Networks {
        private final UniformRandomProvider random = new RandomStreams(1).stream("benchmark");
        private final AsetNetwork shipped = AsetNetwork.shipped("aset-full-edge", SystemState.ASET_PRICED);
        private final double[] observation = random.doubles(62).toArray();
    }

    /**
     * Plays 300 s of the environment.
     *
     * @param steps the environment's parameters
     * @param meter counts steps in place of queries
     * @return the sum of the rewards
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public double environment(Steps steps, Meter meter) {
        ServingScenario scenario = Scenarios.named("aset-full-edge");
        ServingScenario shorter = scenario.withSettings(scenario.settings().withDuration(900));
        ServingEnvironment environment = new ServingEnvironment(
                Loads.steady(shorter),
                SystemState.ASET_EXTENDED,
                ServingReward.ALL_FAILURES,
                settings -> StaticPolicies.names().stream()
                        .map(StaticPolicies::named)
                        .toList(),
                steps.period);
        UniformRandomProvider random = new RandomStreams(1).stream("benchmark");
        environment.reset(1);
        meter.start();
        double sum = 0;
        long count = 0;
        boolean ended = false;
        while (!ended) {
            var step = environment.step(random.nextInt(environment.actions().size()));
            sum += step.reward();
            ended = step.ended();
            count++;
        }
        meter.stop(count);
        return sum;
    }

    /**
     * Decides many times.
     *
     * @param networks the network
     * @param meter counts decisions in place of queries
     * @return the sum of the actions
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public long decision(Networks networks, Meter meter) {
        ToIntFunction<double[]> agent = networks.shipped.decider(1);
        meter.start();
        long sum = 0;
        for (int i = 0; i < DECISIONS; i++) {
            networks.observation[i % 62] = (i % 100) / 100.0;
            sum += agent.applyAsInt(networks.observation);
        }
        meter.stop(DECISIONS);
        return sum;
    }

    /**
     * Updates a network from a full replay buffer.
     *
     * @param networks gives observations
     * @param meter counts updates in place of queries
     * @return the sum of the losses
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public double update(Networks networks, Meter meter) {
        DqnSettings settings =
                DqnSettings.defaults().with().learningStarts(1000).trainEvery(1).build();
        DoubleDqn agent = new DoubleDqn(62, 6, settings, 1);
        double[] observation = networks.observation;
        for (int i = 0; i < 1000; i++) {
            agent.observe(observation, i % 6, i % 7 / 7.0, observation, ALL, false, false);
        }
        meter.start();
        double sum = 0;
        for (int i = 0; i < UPDATES; i++) {
            agent.observe(observation, i % 6, i % 7 / 7.0, observation, ALL, false, false);
            sum += agent.learn();
        }
        meter.stop(UPDATES);
        return sum;
    }
}
