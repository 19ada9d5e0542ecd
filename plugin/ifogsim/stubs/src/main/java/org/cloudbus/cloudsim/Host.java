// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public class Host {
    protected Host() {}

    public void vmDestroy(Vm vm) {}

    public <T extends Vm> java.util.List<T> getVmList() {
        return null;
    }
}
