// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/**
 * MPS with a limit on the share of compute units that each client may use: a batch takes at least 100 / percentage times
 * as long, and no less than the interference leaves it. Assumes that a batch alone could use all units (our choice).
 *
 * @param interference without the limit
 * @param percentage most of the compute units that a client may use [%], above 0, at most 100
 */
public record ThreadLimit(Interference interference, double percentage) implements Interference {
    /**
     * Checks the percentage.
     *
     * @throws InvalidInputException if it is outside 0 to 100 or 0
     */
    public ThreadLimit {
        Checks.positive("thread percentage", percentage);
        Checks.within("thread percentage", percentage, 0, 100);
    }

    @Override
    public Slowdown among(List<String> models) {
        Slowdown unlimited = interference.among(models);
        double least = 100 / percentage;
        return new Slowdown() {
            @Override
            public double of(int model, int[] running) {
                return Math.max(least, unlimited.of(model, running));
            }

            @Override
            public void all(int[] running, double[] factors) {
                unlimited.all(running, factors);
                for (int model = 0; model < running.length; model++) {
                    factors[model] = Math.max(least, factors[model]);
                }
            }

            @Override
            public boolean fits(int[] running) {
                return unlimited.fits(running);
            }
        };
    }
}
