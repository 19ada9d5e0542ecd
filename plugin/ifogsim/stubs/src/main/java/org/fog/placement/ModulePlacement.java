// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public abstract class ModulePlacement {
    public ModulePlacement() {}

    protected abstract void mapModules();

    protected boolean createModuleInstanceOnDevice(
            org.fog.application.AppModule module, org.fog.entities.FogDevice device) {
        return false;
    }

    public void setFogDevices(java.util.List<org.fog.entities.FogDevice> devices) {}

    public void setApplication(org.fog.application.Application application) {}

    public void setModuleToDeviceMap(java.util.Map<String, java.util.List<Integer>> map) {}

    public void setDeviceToModuleMap(java.util.Map<Integer, java.util.List<org.fog.application.AppModule>> map) {}

    public java.util.Map<Integer, java.util.List<org.fog.application.AppModule>> getDeviceToModuleMap() {
        return null;
    }

    public void setModuleInstanceCountMap(java.util.Map<Integer, java.util.Map<String, Integer>> map) {}
}
