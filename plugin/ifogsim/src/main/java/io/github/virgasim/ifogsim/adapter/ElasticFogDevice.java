// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.elastic.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloudbus.cloudsim.Pe;
import org.cloudbus.cloudsim.core.SimEvent;
import org.cloudbus.cloudsim.power.PowerHost;
import org.cloudbus.cloudsim.provisioners.RamProvisionerSimple;
import org.cloudbus.cloudsim.sdn.overbooking.BwProvisionerOverbooking;
import org.cloudbus.cloudsim.sdn.overbooking.PeProvisionerOverbooking;
import org.fog.application.AppModule;
import org.fog.entities.FogDevice;
import org.fog.entities.FogDeviceCharacteristics;
import org.fog.policy.AppModuleAllocationPolicy;
import org.fog.scheduler.StreamOperatorScheduler;
import org.fog.scheduler.TupleScheduler;
import org.fog.utils.FogUtils;

/** A cluster of elastic tasks: MIPS for its CPU units, memory for its GPU units, of which iFogSim2 gives out no more. */
final class ElasticFogDevice extends FogDevice {
    static final String APPLICATION = "elastic";
    private static final int CPU = 0;
    private static final int GPU = 1;
    private static final double MIPS_OF_CPU = 1000;
    private static final int MEGABYTES_OF_GPU = 1024;
    private static final long STORAGE = 1L << 40;
    private static final double BANDWIDTH = 10_000;

    private ElasticFogDevice(String name, PowerHost machine) throws Exception {
        super(
                name,
                new FogDeviceCharacteristics("x86", "Linux", "Xen", machine, 10, 3, 0.05, 0.001, 0),
                new AppModuleAllocationPolicy(List.of(machine)),
                new ArrayList<>(),
                10,
                BANDWIDTH,
                BANDWIDTH,
                0,
                0);
    }

    static ElasticFogDevice cloud() {
        ElasticFogDevice cloud = of("cloud", Units.of(1, 0));
        cloud.setParentId(-1);
        return cloud;
    }

    static ElasticFogDevice cluster(String name, Units capacity, ElasticFogDevice cloud) {
        ElasticFogDevice device = of(name, capacity);
        device.setParentId(cloud.getId());
        device.setLevel(1);
        cloud.getChildrenIds().add(device.getId());
        cloud.getChildToLatencyMap().put(device.getId(), 0.0);
        return device;
    }

    private static ElasticFogDevice of(String name, Units capacity) {
        List<Pe> cores = List.of(new Pe(0, new PeProvisionerOverbooking(Math.max(1, mips(capacity)))));
        PowerHost machine = new PowerHost(
                FogUtils.generateEntityId(),
                new RamProvisionerSimple(memory(capacity)),
                new BwProvisionerOverbooking(1L << 40),
                STORAGE,
                cores,
                new StreamOperatorScheduler(cores),
                // What elastic tasks draw is not modelled.
                utilization -> 0);
        try {
            return new ElasticFogDevice(name, machine);
        } catch (Exception e) {
            throw new IllegalStateException("iFogSim2 refuses device " + name, e);
        }
    }

    /** Does nothing: iFogSim2 would wake each device every 100 time units to add up energy, and none is modelled. */
    @Override
    protected void manageResources(SimEvent event) {}

    private static double mips(Units units) {
        return units.get(CPU) * MIPS_OF_CPU;
    }

    private static int memory(Units units) {
        return units.get(GPU) * MEGABYTES_OF_GPU;
    }

    /** Makes a module of the size of some units. */
    static AppModule module(String name, Units units) {
        double mips = mips(units);
        return new AppModule(
                FogUtils.generateEntityId(),
                name,
                APPLICATION,
                StudyRun.USER,
                mips,
                memory(units),
                1000,
                1,
                "Xen",
                new TupleScheduler(mips, 1),
                Map.of());
    }

    /** Returns the modules on the device now. */
    List<AppModule> modules() {
        return List.copyOf(getHost().<AppModule>getVmList());
    }

    /** Frees what a module holds, and forgets its name, which iFogSim2 keeps. */
    @Override
    protected void processModuleTermination(SimEvent event) {
        super.processModuleTermination(event);
        appToModulesMap.getOrDefault(APPLICATION, new ArrayList<>()).remove(((AppModule) event.getData()).getName());
    }
}
