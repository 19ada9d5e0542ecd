// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.mobilitydata;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class DataParser {
    public java.util.Map<String, Location> resourceLocationData = new java.util.HashMap<>();
    public java.util.Map<String, Integer> levelID = new java.util.HashMap<>();
    public java.util.Map<Integer, java.util.ArrayList<String>> levelwiseResources = new java.util.HashMap<>();
    public java.util.Map<String, Integer> resourceAndUserToLevel = new java.util.HashMap<>();
    public java.util.Map<String, java.util.Map<Double, Location>> usersLocation = new java.util.HashMap<>();
}
