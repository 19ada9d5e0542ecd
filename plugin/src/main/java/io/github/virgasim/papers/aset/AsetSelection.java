// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.serving.ServingScenario;
import java.util.function.Consumer;

/**
 * What a network is trained for and chosen by. The runs under the selection seeds have loads drawn as in training, which are
 * the same for every policy.
 *
 * @param base the scenario to change
 * @param episode length of a run [s], positive
 * @param reward which failures count
 * @param steady whether all loads are steady at the scenario's own client rate, rather than mixed ({@link MixedLoad})
 * @param runs number of runs, 1 to 1 000 000
 * @param origin where the scenario was read from, which a resumed training must have been too; empty if it was made in code
 * @param ended is told how far each run and each episode went
 */
public record AsetSelection(
        ServingScenario base,
        double episode,
        ServingReward reward,
        boolean steady,
        int runs,
        Identity origin,
        Consumer<RunReach> ended) {
    /** Makes one whose runs nobody looks at; all as above. */
    public AsetSelection(
            ServingScenario base, double episode, ServingReward reward, boolean steady, int runs, Identity origin) {
        this(base, episode, reward, steady, runs, origin, reach -> {});
    }

    /** Checks the number of runs, so that selection seeds stay below the test seeds. */
    public AsetSelection {
        Checks.whole("number of selection runs", runs, 1, Seeds.SELECTION_COUNT);
    }

    /** Returns the same runs of another scenario. */
    AsetSelection with(ServingScenario other) {
        return new AsetSelection(other, episode, reward, steady, runs, origin, ended);
    }

    /**
     * Returns what is trained and judged under.
     *
     * @return the scenario for a seed
     */
    Loads loads() {
        Loads loads = steady ? MixedLoad.steady(base, episode) : new MixedLoad(base, episode);
        return loads.from(origin);
    }

    /** Scores a policy on engines of a training, whose reach nobody is told of; otherwise as below. */
    double score(PolicyMaker policies, TrainingEngines engines) {
        Loads loads = loads();
        double sum = 0;
        for (long seed : Seeds.selection(runs)) {
            ServingScenario scenario = loads.apply(seed);
            sum += reward.of(
                    engines.make(scenario, policies.make(scenario, seed), seed).finish(),
                    scenario.workload().classes().size());
        }
        return sum / runs;
    }

    /**
     * Scores a policy.
     *
     * @param policies makes the policy for a run, given the run's scenario and seed
     * @return mean over the runs of the reward for all their queries, 0 to 1
     */
    public double score(PolicyMaker policies) {
        Loads loads = loads();
        double sum = 0;
        for (long seed : Seeds.selection(runs)) {
            ServingScenario scenario = loads.apply(seed);
            ServingRun run = ServingRun.execute(scenario, policies.make(scenario, seed), seed);
            ended.accept(run.reach());
            sum += reward.of(run.statistics(), scenario.workload().classes().size());
        }
        return sum / runs;
    }
}
