// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.placement;

/** Signatures alone, to compile against. */
public class ModulePlacementMapping extends ModulePlacement {
    public ModulePlacementMapping(
            java.util.List<org.fog.entities.FogDevice> devices,
            org.fog.application.Application application,
            ModuleMapping mapping) {}

    @Override
    protected void mapModules() {}
}
