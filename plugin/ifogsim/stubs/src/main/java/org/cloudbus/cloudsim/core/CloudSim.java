// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.core;

/** Signatures alone, to compile against. */
public class CloudSim {
    protected CloudSim() {}

    public static void init(int users, java.util.Calendar calendar, boolean trace, double minTimeBetweenEvents) {}

    public static double startSimulation() {
        return 0;
    }

    public static double clock() {
        return 0;
    }

    public static void init(int users, java.util.Calendar calendar, boolean trace) {}

    public static boolean terminateSimulation(double time) {
        return false;
    }

    public static void abruptallyTerminate() {}
}
