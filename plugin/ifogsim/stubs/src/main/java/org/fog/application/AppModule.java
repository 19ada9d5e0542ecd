// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class AppModule extends org.cloudbus.cloudsim.power.PowerVm {
    private final String name;

    public AppModule(AppModule other) {
        name = other.name;
    }

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
            java.util.Map<?, ?> selectivity) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
