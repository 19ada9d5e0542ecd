// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.policy;

/** Signatures alone, to compile against. */
public class AppModuleAllocationPolicy extends org.cloudbus.cloudsim.VmAllocationPolicy {
    public AppModuleAllocationPolicy(java.util.List<? extends org.cloudbus.cloudsim.Host> hosts) {}
}
