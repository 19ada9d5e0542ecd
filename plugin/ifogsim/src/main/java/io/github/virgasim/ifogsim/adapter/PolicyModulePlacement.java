// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fog.application.AppModule;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.placement.ModuleMapping;
import org.fog.placement.ModulePlacement;

/**
 * Places an application's modules where a placement policy of Virga wants them. iFogSim2 asks once, when the simulation is
 * built, and so does this the policy. A scenario says what the policy sees: its sites have the names of the devices, its tasks
 * those of the modules, and its workers and models say what has room where.
 */
public final class PolicyModulePlacement extends ModulePlacement {
    /**
     * Asks the policy and places the modules.
     *
     * @param devices all devices; those that are no site of the scenario get fixed modules alone
     * @param application its modules are tasks of the scenario, or fixed
     * @param fixed where the other modules are
     * @param scenario what the policy sees
     * @param policy decides; what it loads and what is loaded from the start is placed
     * @throws InvalidInputException if a site has no device, a module is neither a task of the scenario nor fixed, or is both,
     *     or is placed nowhere, or a device is unknown or has no room for a module
     */
    public PolicyModulePlacement(
            List<FogDevice> devices,
            Application application,
            ModuleMapping fixed,
            ServingScenario scenario,
            PlacementPolicy policy) {
        this(devices, FogSites.find(devices, scenario.topology()), application, fixed, ModulePlan.of(scenario, policy));
        Set<String> missing = new TreeSet<>(application.getModuleNames());
        getDeviceToModuleMap().values().forEach(modules -> modules.forEach(module -> missing.remove(module.getName())));
        if (!missing.isEmpty()) {
            throw new InvalidInputException("module must be fixed, or placed by the policy, as a task"
                    + " of the scenario; was '" + String.join("', '", missing) + "'");
        }
    }

    PolicyModulePlacement(
            List<FogDevice> devices,
            List<FogDevice> sites,
            Application application,
            ModuleMapping fixed,
            ModulePlan plan) {
        setFogDevices(devices);
        setApplication(application);
        setModuleToDeviceMap(new HashMap<>());
        setDeviceToModuleMap(new HashMap<>());
        Map<Integer, Map<String, Integer>> counts = new HashMap<>();
        devices.forEach(device -> counts.put(device.getId(), new HashMap<>()));
        setModuleInstanceCountMap(counts);
        plan.decide();
        fixed.getModuleMapping()
                .forEach((device, modules) -> modules.forEach(module -> {
                    if (plan.modules().contains(module)
                            || !application.getModuleNames().contains(module)) {
                        throw new InvalidInputException(
                                "fixed module must be one of the application's that is no task of the"
                                        + " scenario, was '" + module + "'");
                    }
                    put(application.getModuleByName(module), named(device, devices));
                }));
        for (int site = 0; site < sites.size(); site++) {
            for (String module : plan.at(site)) {
                if (application.getModuleNames().contains(module)) {
                    put(application.getModuleByName(module), sites.get(site));
                }
            }
        }
    }

    private static FogDevice named(String name, List<FogDevice> devices) {
        return devices.stream()
                .filter(device -> device.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "device of a fixed module must be one of the simulation's, was '" + name + "'"));
    }

    private void put(AppModule module, FogDevice device) {
        if (!createModuleInstanceOnDevice(module, device)) {
            throw new InvalidInputException("module '" + module.getName()
                    + "' must have room on its device, was placed on '" + device.getName() + "'");
        }
    }

    /** Does nothing: the modules have been placed when this was made. */
    @Override
    protected void mapModules() {}
}
