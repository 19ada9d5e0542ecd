// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.sdn.overbooking;

/** Signatures alone, to compile against. */
public class BwProvisionerOverbooking extends org.cloudbus.cloudsim.provisioners.BwProvisioner {
    public BwProvisionerOverbooking(long bw) {}
}
