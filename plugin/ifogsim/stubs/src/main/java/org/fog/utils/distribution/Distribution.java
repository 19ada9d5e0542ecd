// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils.distribution;

/** Signatures alone, to compile against. */
public abstract class Distribution {
    public abstract double getNextValue();

    public abstract int getDistributionType();

    public abstract double getMeanInterTransmitTime();
}
