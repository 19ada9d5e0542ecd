// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class MicroservicePlacementConfig {
    public static String SIMULATION_MODE = "STATIC";
    public static String PERIODIC = "Periodic";
    public static String SEQUENTIAL = "Sequential";
    public static String PR_PROCESSING_MODE = "Periodic";
    public static double MODULE_DEPLOYMENT_TIME = 0;
}
