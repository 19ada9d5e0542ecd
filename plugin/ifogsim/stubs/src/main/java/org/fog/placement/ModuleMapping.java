// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class ModuleMapping {
    protected ModuleMapping() {}

    public static ModuleMapping createModuleMapping() {
        return null;
    }

    public java.util.Map<String, java.util.List<String>> getModuleMapping() {
        return null;
    }

    public void addModuleToDevice(String module, String device) {}
}
