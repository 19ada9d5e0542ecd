// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class FogDeviceCharacteristics {
    public FogDeviceCharacteristics(
            String architecture,
            String os,
            String vmm,
            org.cloudbus.cloudsim.Host host,
            double timeZone,
            double costPerSec,
            double costPerMem,
            double costPerStorage,
            double costPerBw) {}
}
