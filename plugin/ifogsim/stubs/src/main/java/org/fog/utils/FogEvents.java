// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class FogEvents {
    public static final int TUPLE_ARRIVAL = 51;
    public static final int LAUNCH_MODULE = 52;
    public static final int APP_SUBMIT = 56;
    public static final int RELEASE_MODULE = 80;
    public static final int RECEIVE_PR = 83;
}
