// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.util.function.DoubleSupplier;
import org.cloudbus.cloudsim.power.models.PowerModel;

/**
 * The mean power of a site's workers since iFogSim2 last added up their energy [W], so that what it makes of it, power times
 * the time since then, is the energy that they have drawn, in watts times time units. It may be asked more often than
 * iFogSim2 adds up.
 */
final class MeteredPower implements PowerModel {
    private final DoubleSupplier clock;
    private final DoubleSupplier metered;
    private final DoubleSupplier energy;
    private double asked;
    private double drawnWhenAsked;
    private double since;
    private double drawn;

    /**
     * Makes a meter.
     *
     * @param clock the time [time units]
     * @param metered until when iFogSim2 has added up [time units]
     * @param energy drawn from 0 to now, power times time [W time units]
     */
    MeteredPower(DoubleSupplier clock, DoubleSupplier metered, DoubleSupplier energy) {
        this.clock = clock;
        this.metered = metered;
        this.energy = energy;
    }

    @Override
    public double getPower(double utilization) {
        if (metered.getAsDouble() == asked) {
            since = asked;
            drawn = drawnWhenAsked;
        }
        asked = clock.getAsDouble();
        drawnWhenAsked = energy.getAsDouble();
        return asked > since ? (drawnWhenAsked - drawn) / (asked - since) : 0;
    }
}
