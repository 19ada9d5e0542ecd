// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class PlacementRequest {
    private final String application;

    public PlacementRequest(String application, int id, int gateway) {
        this.application = application;
    }

    public PlacementRequest(String application, int id, int gateway, java.util.Map<String, Integer> placed) {
        this.application = application;
    }

    public String getApplicationId() {
        return application;
    }
}
