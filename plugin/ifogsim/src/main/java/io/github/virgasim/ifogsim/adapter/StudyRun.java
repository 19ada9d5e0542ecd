// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.cloudbus.cloudsim.core.CloudSim;
import org.fog.application.AppModule;
import org.fog.application.Application;
import org.fog.placement.ModuleMapping;

/** A run of a scenario in iFogSim2: all that {@link IFogSimStudy} does with iFogSim2's classes. */
final class StudyRun {
    static final String APPLICATION = "virga";
    static final int USER = 1;
    private final ServingScenario scenario;
    private final double unit;
    private List<Double> deviceEnergies = List.of();

    StudyRun(ServingScenario scenario, double unit) {
        this.scenario = scenario;
        this.unit = unit;
    }

    List<Double> deviceEnergies() {
        return deviceEnergies;
    }

    ServingRun run(
            SchedulingPolicy policy,
            long seed,
            Optional<QueryListener> listener,
            Optional<IFogSimStudy.Placement> placement) {
        return FogRuns.alone(() -> simulate(policy, seed, listener, placement));
    }

    private ServingRun simulate(
            SchedulingPolicy policy,
            long seed,
            Optional<QueryListener> listener,
            Optional<IFogSimStudy.Placement> placement) {
        FogHost host = new FogHost(scenario, policy, seed, unit);
        listener.ifPresent(host.serving::listen);
        build(host);
        Application application = application();
        ServingClock clock = new ServingClock(host, application);
        host.keep(clock);
        clock.launch(modules(host, clock, application, placement));
        CloudSim.startSimulation();
        deviceEnergies = host.shown();
        return ServingRun.of(
                scenario, policy.name(), seed, host.serving.statistics(), host.afterWarmup(), host.atEnd());
    }

    private Application application() {
        Application application = Application.createApplication(APPLICATION, USER);
        scenario.topology().instances().stream()
                .map(instance -> instance.variant().model().task().name())
                .distinct()
                .forEach(task -> application.addAppModule(task, 10));
        application.setLoops(new ArrayList<>());
        return application;
    }

    /** Returns the modules to launch at the beginning, and lets iFogSim2 ask for others later. */
    private Map<Integer, List<AppModule>> modules(
            FogHost host, ServingClock clock, Application application, Optional<IFogSimStudy.Placement> placement) {
        Map<Integer, List<AppModule>> modules = new HashMap<>();
        if (placement.isEmpty()) {
            launch(
                    host,
                    application,
                    modules,
                    site -> scenario.topology().instancesAt(site).stream()
                            .map(instance -> instance.variant().model().task().name())
                            .distinct());
            return modules;
        }
        PlacementPolicy policy = placement.get().maker().get();
        if (placement.get().seam() == IFogSimStudy.Seam.MODULE_PLACEMENT) {
            ModulePlan plan = new ModulePlan(host.serving, policy, () -> {});
            host.placeNoMore();
            return new PolicyModulePlacement(
                            host.all(), host.all(), application, ModuleMapping.createModuleMapping(), plan)
                    .getDeviceToModuleMap();
        }
        ModulePlan plan = new ModulePlan(host.serving, policy, clock::plan);
        launch(host, application, modules, site -> plan.at(site).stream());
        host.placeBy(new PolicyPlacementLogic(plan, host.all(), APPLICATION), policy.period(), application);
        return modules;
    }

    private void launch(
            FogHost host,
            Application application,
            Map<Integer, List<AppModule>> modules,
            IntFunction<Stream<String>> atSite) {
        for (int site = 0; site < scenario.topology().sites().size(); site++) {
            modules.put(
                    host.device(site).getId(),
                    atSite.apply(site)
                            .map(task -> new AppModule(application.getModuleByName(task)))
                            .toList());
        }
    }

    private void build(FogHost host) {
        List<Site> sites = scenario.topology().sites();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            boolean root = site.parent().isEmpty();
            String name = root ? "cloud" : "site-" + i;
            ServingFogDevice device = ServingFogDevice.of(name, root, links(site), host.power(i), host);
            host.place(
                    i,
                    device,
                    new QuerySensor("clients-" + i, device.getId()),
                    new QueryActuator("answers-" + i, host));
        }
        for (int i = 0; i < sites.size(); i++) {
            ServingFogDevice device = host.device(i);
            String parent = sites.get(i).parent();
            if (parent.isEmpty()) {
                device.setParentId(-1);
                continue;
            }
            ServingFogDevice above = host.device(scenario.topology().siteIndex(parent));
            device.setParentId(above.getId());
            above.getChildrenIds().add(device.getId());
            above.getChildToLatencyMap()
                    .put(device.getId(), sites.get(i).uplink().delay() / unit);
        }
        for (int i = 0; i < sites.size(); i++) {
            host.device(i).addRoutingTable(routes(host, i));
        }
    }

    private ServingFogDevice.Links links(Site site) {
        double down = scenario.topology().sites().stream()
                .filter(other -> other.parent().equals(site.name()))
                .mapToDouble(other -> other.uplink().bandwidth())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        Link up = site.uplink();
        return new ServingFogDevice.Links(up.bandwidth() / 8 * unit, down / 8 * unit, up.delay() / unit);
    }

    /** Returns the next device on the way from a site to each other one. */
    private Map<Integer, Integer> routes(FogHost host, int from) {
        EdgeTopology topology = scenario.topology();
        Map<Integer, Integer> next = new HashMap<>();
        for (int to = 0; to < topology.sites().size(); to++) {
            if (to == from) {
                continue;
            }
            int step = to;
            while (step >= 0 && parent(step) != from) {
                step = parent(step);
            }
            next.put(
                    host.device(to).getId(),
                    host.device(step >= 0 ? step : parent(from)).getId());
        }
        return next;
    }

    private int parent(int site) {
        String parent = scenario.topology().sites().get(site).parent();
        return parent.isEmpty() ? -1 : scenario.topology().siteIndex(parent);
    }
}
