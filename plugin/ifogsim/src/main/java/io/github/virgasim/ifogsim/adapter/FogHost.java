// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.report.ServingRun.Use;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.HostedServing;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cloudbus.cloudsim.core.CloudSim;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.RRLoadBalancer;
import org.fog.placement.MicroservicePlacementLogic;

/** What all devices of a study share: the serving that decides and works, and the clock that both sides keep. */
final class FogHost implements HostedServing.Host {
    final HostedServing serving;
    /** What a unit of iFogSim2's time stands for [s]. */
    private final double unit;

    private final ServingScenario scenario;
    private final ServingFogDevice[] devices;
    private final QuerySensor[] sensors;
    private final QueryActuator[] actuators;
    private final double[] shown;
    private final Map<Integer, ServedTuple> underWay = new HashMap<>();
    private ServingClock clock;
    private Use afterWarmup;
    private Use atEnd;

    FogHost(ServingScenario scenario, SchedulingPolicy policy, long seed, double unit) {
        this.scenario = scenario;
        this.unit = unit;
        int sites = scenario.topology().sites().size();
        devices = new ServingFogDevice[sites];
        sensors = new QuerySensor[sites];
        actuators = new QueryActuator[sites];
        shown = new double[sites];
        serving = new HostedServing(scenario, policy, seed, HostedServing.Clients.SCENARIO, this);
    }

    void place(int site, ServingFogDevice device, QuerySensor sensor, QueryActuator actuator) {
        devices[site] = device;
        sensors[site] = sensor;
        actuators[site] = actuator;
    }

    void keep(ServingClock itsClock) {
        clock = itsClock;
    }

    ServingFogDevice device(int site) {
        return devices[site];
    }

    /** Returns the device that all others are below. */
    ServingFogDevice root() {
        return devices[
                scenario.topology().sites().stream().map(Site::parent).toList().indexOf("")];
    }

    /** Returns all devices in the order of the sites. */
    List<FogDevice> all() {
        return List.of(devices);
    }

    /** Returns a time of the serving in iFogSim2's units. */
    double units(double seconds) {
        return seconds / unit;
    }

    /** Brings the serving to iFogSim2's time, or to one that is later by what rounding has lost. */
    void advance(double atLeast) {
        FogRuns.unmasked(() -> {
            serving.advance(Math.max(atLeast, CloudSim.clock() * unit));
            return null;
        });
    }

    /** Returns the power of a site, which asks nobody for anything: iFogSim2 ends the JVM where a power model fails. */
    MeteredPower power(int site) {
        int[] workers = IntStream.range(0, scenario.topology().workers().size())
                .filter(worker -> scenario.topology().siteOfWorker(worker) == site)
                .toArray();
        return new MeteredPower(CloudSim::clock, () -> devices[site].metered(), () -> {
            // Nothing has been due since the serving's time, so that powers are what they were then.
            double since = Math.max(0, CloudSim.clock() * unit - serving.now());
            double drawn = 0;
            for (int worker : workers) {
                drawn += serving.energy(worker) + since * serving.power(worker);
            }
            return units(drawn);
        });
    }

    /** Lets iFogSim2's cloud ask a placement logic whenever a policy is due by the serving's agenda. */
    void placeBy(MicroservicePlacementLogic logic, double period, Application application) {
        for (ServingFogDevice device : devices) {
            device.initializeController(new RRLoadBalancer());
        }
        root().initializeController(
                        new RRLoadBalancer(),
                        logic,
                        new HashMap<>(Map.of(root().getId(), ServingFogDevice.resources())),
                        Map.of(application.getAppId(), application),
                        all());
        serving.setPlacement(new PlacementPolicy() {
            @Override
            public double period() {
                return period;
            }

            @Override
            public void place(Monitoring monitoring, Deployment deployment) {
                clock.requestPlacement();
            }
        });
    }

    /** Takes the place of the placement policy that the scenario may have. */
    void placeNoMore() {
        double never = 2 * scenario.settings().duration();
        serving.setPlacement(new PlacementPolicy() {
            @Override
            public double period() {
                return never;
            }

            @Override
            public void place(Monitoring monitoring, Deployment deployment) {}
        });
    }

    private StreamClass of(int streamClass) {
        return scenario.workload().classes().get(streamClass);
    }

    /** A client sends a query: a tuple leaves the sensor of its site. */
    @Override
    public void query(int stream, int site, int streamClass, double now) {
        StreamClass of = of(streamClass);
        Link access = scenario.topology().sites().get(site).access();
        ServedTuple tuple = new ServedTuple(of.task().name(), stream, site, streamClass, now, of.requestBytes(), false);
        sensors[site].emit(tuple, units(access.delay() + access.transferTime(of.requestBytes())));
    }

    /** Asks the policy for the device of a query that has come to its first one; -1 if it is rejected. */
    int ask(ServedTuple tuple) {
        advance(0);
        tuple.query = FogRuns.unmasked(() -> serving.send(tuple.stream, tuple.created));
        clock.plan();
        if (tuple.query < 0) {
            return -1;
        }
        Instance chosen = scenario.topology().instances().get(serving.instance(tuple.query));
        return devices[chosen.siteIndex()].getId();
    }

    /** A query has come to the device that serves it. */
    void arrive(ServedTuple tuple, ServingFogDevice at) {
        advance(0);
        underWay.put(tuple.query, tuple);
        tuple.setSourceDeviceId(at.getId());
        tuple.servedBy = at;
        serving.arrive(tuple.query);
        clock.plan();
        endIfDone();
    }

    /** A worker has processed a query: its answer leaves the device for the one of the client's site. */
    @Override
    public void processed(int query, double now) {
        ServedTuple tuple = underWay.remove(query);
        StreamClass of = of(tuple.streamClass);
        ServedTuple answer = new ServedTuple(
                of.task().name(), tuple.stream, tuple.site, tuple.streamClass, tuple.created, of.responseBytes(), true);
        answer.query = query;
        answer.setDestinationDeviceId(devices[tuple.site].getId());
        tuple.servedBy.dispatch(answer, Math.max(0, units(now) - CloudSim.clock()));
    }

    /** An answer has come to the device of the client's site. */
    void handOver(ServedTuple answer, ServingFogDevice at) {
        Link access = scenario.topology().sites().get(answer.site).access();
        double bytes = of(answer.streamClass).responseBytes();
        at.send(actuators[answer.site], answer, units(access.delay() + access.transferTime(bytes)));
    }

    void deliver(ServedTuple answer) {
        advance(0);
        serving.deliver(answer.query);
        endIfDone();
    }

    /** Reads the meters, iFogSim2's too, at the end of the warm-up, and at the end of the duration. */
    void read() {
        int workers = scenario.topology().workers().size();
        Use use = Use.of(workers, serving::busyTime, serving::energy);
        for (int site = 0; site < devices.length; site++) {
            devices[site].meter();
            shown[site] = devices[site].getEnergyConsumption() * unit - (afterWarmup == null ? 0 : shown[site]);
        }
        if (afterWarmup == null) {
            afterWarmup = use;
        } else {
            atEnd = use;
        }
    }

    /** Returns the energy that iFogSim2 shows for each site's device from the end of the warm-up to the duration [J]. */
    List<Double> shown() {
        return DoubleStream.of(shown).boxed().toList();
    }

    Use afterWarmup() {
        return afterWarmup;
    }

    Use atEnd() {
        return atEnd;
    }

    /** Ends iFogSim2, whose devices would go on forever, once all outcomes are known. */
    void endIfDone() {
        if (atEnd != null && serving.underWay() == 0) {
            CloudSim.abruptallyTerminate();
        }
    }
}
