// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures alone, to compile against. */
public class AppModule extends org.cloudbus.cloudsim.power.PowerVm {
    public AppModule(AppModule other) {}

    public AppModule(
            int id,
            String name,
            String app,
            int user,
            double mips,
            int ram,
            long bw,
            long size,
            String vmm,
            org.cloudbus.cloudsim.CloudletScheduler scheduler,
            java.util.Map<?, ?> selectivity) {}

    public String getName() {
        return null;
    }
}
