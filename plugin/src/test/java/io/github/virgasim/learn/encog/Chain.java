// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row of states, seen as one component each that is 1 in its state: "left" and "right" go one state on (left of the
 * first state is the first state). Going right from the last state brings a reward of 1 and ends the episode; all other
 * steps bring nothing. Episodes begin anywhere and are cut off after a number of steps.
 */
final class Chain implements Environment {
    static final int LEFT = 0;
    static final int RIGHT = 1;

    private final int states;
    private final int longest;
    private int state;
    private int steps;

    Chain(int states, int longest) {
        this.states = states;
        this.longest = longest;
    }

    /** The best value of going right: gamma for each state between here and the reward. */
    double right(int from, double gamma) {
        return Math.pow(gamma, states - 1 - from);
    }

    /** The best value of going left: a step back, and from there to the right. */
    double left(int from, double gamma) {
        return gamma * right(Math.max(0, from - 1), gamma);
    }

    double[] observationOf(int which) {
        double[] result = new double[states];
        result[which] = 1;
        return result;
    }

    @Override
    public double[] reset(long seed) {
        state = new RandomStreams(seed).stream("chain").nextInt(states);
        steps = 0;
        return observationOf(state);
    }

    @Override
    public EnvironmentStep step(int action) {
        boolean reached = action == RIGHT && state == states - 1;
        state = action == RIGHT ? Math.min(states - 1, state + 1) : Math.max(0, state - 1);
        steps++;
        return new EnvironmentStep(observationOf(state), reached ? 1 : 0, reached, !reached && steps == longest);
    }

    @Override
    public ObservationSpec observation() {
        return new ObservationSpec(
                IntStream.range(0, states).mapToObj(i -> "state " + i).toList());
    }

    @Override
    public ActionSpec actions() {
        return new ActionSpec(List.of("left", "right"));
    }

    @Override
    public Identity identity() {
        return Identity.of("problem", "chain");
    }
}
