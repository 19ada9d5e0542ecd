// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.power;

/** Signatures alone, to compile against. */
public class PowerVm extends org.cloudbus.cloudsim.Vm {
    protected PowerVm() {}
}
