// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fog.entities.FogDevice;

/** Finds the devices of a simulation that stand for the sites of a scenario, by their names. */
final class FogSites {
    private FogSites() {}

    /**
     * Finds them.
     *
     * @return in the order of the sites
     * @throws InvalidInputException if a site has no device of its name
     */
    static List<FogDevice> find(List<FogDevice> devices, EdgeTopology topology) {
        Map<String, FogDevice> byName = new HashMap<>();
        devices.forEach(device -> byName.put(device.getName(), device));
        return topology.sites().stream().map(site -> known(site, byName)).toList();
    }

    private static FogDevice known(Site site, Map<String, FogDevice> byName) {
        FogDevice device = byName.get(site.name());
        if (device == null) {
            throw new InvalidInputException("site of the scenario must have the name of one of iFogSim2's devices "
                    + String.join(", ", new TreeSet<>(byName.keySet())) + ", was '" + site.name() + "'");
        }
        return device;
    }
}
