// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public class Pe {
    public Pe(int id, org.cloudbus.cloudsim.provisioners.PeProvisioner provisioner) {}
}
