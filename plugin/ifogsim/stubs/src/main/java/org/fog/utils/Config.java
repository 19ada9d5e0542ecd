// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class Config {
    public static int MAX_SIMULATION_TIME = 2000;
}
