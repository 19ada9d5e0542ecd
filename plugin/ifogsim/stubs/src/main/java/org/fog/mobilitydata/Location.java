// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.mobilitydata;

/** Signatures alone, to compile against. */
public class Location {
    public Location(double latitude, double longitude, int block) {}
}
