// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils.distribution;

/** Signatures alone, to compile against. */
public class DeterministicDistribution extends Distribution {
    public DeterministicDistribution(double value) {}

    @Override
    public double getNextValue() {
        return 0;
    }

    @Override
    public int getDistributionType() {
        return 0;
    }

    @Override
    public double getMeanInterTransmitTime() {
        return 0;
    }
}
