// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EpsilonSchedule;
import io.github.virgasim.learn.RelativeReward;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.ActorCriticSettings;
import io.github.virgasim.learn.encog.DqnSettings;
import io.github.virgasim.learn.encog.TargetUpdate;
import io.github.virgasim.serving.ServingSettings;
import java.util.List;

/**
 * How ASET's agent is trained. The paper gives deep Q-learning with a target network and a replay buffer; all numbers are
 * our choice.
 *
 * <p>Seeds never meet, as {@link Seeds} says.
 */
final class AsetTraining {
    /** Length of an episode [s]; the system fills in the first two or three minutes. */
    public static final double EPISODE = 900;

    /** The policy that rewards are relative to where bid-price control is not among the actions. */
    private static final String REFERENCE = "least-impedance";

    /** Makes differences of some points of the served share about as large as the network's first values. */
    private static final double REWARD_FACTOR = 10;

    /**
     * Margins that are tried for a trained network: it leaves the action that is best alone only where another one is worth
     * more by this much. One point of the share for one window is worth 0.1, for good it is worth 1.
     */
    static final List<Double> MARGINS = List.of(0.02, 0.05, 0.1, 0.2, 0.4);

    private AsetTraining() {}

    /**
     * Returns the settings of the learner: gamma 0.9 in 20 s looks 200 s ahead, about as long as a binding lasts, and so do
     * the rewards in a return.
     *
     * @param served how the scenario is served
     * @return the settings
     */
    public static DqnSettings settings(ServingSettings served) {
        double steps = 20 / AsetActions.period(served);
        return DqnSettings.defaults()
                .with()
                .hidden(List.of(32, 32))
                .gamma(Math.pow(0.9, 1 / steps))
                .returnSteps((int) Math.round(10 * steps))
                .learningRate(5e-4)
                .learningStarts(500)
                .targetUpdate(TargetUpdate.soft(0.01))
                .exploration(new EpsilonSchedule(1, 0.1, (long) (6000 * steps)))
                .build();
    }

    /**
     * Returns the settings of an actor-critic: looks as far ahead, and an update covers the loads of ten episodes.
     *
     * @param selection says how long episodes are
     * @return the settings
     */
    static ActorCriticSettings drawing(AsetSelection selection) {
        double period = AsetActions.period(selection.base().settings());
        return new ActorCriticSettings(
                List.of(32, 32),
                Activation.TANH,
                Math.pow(0.9, period / 20),
                0.97,
                (int) Math.max(2, Math.round(10 * selection.episode() / period)),
                1e-3,
                1e-3,
                0,
                0.5);
    }

    /** Returns the policy that rewards are relative to, where actions are valued. */
    static String reference(SystemState state) {
        return state == SystemState.ASET_PRICED ? BidPrice.NAME : REFERENCE;
    }

    /**
     * Makes the environment to train in: rewards are relative to those of a fixed policy under the same queries.
     *
     * @param selection says under which loads and what the agent is paid for
     * @param state what the agent observes
     * @param reference the fixed policy, an action
     * @param engines what episodes run on
     * @return a new environment
     */
    public static Environment environment(
            AsetSelection selection, SystemState state, String reference, TrainingEngines engines) {
        return new RelativeReward(
                plain(selection, state).on(engines),
                plain(selection, state).on(engines),
                AsetActions.names(state).indexOf(reference),
                REWARD_FACTOR);
    }

    /** Makes the environment with plain rewards. */
    static ServingEnvironment plain(AsetSelection selection, SystemState state) {
        return new ServingEnvironment(
                        selection.loads(),
                        state,
                        selection.reward(),
                        settings -> AsetActions.policies(state, settings),
                        AsetActions.period(selection.base().settings()))
                .telling(selection.ended());
    }
}
