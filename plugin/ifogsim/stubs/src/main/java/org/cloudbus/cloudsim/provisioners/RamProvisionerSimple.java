// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.provisioners;

/** Signatures alone, to compile against. */
public class RamProvisionerSimple extends RamProvisioner {
    public RamProvisionerSimple(int ram) {}
}
