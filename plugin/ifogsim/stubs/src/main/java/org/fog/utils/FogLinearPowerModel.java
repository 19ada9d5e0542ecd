// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class FogLinearPowerModel implements org.cloudbus.cloudsim.power.models.PowerModel {
    public FogLinearPowerModel(double busy, double idle) {}

    @Override
    public double getPower(double utilization) {
        return 0;
    }
}
