// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/** How much longer a batch takes because of others on the same GPU (or MIG slice). Implementations are immutable. */
@FunctionalInterface
public interface Interference {
    /**
     * Binds to the models that may run there.
     *
     * @param models their names; a name may stand for several positions
     * @return the slowdown by position in this list
     * @throws InvalidInputException if a model is unknown to this interference
     */
    Slowdown among(List<String> models);

    /** Interference among models whose names have been resolved. Implementations are immutable. */
    @FunctionalInterface
    interface Slowdown {
        /**
         * Returns how much longer a batch takes than on its own.
         *
         * @param model position in the list
         * @param running batches of each position that run now, the one asked about included (so {@code running[model]}
         *     is at least 1)
         * @return factor on the time alone, positive; infinity if it does not fit into memory
         */
        double of(int model, int[] running);

        /**
         * Returns how much longer the batches of each position take than on their own.
         *
         * @param running batches of each position that run now
         * @param factors is filled with {@link #of} for the positions where batches run
         */
        default void all(int[] running, double[] factors) {
            for (int model = 0; model < running.length; model++) {
                if (running[model] > 0) {
                    factors[model] = of(model, running);
                }
            }
        }

        /**
         * Tells whether batches fit beside each other.
         *
         * @param running batches of each position
         * @return false if {@link #of} is infinite for one of them
         */
        default boolean fits(int[] running) {
            for (int model = 0; model < running.length; model++) {
                if (running[model] > 0 && of(model, running) == Double.POSITIVE_INFINITY) {
                    return false;
                }
            }
            return true;
        }
    }
}
