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
 * One decision per episode: a point of the plane is seen and its quadrant must be named. The right name brings 1, any
 * other 0, a tenth of the rewards is turned round by chance.
 */
final class Bandit implements Environment {
    private double[] point = new double[2];
    private boolean honest;

    static int right(double[] point) {
        return (point[0] > 0 ? 1 : 0) + (point[1] > 0 ? 2 : 0);
    }

    @Override
    public double[] reset(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("bandit");
        point = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
        honest = random.nextDouble() >= 0.1;
        return point;
    }

    @Override
    public EnvironmentStep step(int action) {
        boolean paid = (action == right(point)) == honest;
        return new EnvironmentStep(point, paid ? 1 : 0, true, false);
    }

    @Override
    public ObservationSpec observation() {
        return new ObservationSpec(List.of("x", "y"));
    }

    @Override
    public ActionSpec actions() {
        return new ActionSpec(List.of("south-west", "south-east", "north-west", "north-east"));
    }

    @Override
    public Identity identity() {
        return Identity.of("problem", "bandit");
    }
}
