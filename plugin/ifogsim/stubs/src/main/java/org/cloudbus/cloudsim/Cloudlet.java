// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public class Cloudlet {
    public Cloudlet(
            int id,
            long length,
            int pes,
            long fileSize,
            long outputSize,
            UtilizationModel cpu,
            UtilizationModel ram,
            UtilizationModel bw) {}
}
