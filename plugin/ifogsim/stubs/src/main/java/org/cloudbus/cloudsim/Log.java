// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public class Log {
    protected Log() {}

    public static void disable() {}

    public static boolean isDisabled() {
        return false;
    }

    public static void setDisabled(boolean disabled) {}
}
