// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudbus.cloudsim.Pe;
import org.cloudbus.cloudsim.Vm;
import org.cloudbus.cloudsim.core.SimEvent;
import org.cloudbus.cloudsim.power.PowerHost;
import org.cloudbus.cloudsim.power.models.PowerModel;
import org.cloudbus.cloudsim.provisioners.RamProvisionerSimple;
import org.cloudbus.cloudsim.sdn.overbooking.BwProvisionerOverbooking;
import org.cloudbus.cloudsim.sdn.overbooking.PeProvisionerOverbooking;
import org.fog.application.AppModule;
import org.fog.entities.ControllerComponent;
import org.fog.entities.FogDeviceCharacteristics;
import org.fog.entities.MicroserviceFogDevice;
import org.fog.policy.AppModuleAllocationPolicy;
import org.fog.scheduler.StreamOperatorScheduler;
import org.fog.utils.FogEvents;
import org.fog.utils.FogUtils;

/**
 * A device with GPUs. A query that comes to its first device asks the scheduling policy there, goes by iFogSim2's routing to the
 * one that was chosen, and is worked on by Virga's workers instead of MIPS. Other tuples are iFogSim2's own affair.
 */
final class ServingFogDevice extends MicroserviceFogDevice {
    private static final double MIPS = 1_000_000;
    private static final int RAM = 1_000_000;
    private static final double INTERVAL = 10;
    /** iFogSim2 takes a module's size from it more than once. */
    private static final long STORAGE = 1L << 40;

    private final FogHost host;

    /** How a device is linked: bandwidths [byte per time unit], latency [time units]. */
    record Links(double up, double down, double latency) {}

    private ServingFogDevice(String name, boolean root, PowerHost machine, Links links, FogHost host) throws Exception {
        super(
                name,
                new FogDeviceCharacteristics("x86", "Linux", "Xen", machine, 10, 3, 0.05, 0.001, 0),
                new AppModuleAllocationPolicy(List.of(machine)),
                new ArrayList<>(),
                INTERVAL,
                links.up(),
                links.down(),
                links.up(),
                links.latency(),
                0,
                root ? CLOUD : FCN);
        this.host = host;
    }

    static ServingFogDevice of(String name, boolean root, Links links, PowerModel power, FogHost host) {
        List<Pe> cores = List.of(new Pe(0, new PeProvisionerOverbooking(MIPS)));
        PowerHost machine = new PowerHost(
                FogUtils.generateEntityId(),
                new RamProvisionerSimple(RAM),
                new BwProvisionerOverbooking(1_000_000),
                STORAGE,
                cores,
                new StreamOperatorScheduler(cores),
                power);
        try {
            return new ServingFogDevice(name, root, machine, links, host);
        } catch (Exception e) {
            throw new IllegalStateException("iFogSim2 refuses device " + name, e);
        }
    }

    @Override
    protected void processTupleArrival(SimEvent event) {
        if (event.getData() instanceof ServedTuple tuple) {
            if (tuple.answer && tuple.getDestinationDeviceId() == getId()) {
                host.handOver(tuple, this);
                return;
            }
            if (!tuple.answer && tuple.getDestinationDeviceId() < 0) {
                int chosen = host.ask(tuple);
                if (chosen < 0) {
                    return;
                }
                tuple.setDestinationDeviceId(chosen);
                tuple.setSourceDeviceId(getId());
            }
            if (!tuple.answer && tuple.getDestinationDeviceId() == getId() && !runs(tuple.module)) {
                // iFogSim2 would drop it without a word; the serving counts it as lost.
                host.arrive(tuple, this);
                return;
            }
        }
        super.processTupleArrival(event);
    }

    /** Tells whether a module runs here. */
    boolean runs(String module) {
        return getHost().<Vm>getVmList().stream().anyMatch(vm -> isModule(vm, module));
    }

    private static boolean isModule(Vm vm, String name) {
        return ((AppModule) vm).getName().equals(name);
    }

    /** Takes a module away. iFogSim2 has it more than once in its host's list, of which it would leave all but one. */
    void release(String module) {
        appToModulesMap.values().forEach(modules -> modules.remove(module));
        List.copyOf(getHost().<Vm>getVmList()).stream()
                .filter(vm -> isModule(vm, module))
                .forEach(getHost()::vmDestroy);
    }

    /** Returns what such a device has, as iFogSim2's placement logic is told. */
    static Map<String, Double> resources() {
        return new HashMap<>(Map.of(
                ControllerComponent.CPU,
                MIPS,
                ControllerComponent.RAM,
                (double) RAM,
                ControllerComponent.STORAGE,
                (double) STORAGE));
    }

    /** Makes iFogSim2 add up its energy to the present. */
    void meter() {
        updateAllocatedMips(null);
    }

    /** Returns until when iFogSim2 has added up the energy of this device [time units]. */
    double metered() {
        return lastUtilizationUpdateTime;
    }

    /**
     * Does nothing: iFogSim2 would add up energy every 100 time units, however short they are, which the meters are read for
     * where it matters.
     */
    @Override
    protected void manageResources(SimEvent event) {}

    @Override
    protected void executeTuple(SimEvent event, String module) {
        if (event.getData() instanceof ServedTuple tuple) {
            host.arrive(tuple, this);
        } else {
            super.executeTuple(event, module);
        }
    }

    /** Sends an answer on its way, beginning here. */
    void dispatch(ServedTuple answer, double delay) {
        send(getId(), delay, FogEvents.TUPLE_ARRIVAL, answer);
    }

    void send(QueryActuator actuator, ServedTuple answer, double delay) {
        send(actuator.getId(), delay, FogEvents.TUPLE_ARRIVAL, answer);
    }
}
