// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class ModuleMapping {
    private final java.util.Map<String, java.util.List<String>> modules = new java.util.HashMap<>();

    protected ModuleMapping() {}

    public static ModuleMapping createModuleMapping() {
        return new ModuleMapping();
    }

    public java.util.Map<String, java.util.List<String>> getModuleMapping() {
        return modules;
    }

    public void addModuleToDevice(String module, String device) {
        modules.computeIfAbsent(device, name -> new java.util.ArrayList<>()).add(module);
    }
}
