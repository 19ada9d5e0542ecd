// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ScaledReward;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.ActorCriticSettings;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/**
 * How ECSRL's agent is trained and chosen. The poster gives actor-critic and nothing else; all numbers are our choice.
 * Seeds never meet, as {@link Seeds} says.
 *
 * @param base the scenario, at its usual client rate
 * @param episode length of an episode [s], above the scenario's warm-up
 * @param adaptive whether beta is raised while too many requests fail
 * @param selectionRuns number of runs behind each point of the learning curve, for each load; 1 to 1 000 000
 * @param origin where the scenario was read from, which a resumed training must have been too; empty if it was made in code
 * @param ended is told how far each run and each episode went
 */
public record EcsrlTraining(
        ServingScenario base,
        double episode,
        boolean adaptive,
        int selectionRuns,
        Identity origin,
        Consumer<RunReach> ended) {
    /** Length of an episode [s]. */
    public static final double EPISODE = 60;

    /** Makes the values, sums of some tens of rewards, of order one. */
    private static final double REWARD_FACTOR = 0.1;

    private static final List<Double> SELECTION_LOADS = List.of(0.5, 1.0, 1.5, 2.0);

    /** Makes one whose runs nobody looks at; all as above. */
    public EcsrlTraining(ServingScenario base, double episode, boolean adaptive, int selectionRuns, Identity origin) {
        this(base, episode, adaptive, selectionRuns, origin, reach -> {});
    }

    /** Checks the number of runs, so that selection seeds stay below the test seeds. */
    public EcsrlTraining {
        Checks.whole("number of selection runs", selectionRuns, 1, Seeds.SELECTION_COUNT);
    }

    /**
     * Returns the settings of the learner: gamma 0.995, so that costs that come twenty requests later hardly shrink;
     * lambda 0.95, since what is expected of a choice is paid at once; 32 episodes of different loads and weights behind each update.
     *
     * @return the settings
     */
    public static ActorCriticSettings settings() {
        return new ActorCriticSettings(
                List.of(64, 64),
                Activation.TANH,
                0.995,
                0.95,
                4096,
                2e-3,
                2e-3,
                0.002,
                0.5,
                50,
                new ActorCriticSettings.Batches(32, 3, 8, 0.2));
    }

    /**
     * Makes the environment to train in.
     *
     * @return a new environment
     */
    public Environment environment() {
        EcsrlLoads loads = new EcsrlLoads(base, episode, adaptive);
        EcsrlEnvironment plain = new EcsrlEnvironment(base, loads.from(origin), loads::weights).telling(ended);
        return new ScaledReward(new EcsrlRelative(new EcsrlShaping(plain), plain), 0, REWARD_FACTOR);
    }

    /**
     * Scores a policy under the selection seeds, with fixed weights.
     *
     * @param energyShare alpha / (alpha + beta), 0 to 1
     * @param policies makes the policy for a run, given the energy share
     * @return mean over loads and seeds of the objective per step; the smaller the better
     */
    public double score(double energyShare, DoubleFunction<SchedulingPolicy> policies) {
        EcsrlObjective objective = EcsrlObjective.of(base);
        EcsrlWeights weights = new EcsrlWeights(energyShare, false);
        ServingScenario shortened = base.withSettings(base.settings().withDuration(episode));
        double sum = 0;
        for (double load : SELECTION_LOADS) {
            ServingScenario scenario =
                    shortened.withLambda(60 * load * base.workload().clientRate());
            for (long seed : Seeds.selection(selectionRuns)) {
                sum += EcsrlRun.execute(scenario, policies.apply(energyShare), seed, ended)
                        .objective(objective, weights);
            }
        }
        return sum / SELECTION_LOADS.size() / selectionRuns;
    }
}
