// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.power;

/** Signatures alone, to compile against. */
public class PowerHost extends org.cloudbus.cloudsim.Host {
    public PowerHost(
            int id,
            org.cloudbus.cloudsim.provisioners.RamProvisioner ram,
            org.cloudbus.cloudsim.provisioners.BwProvisioner bw,
            long storage,
            java.util.List<? extends org.cloudbus.cloudsim.Pe> pes,
            org.cloudbus.cloudsim.VmScheduler scheduler,
            org.cloudbus.cloudsim.power.models.PowerModel power) {}
}
