// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.EpsilonSchedule;
import io.github.virgasim.learn.HuberLoss;
import java.util.List;

/**
 * How a double deep Q-learner is built and trained. {@link #defaults()} gives usual values, to be tuned
 * to the problem; {@link #with()} changes some of them.
 *
 * @param hidden units of each hidden layer; none makes a linear network
 * @param activation function of the hidden layers
 * @param gamma discount per step, from 0 to 1
 * @param returnSteps number of rewards in a return before the value of an observation takes over, at least 1
 * @param learningRate step size of Adam, above 0
 * @param batchSize entries per update, at least 1
 * @param replayCapacity entries kept in the replay buffer, at least 1
 * @param learningStarts environment steps before the first update, at least 1
 * @param trainEvery environment steps per update, at least 1
 * @param targetUpdate how the target network follows
 * @param exploration share of random actions over the environment steps
 * @param loss loss of an error of the value
 * @param maxGradientNorm longest gradient of the mean loss, above 0; longer ones are shortened
 */
public record DqnSettings(
        List<Integer> hidden,
        Activation activation,
        double gamma,
        int returnSteps,
        double learningRate,
        int batchSize,
        int replayCapacity,
        int learningStarts,
        int trainEvery,
        TargetUpdate targetUpdate,
        EpsilonSchedule exploration,
        HuberLoss loss,
        double maxGradientNorm) {

    /** Checks the values. */
    public DqnSettings {
        hidden = List.copyOf(hidden);
        hidden.forEach(units -> Checks.atLeastOne("units of a hidden layer", units));
        Checks.within("gamma", gamma, 0, 1);
        Checks.atLeastOne("rewards in a return", returnSteps);
        Checks.positive("learning rate", learningRate);
        Checks.atLeastOne("batch size", batchSize);
        Checks.atLeastOne("replay capacity", replayCapacity);
        Checks.atLeastOne("steps before the first update", learningStarts);
        Checks.atLeastOne("steps per update", trainEvery);
        Checks.positive("longest gradient", maxGradientNorm);
    }

    /**
     * Returns the default settings: two hidden layers of 64 ReLU units, gamma 0.99, one reward per return, learning
     * rate 5e-4, 64 entries per update, 50 000 entries kept, first update after 1000 steps and then one per step, target
     * share 0.005 per update, random actions from 1 down to 0.05 over 10 000 steps, Huber threshold 1, gradient norm 10.
     *
     * @return the settings
     */
    public static DqnSettings defaults() {
        return new DqnSettingsBuilder().build();
    }

    /**
     * Starts from these settings to make others.
     *
     * @return a builder that holds these values
     */
    public DqnSettingsBuilder with() {
        DqnSettingsBuilder builder = new DqnSettingsBuilder();
        builder.hidden = hidden;
        builder.activation = activation;
        builder.gamma = gamma;
        builder.returnSteps = returnSteps;
        builder.learningRate = learningRate;
        builder.batchSize = batchSize;
        builder.replayCapacity = replayCapacity;
        builder.learningStarts = learningStarts;
        builder.trainEvery = trainEvery;
        builder.targetUpdate = targetUpdate;
        builder.exploration = exploration;
        builder.loss = loss;
        builder.maxGradientNorm = maxGradientNorm;
        return builder;
    }
}
