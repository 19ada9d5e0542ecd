// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures alone, to compile against. */
public class AppEdge {
    public static final int SENSOR = 1;
    public static final int ACTUATOR = 2;
    public static final int MODULE = 3;
}
