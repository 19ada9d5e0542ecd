// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.sdn.overbooking;

/** Signatures alone, to compile against. */
public class PeProvisionerOverbooking extends org.cloudbus.cloudsim.provisioners.PeProvisioner {
    public PeProvisionerOverbooking(double mips) {}
}
