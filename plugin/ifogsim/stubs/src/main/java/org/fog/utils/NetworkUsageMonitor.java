// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class NetworkUsageMonitor {
    protected NetworkUsageMonitor() {}

    public static void sendingTuple(double latency, double size) {}

    public static double getNetworkUsage() {
        return 0;
    }
}
