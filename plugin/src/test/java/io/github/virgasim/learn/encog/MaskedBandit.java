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
 * One decision per episode: a point of the square is seen and a corner must be named, the nearer the better. Half of
 * the corners, by chance, may not be named.
 */
final class MaskedBandit implements Environment {
    private static final double[][] CORNERS = {{-1, -1}, {1, -1}, {-1, 1}, {1, 1}};

    private double[] point = new double[2];
    private boolean[] allowed = new boolean[CORNERS.length];

    /** Minus the distance from the corner. */
    double reward(int corner) {
        return -Math.hypot(point[0] - CORNERS[corner][0], point[1] - CORNERS[corner][1]);
    }

    int best() {
        int best = -1;
        for (int i = 0; i < CORNERS.length; i++) {
            if (allowed[i] && (best < 0 || reward(i) > reward(best))) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public double[] reset(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("masked-bandit");
        point = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
        allowed = new boolean[CORNERS.length];
        int first = random.nextInt(CORNERS.length);
        allowed[first] = true;
        allowed[(first + 1 + random.nextInt(CORNERS.length - 1)) % CORNERS.length] = true;
        return point;
    }

    @Override
    public boolean[] allowed() {
        return allowed;
    }

    @Override
    public EnvironmentStep step(int action) {
        if (!allowed[action]) {
            throw new IllegalArgumentException("corner " + action + " may not be named");
        }
        return new EnvironmentStep(point, reward(action), true, false);
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
        return Identity.of("problem", "maskedbandit");
    }
}
