// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pole on a cart that is pushed left or right (Barto, Sutton and Anderson 1983): a reward of 1 for each step of 20 ms,
 * until the pole leans by more than 12 degrees or the cart leaves 2.4 m; cut off after 500 steps.
 */
final class CartPole implements Environment {
    private static final double GRAVITY = 9.8;
    private static final double CART_MASS = 1.0;
    private static final double POLE_MASS = 0.1;
    private static final double HALF_LENGTH = 0.5;
    private static final double FORCE = 10;
    private static final double TICK = 0.02;
    private static final double WIDEST_ANGLE = Math.toRadians(12);
    private static final int LONGEST = 500;

    private final ObservationSpec observation =
            new ObservationSpec(List.of("position [m]", "speed [m/s]", "angle [rad]", "angular speed [rad/s]"));
    private final ActionSpec actions = new ActionSpec(List.of("left", "right"));
    private double position;
    private double speed;
    private double angle;
    private double spin;
    private int steps;

    @Override
    public double[] reset(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("cart-pole");
        position = random.nextDouble(-0.05, 0.05);
        speed = random.nextDouble(-0.05, 0.05);
        angle = random.nextDouble(-0.05, 0.05);
        spin = random.nextDouble(-0.05, 0.05);
        steps = 0;
        return state();
    }

    @Override
    public EnvironmentStep step(int action) {
        double force = action == 1 ? FORCE : -FORCE;
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        double mass = CART_MASS + POLE_MASS;
        double push = (force + POLE_MASS * HALF_LENGTH * spin * spin * sine) / mass;
        double spinChange =
                (GRAVITY * sine - cosine * push) / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * cosine * cosine / mass));
        double speedChange = push - POLE_MASS * HALF_LENGTH * spinChange * cosine / mass;
        position += TICK * speed;
        speed += TICK * speedChange;
        angle += TICK * spin;
        spin += TICK * spinChange;
        steps++;
        boolean fallen = Math.abs(angle) > WIDEST_ANGLE || Math.abs(position) > 2.4;
        return new EnvironmentStep(state(), 1, fallen, !fallen && steps == LONGEST);
    }

    private double[] state() {
        return new double[] {position, speed, angle, spin};
    }

    @Override
    public ObservationSpec observation() {
        return observation;
    }

    @Override
    public ActionSpec actions() {
        return actions;
    }

    @Override
    public Identity identity() {
        return Identity.of("problem", "cartpole");
    }
}
