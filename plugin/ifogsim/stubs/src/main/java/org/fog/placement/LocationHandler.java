// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class LocationHandler {
    public LocationHandler(org.fog.mobilitydata.DataParser data) {}

    public org.fog.mobilitydata.DataParser getDataObject() {
        return null;
    }

    public int determineParent(int device, double time) {
        return 0;
    }

    public java.util.List<Double> getTimeSheet(int device) {
        return null;
    }

    public void linkDataWithInstance(int device, String data) {}

    public String getDataIdByInstanceID(int device) {
        return null;
    }

    public java.util.Map<Integer, String> getInstenceDataIdReferences() {
        return null;
    }
}
