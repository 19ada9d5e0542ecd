// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public abstract class ModulePlacement {
    private java.util.Map<Integer, java.util.List<org.fog.application.AppModule>> modules = new java.util.HashMap<>();

    public ModulePlacement() {}

    protected abstract void mapModules();

    protected boolean createModuleInstanceOnDevice(
            org.fog.application.AppModule module, org.fog.entities.FogDevice device) {
        modules.computeIfAbsent(device.getId(), id -> new java.util.ArrayList<>())
                .add(module);
        return true;
    }

    public void setFogDevices(java.util.List<org.fog.entities.FogDevice> devices) {}

    public void setApplication(org.fog.application.Application application) {}

    public void setModuleToDeviceMap(java.util.Map<String, java.util.List<Integer>> map) {}

    public void setDeviceToModuleMap(java.util.Map<Integer, java.util.List<org.fog.application.AppModule>> map) {
        modules = map;
    }

    public java.util.Map<Integer, java.util.List<org.fog.application.AppModule>> getDeviceToModuleMap() {
        return modules;
    }

    public void setModuleInstanceCountMap(java.util.Map<Integer, java.util.Map<String, Integer>> map) {}
}
