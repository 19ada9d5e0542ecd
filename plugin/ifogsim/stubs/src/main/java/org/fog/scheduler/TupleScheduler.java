// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.scheduler;

/** Signatures alone, to compile against. */
public class TupleScheduler extends org.cloudbus.cloudsim.CloudletScheduler {
    public TupleScheduler(double mips, int pes) {}
}
