// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class Tuple extends org.cloudbus.cloudsim.Cloudlet {
    public static final int UP = 1;
    public static final int DOWN = 2;

    public Tuple(
            String app,
            int id,
            int direction,
            long length,
            int pes,
            long fileSize,
            long outputSize,
            org.cloudbus.cloudsim.UtilizationModel cpu,
            org.cloudbus.cloudsim.UtilizationModel ram,
            org.cloudbus.cloudsim.UtilizationModel bw) {
        super(id, length, pes, fileSize, outputSize, cpu, ram, bw);
    }

    public void setTupleType(String type) {}

    public void setDestModuleName(String name) {}

    public void setSrcModuleName(String name) {}

    public void setDestinationDeviceId(int id) {}

    public int getDestinationDeviceId() {
        return 0;
    }

    public void setSourceDeviceId(int id) {}

    public void setUserId(int id) {}
}
