// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures alone, to compile against. */
public class AppLoop {
    public AppLoop(java.util.List<String> modules) {}

    public int getLoopId() {
        return 0;
    }
}
