// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.EpsilonSchedule;
import io.github.virgasim.learn.HuberLoss;
import java.util.List;

/** Collects settings; each value has the range that {@link DqnSettings} states and is checked by {@link #build}. */
public final class DqnSettingsBuilder {
    List<Integer> hidden = List.of(64, 64);
    Activation activation = Activation.RELU;
    double gamma = 0.99;
    int returnSteps = 1;
    double learningRate = 5e-4;
    int batchSize = 64;
    int replayCapacity = 50_000;
    int learningStarts = 1000;
    int trainEvery = 1;
    TargetUpdate targetUpdate = TargetUpdate.soft(0.005);
    EpsilonSchedule exploration = new EpsilonSchedule(1, 0.05, 10_000);
    HuberLoss loss = new HuberLoss(1);
    double maxGradientNorm = 10;

    DqnSettingsBuilder() {}

    /**
     * Sets the hidden layers.
     *
     * @param value units of each hidden layer; none makes a linear network
     * @return this builder
     */
    public DqnSettingsBuilder hidden(List<Integer> value) {
        hidden = value;
        return this;
    }

    /**
     * Sets the activation function.
     *
     * @param value function of the hidden layers
     * @return this builder
     */
    public DqnSettingsBuilder activation(Activation value) {
        activation = value;
        return this;
    }

    /**
     * Sets the discount.
     *
     * @param value discount per step, from 0 to 1
     * @return this builder
     */
    public DqnSettingsBuilder gamma(double value) {
        gamma = value;
        return this;
    }

    /**
     * Sets the rewards per return.
     *
     * @param value number of rewards in a return before the value of an observation takes over, at least 1
     * @return this builder
     */
    public DqnSettingsBuilder returnSteps(int value) {
        returnSteps = value;
        return this;
    }

    /**
     * Sets the learning rate.
     *
     * @param value step size of Adam, above 0
     * @return this builder
     */
    public DqnSettingsBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /**
     * Sets the batch size.
     *
     * @param value entries per update, at least 1
     * @return this builder
     */
    public DqnSettingsBuilder batchSize(int value) {
        batchSize = value;
        return this;
    }

    /**
     * Sets the size of the replay buffer.
     *
     * @param value entries kept in the replay buffer, at least 1
     * @return this builder
     */
    public DqnSettingsBuilder replayCapacity(int value) {
        replayCapacity = value;
        return this;
    }

    /**
     * Sets the start of learning.
     *
     * @param value environment steps before the first update, at least 1
     * @return this builder
     */
    public DqnSettingsBuilder learningStarts(int value) {
        learningStarts = value;
        return this;
    }

    /**
     * Sets the steps per update.
     *
     * @param value environment steps per update, at least 1
     * @return this builder
     */
    public DqnSettingsBuilder trainEvery(int value) {
        trainEvery = value;
        return this;
    }

    /**
     * Sets the rule for the target network.
     *
     * @param value how the target network follows
     * @return this builder
     */
    public DqnSettingsBuilder targetUpdate(TargetUpdate value) {
        targetUpdate = value;
        return this;
    }

    /**
     * Sets the exploration.
     *
     * @param value share of random actions over the environment steps
     * @return this builder
     */
    public DqnSettingsBuilder exploration(EpsilonSchedule value) {
        exploration = value;
        return this;
    }

    /**
     * Sets the loss.
     *
     * @param value loss of an error of the value
     * @return this builder
     */
    public DqnSettingsBuilder loss(HuberLoss value) {
        loss = value;
        return this;
    }

    /**
     * Sets the limit of the gradient.
     *
     * @param value longest gradient of the mean loss, above 0; longer ones are shortened
     * @return this builder
     */
    public DqnSettingsBuilder maxGradientNorm(double value) {
        maxGradientNorm = value;
        return this;
    }

    /**
     * Makes the settings.
     *
     * @return the settings
     * @throws io.github.virgasim.input.InvalidInputException if a value is out of its range
     */
    public DqnSettings build() {
        return new DqnSettings(
                hidden,
                activation,
                gamma,
                returnSteps,
                learningRate,
                batchSize,
                replayCapacity,
                learningStarts,
                trainEvery,
                targetUpdate,
                exploration,
                loss,
                maxGradientNorm);
    }
}
