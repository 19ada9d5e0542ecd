// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public class Vm {
    protected Vm() {}

    public int getId() {
        return 0;
    }

    public double getMips() {
        return 0;
    }

    public int getRam() {
        return 0;
    }
}
