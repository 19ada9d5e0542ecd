// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.scheduler;

/** Signatures alone, to compile against. */
public class StreamOperatorScheduler extends org.cloudbus.cloudsim.VmScheduler {
    public StreamOperatorScheduler(java.util.List<? extends org.cloudbus.cloudsim.Pe> pes) {}
}
