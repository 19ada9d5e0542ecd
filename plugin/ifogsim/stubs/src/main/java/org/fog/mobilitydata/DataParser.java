// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.mobilitydata;

/** Signatures alone, to compile against. */
public class DataParser {
    public java.util.Map<String, Location> resourceLocationData;
    public java.util.Map<String, Integer> levelID;
    public java.util.Map<Integer, java.util.ArrayList<String>> levelwiseResources;
    public java.util.Map<String, Integer> resourceAndUserToLevel;
    public java.util.Map<String, java.util.Map<Double, Location>> usersLocation;
}
