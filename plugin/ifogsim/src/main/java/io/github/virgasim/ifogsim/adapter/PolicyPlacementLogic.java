// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.util.Pair;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.PlacementRequest;
import org.fog.placement.MicroservicePlacementLogic;
import org.fog.placement.PlacementLogicOutput;
import org.fog.utils.ModuleLaunchConfig;

/**
 * Deploys microservices where a placement policy of Virga wants them; the policy is asked each time that iFogSim2 handles
 * placement requests. Every device is told the nearest one with a module; one that is no site, as users' own devices are, goes by
 * the first site above it. iFogSim2's own devices are never told to give a module
 * back, as its placement logic cannot say so; those of {@link IFogSimStudy} are.
 */
public final class PolicyPlacementLogic implements MicroservicePlacementLogic {
    private record Spot(int site, String application, String module) {}

    private final ModulePlan plan;
    private final List<FogDevice> known;
    private final Set<Spot> launched = new LinkedHashSet<>();
    private final Set<Pair<Integer, Pair<String, Integer>>> told = new LinkedHashSet<>();

    /**
     * Makes the logic for one simulation.
     *
     * @param scenario what the policy sees: its sites have the names of the devices, its tasks those of the modules
     * @param policy decides
     */
    public PolicyPlacementLogic(ServingScenario scenario, PlacementPolicy policy) {
        this(ModulePlan.of(scenario, policy), List.of(), "");
    }

    /** Makes the logic for devices in the order of the sites, on which the modules of the plan run already. */
    PolicyPlacementLogic(ModulePlan plan, List<FogDevice> known, String application) {
        this.plan = plan;
        this.known = List.copyOf(known);
        for (int site = 0; site < known.size(); site++) {
            for (String module : plan.at(site)) {
                launched.add(new Spot(site, application, module));
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.github.virgasim.input.InvalidInputException if a site of the scenario has no device of its name
     */
    @Override
    public PlacementLogicOutput run(
            List<FogDevice> devices,
            Map<String, Application> applications,
            Map<Integer, Map<String, Double>> resources,
            List<PlacementRequest> requests) {
        List<FogDevice> sites = known.isEmpty() ? FogSites.find(devices, plan.topology()) : known;
        FogRuns.unmasked(() -> {
            plan.decide();
            return null;
        });
        release(sites);
        Map<Integer, Map<Application, List<ModuleLaunchConfig>>> perDevice = new LinkedHashMap<>();
        Map<Integer, List<Pair<String, Integer>>> discovery = new LinkedHashMap<>();
        for (int site = 0; site < sites.size(); site++) {
            int device = sites.get(site).getId();
            for (String module : plan.at(site)) {
                launch(site, module, applications, perDevice.computeIfAbsent(device, id -> new LinkedHashMap<>()));
            }
        }
        List<Integer> asSites = new ArrayList<>();
        for (FogDevice device : known.isEmpty() ? devices : known) {
            asSites.add(siteOf(device, devices, sites));
        }
        plan.modules().forEach(module -> tell(module, known.isEmpty() ? devices : known, asSites, sites, discovery));
        Map<PlacementRequest, Integer> status = new LinkedHashMap<>();
        requests.forEach(request -> status.put(request, -1));
        return new PlacementLogicOutput(perDevice, discovery, status);
    }

    /** Returns the site of a device, or else of the first one above it that is a site; -1 if there is none. */
    private static int siteOf(FogDevice device, List<FogDevice> devices, List<FogDevice> sites) {
        Set<Integer> seen = new HashSet<>();
        FogDevice at = device;
        while (at != null && seen.add(at.getId())) {
            if (sites.contains(at)) {
                return sites.indexOf(at);
            }
            int parent = at.getParentId();
            at = devices.stream()
                    .filter(one -> one.getId() == parent)
                    .findFirst()
                    .orElse(null);
        }
        return -1;
    }

    private void tell(
            String module,
            List<FogDevice> devices,
            List<Integer> asSites,
            List<FogDevice> sites,
            Map<Integer, List<Pair<String, Integer>>> discovery) {
        int[] nearest = plan.nearest(module);
        for (int i = 0; i < devices.size(); i++) {
            int site = asSites.get(i);
            if (site >= 0 && nearest[site] >= 0) {
                int device = devices.get(i).getId();
                Pair<String, Integer> where =
                        new Pair<>(module, sites.get(nearest[site]).getId());
                if (told.add(new Pair<>(device, where))) {
                    discovery.computeIfAbsent(device, id -> new ArrayList<>()).add(where);
                }
            }
        }
    }

    private void launch(
            int site,
            String module,
            Map<String, Application> applications,
            Map<Application, List<ModuleLaunchConfig>> onDevice) {
        for (Application application : applications.values()) {
            if (application.getModuleNames().contains(module)
                    && launched.add(new Spot(site, application.getAppId(), module))) {
                onDevice.computeIfAbsent(application, one -> new ArrayList<>())
                        .add(new ModuleLaunchConfig(application.getModuleByName(module), 1));
            }
        }
    }

    private void release(List<FogDevice> sites) {
        for (Spot spot : List.copyOf(launched)) {
            if (sites.get(spot.site()) instanceof ServingFogDevice device
                    && !plan.at(spot.site()).contains(spot.module())) {
                device.release(spot.module());
                launched.remove(spot);
            }
        }
    }

    /** Does nothing: what is free is what the policy's scenario says. */
    @Override
    public void updateResources(Map<Integer, Map<String, Double>> resources) {}

    /** Does nothing. */
    @Override
    public void postProcessing() {}
}
