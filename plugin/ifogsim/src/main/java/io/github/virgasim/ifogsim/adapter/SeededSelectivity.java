// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.input.Checks;
import org.apache.commons.rng.UniformRandomProvider;
import org.fog.application.selectivity.SelectivityModel;

/** A tuple makes another one with a fixed chance, drawn from a seed's stream and not, as iFogSim2's own does, from none. */
public final class SeededSelectivity implements SelectivityModel {
    private final double chance;
    private final UniformRandomProvider random;

    /**
     * Makes a selectivity.
     *
     * @param chance that a tuple makes another one, 0 to 1
     * @param random stream of its own, for example of {@link io.github.virgasim.random.RandomStreams}
     */
    public SeededSelectivity(double chance, UniformRandomProvider random) {
        this.chance = Checks.within("selectivity", chance, 0, 1);
        this.random = random;
    }

    @Override
    public boolean canSelect() {
        return random.nextDouble() < chance;
    }

    @Override
    public double getMeanRate() {
        return chance;
    }

    @Override
    public double getMaxRate() {
        return chance;
    }
}
