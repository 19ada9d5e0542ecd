// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Adam;
import io.github.virgasim.learn.HuberLoss;
import org.junit.jupiter.api.Test;

class OptimisationTest {
    @Test
    void adamsFirstStepsAreThoseOfTheAlgorithm() {
        Adam adam = new Adam(2, 0.1);
        double[] weights = {1, 1};
        adam.step(weights, new double[] {0.5, -4});
        // After bias correction the first step is the learning rate against the sign of the gradient.
        assertEquals(1 - 0.1, weights[0], 1e-8);
        assertEquals(1 + 0.1, weights[1], 1e-8);
        adam.step(weights, new double[] {1, -4});
        double mean = (0.9 * 0.1 * 0.5 + 0.1 * 1) / (1 - 0.81);
        double square = (0.999 * 0.001 * 0.25 + 0.001 * 1) / (1 - 0.998001);
        assertEquals(0.9 - 0.1 * mean / (Math.sqrt(square) + 1e-8), weights[0], 1e-8);
        assertEquals(1.2, weights[1], 1e-8);
    }

    @Test
    void adamFindsTheLowestPointOfABowl() {
        Adam adam = new Adam(2, 0.01);
        double[] weights = {3, -2};
        for (int i = 0; i < 3000; i++) {
            adam.step(weights, new double[] {2 * (weights[0] - 1), 200 * (weights[1] - 0.5)});
        }
        assertEquals(1, weights[0], 1e-3);
        assertEquals(0.5, weights[1], 1e-3);
    }

    @Test
    void huberLossIsQuadraticAndThenLinear() {
        HuberLoss loss = new HuberLoss(2);
        assertEquals(0.5, loss.of(-1));
        assertEquals(-1, loss.slope(-1));
        assertEquals(2 * (5 - 1), loss.of(5));
        assertEquals(2, loss.slope(5));
        assertEquals(-2, loss.slope(-5));
        assertEquals(loss.of(2), loss.of(Math.nextUp(2.0)), 1e-12);
    }

    @Test
    void settingsOutsideTheirRangesAreRefused() {
        DqnSettings defaults = DqnSettings.defaults();
        assertEquals(defaults, defaults.with().build());
        assertEquals(0.9, defaults.with().gamma(0.9).build().gamma());
        assertThrows(
                InvalidInputException.class, () -> defaults.with().gamma(1.1).build());
        assertThrows(
                InvalidInputException.class, () -> defaults.with().batchSize(0).build());
        assertThrows(
                InvalidInputException.class,
                () -> defaults.with().learningRate(Double.NaN).build());
        assertThrows(InvalidInputException.class, () -> TargetUpdate.soft(0));
        assertThrows(InvalidInputException.class, () -> TargetUpdate.soft(1.5));
        assertThrows(InvalidInputException.class, () -> TargetUpdate.hard(0));
        assertThrows(InvalidInputException.class, () -> new HuberLoss(0));
        assertThrows(InvalidInputException.class, () -> new Adam(1, 0));
    }
}
