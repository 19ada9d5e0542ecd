// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.core;

/** Signatures alone, to compile against. */
public class SimEvent {
    public int getTag() {
        return 0;
    }

    public Object getData() {
        return null;
    }
}
