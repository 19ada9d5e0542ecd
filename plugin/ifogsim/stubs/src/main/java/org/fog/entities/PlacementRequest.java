// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class PlacementRequest {
    public PlacementRequest(String application, int id, int gateway) {}

    public PlacementRequest(String application, int id, int gateway, java.util.Map<String, Integer> placed) {}

    public String getApplicationId() {
        return null;
    }
}
