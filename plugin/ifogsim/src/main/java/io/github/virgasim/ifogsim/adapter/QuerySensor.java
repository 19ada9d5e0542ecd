// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.entities.Sensor;
import org.fog.utils.FogEvents;
import org.fog.utils.distribution.DeterministicDistribution;

/** The clients of a site: emits tuples when they send queries, and not by a distribution of its own. */
final class QuerySensor extends Sensor {
    QuerySensor(String name, int gateway) {
        super(name, "QUERY", StudyRun.USER, StudyRun.APPLICATION, new DeterministicDistribution(1));
        setGatewayDeviceId(gateway);
    }

    void emit(ServedTuple tuple, double latency) {
        send(getGatewayDeviceId(), latency, FogEvents.TUPLE_ARRIVAL, tuple);
    }

    @Override
    public void startEntity() {}

    @Override
    public void processEvent(SimEvent event) {}
}
