// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.cloudbus.cloudsim.Log;
import org.cloudbus.cloudsim.Pe;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.power.PowerHost;
import org.cloudbus.cloudsim.provisioners.RamProvisionerSimple;
import org.cloudbus.cloudsim.sdn.overbooking.BwProvisionerOverbooking;
import org.cloudbus.cloudsim.sdn.overbooking.PeProvisionerOverbooking;
import org.fog.application.AppLoop;
import org.fog.entities.Actuator;
import org.fog.entities.FogBroker;
import org.fog.entities.FogDevice;
import org.fog.entities.FogDeviceCharacteristics;
import org.fog.entities.Sensor;
import org.fog.policy.AppModuleAllocationPolicy;
import org.fog.scheduler.StreamOperatorScheduler;
import org.fog.utils.Config;
import org.fog.utils.FogLinearPowerModel;
import org.fog.utils.FogUtils;
import org.fog.utils.TimeKeeper;
import org.fog.utils.distribution.Distribution;

/** What every study of iFogSim2 needs: its own devices, sensors and actuators, and a run that does not end the JVM. */
final class FogParts {
    final List<FogDevice> devices = new ArrayList<>();
    final List<Sensor> sensors = new ArrayList<>();
    final List<Actuator> actuators = new ArrayList<>();
    /** Who owns applications, sensors and actuators. */
    final int user;

    /** Starts a simulation. */
    FogParts() {
        Log.disable();
        CloudSim.init(1, Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT), false);
        try {
            user = new FogBroker("broker").getId();
        } catch (Exception e) {
            throw new IllegalStateException("iFogSim2 refuses a broker", e);
        }
    }

    /** Adds a device; parents are known by their ids, the cloud's is -1. */
    FogDevice device(String name, int parent, int level, long mips, double latency) {
        List<Pe> cores = List.of(new Pe(0, new PeProvisionerOverbooking(mips)));
        PowerHost machine = new PowerHost(
                FogUtils.generateEntityId(),
                new RamProvisionerSimple(10_000),
                new BwProvisionerOverbooking(10_000),
                1_000_000,
                cores,
                new StreamOperatorScheduler(cores),
                new FogLinearPowerModel(107, 83));
        try {
            FogDevice device = new FogDevice(
                    name,
                    new FogDeviceCharacteristics("x86", "Linux", "Xen", machine, 10, 3, 0.05, 0.001, 0),
                    new AppModuleAllocationPolicy(List.of(machine)),
                    new ArrayList<>(),
                    10,
                    10_000,
                    10_000,
                    latency,
                    0);
            device.setParentId(parent);
            device.setLevel(level);
            devices.add(device);
            return device;
        } catch (Exception e) {
            throw new IllegalStateException("iFogSim2 refuses device " + name, e);
        }
    }

    void sensor(String name, String type, FogDevice at, String application, double latency, Distribution times) {
        Sensor sensor = new Sensor(name, type, user, application, times);
        sensor.setGatewayDeviceId(at.getId());
        sensor.setLatency(latency);
        sensors.add(sensor);
    }

    void actuator(String name, String type, FogDevice at, String application, double latency) {
        Actuator actuator = new Actuator(name, user, application, type);
        actuator.setGatewayDeviceId(at.getId());
        actuator.setLatency(latency);
        actuators.add(actuator);
    }

    /** Runs for some time units. Controllers would end the JVM at iFogSim2's own end, which is put off. */
    static void run(int units) {
        Config.MAX_SIMULATION_TIME = 2 * units;
        CloudSim.terminateSimulation(units);
        CloudSim.startSimulation();
    }

    /** Returns how often a loop was gone through. */
    static int count(AppLoop loop) {
        return TimeKeeper.getInstance().getLoopIdToCurrentNum().getOrDefault(loop.getLoopId(), 0);
    }

    /** Returns the mean time of a loop [time units]. */
    static double mean(AppLoop loop) {
        return TimeKeeper.getInstance().getLoopIdToCurrentAverage().getOrDefault(loop.getLoopId(), Double.NaN);
    }
}
