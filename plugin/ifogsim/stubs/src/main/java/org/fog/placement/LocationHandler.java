// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class LocationHandler {
    private final org.fog.mobilitydata.DataParser data;
    private final java.util.Map<Integer, String> linked = new java.util.HashMap<>();

    public LocationHandler(org.fog.mobilitydata.DataParser data) {
        this.data = data;
    }

    public org.fog.mobilitydata.DataParser getDataObject() {
        return data;
    }

    public int determineParent(int device, double time) {
        return 0;
    }

    public java.util.List<Double> getTimeSheet(int device) {
        return null;
    }

    public void linkDataWithInstance(int device, String data) {
        linked.put(device, data);
    }

    public String getDataIdByInstanceID(int device) {
        return linked.get(device);
    }

    public java.util.Map<Integer, String> getInstenceDataIdReferences() {
        return linked;
    }
}
