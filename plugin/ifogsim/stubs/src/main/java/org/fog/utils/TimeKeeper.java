// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class TimeKeeper {
    protected TimeKeeper() {}

    public static TimeKeeper getInstance() {
        return null;
    }

    public java.util.Map<Integer, Double> getLoopIdToCurrentAverage() {
        return null;
    }

    public java.util.Map<Integer, Integer> getLoopIdToCurrentNum() {
        return null;
    }
}
