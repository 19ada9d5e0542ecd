// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.report.ServingRun.Use;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.HostedServing;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.HashMap;
import java.util.Map;
import org.cloudbus.cloudsim.core.CloudSim;

/** What all devices of a study share: the serving that decides and works, and the clock that both sides keep. */
final class FogHost implements HostedServing.Host {
    final HostedServing serving;
    /** What a unit of iFogSim2's time stands for [s]. */
    private final double unit;

    private final ServingScenario scenario;
    private final ServingFogDevice[] devices;
    private final QuerySensor[] sensors;
    private final QueryActuator[] actuators;
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

    /** Returns a time of the serving in iFogSim2's units. */
    double units(double seconds) {
        return seconds / unit;
    }

    /** Brings the serving to iFogSim2's time, or to one that is later by what rounding has lost. */
    void advance(double atLeast) {
        serving.advance(Math.max(atLeast, CloudSim.clock() * unit));
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
        tuple.query = serving.send(tuple.stream, tuple.created);
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

    /** Reads the meters at the end of the warm-up, and at the end of the duration. */
    void read() {
        int workers = scenario.topology().workers().size();
        Use use = Use.of(workers, serving::busyTime, serving::energy);
        if (afterWarmup == null) {
            afterWarmup = use;
        } else {
            atEnd = use;
        }
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
