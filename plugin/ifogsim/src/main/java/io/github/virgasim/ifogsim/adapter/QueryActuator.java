// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.entities.Actuator;

/** Where the answers for a site's clients end. */
final class QueryActuator extends Actuator {
    private final FogHost host;

    QueryActuator(String name, FogHost host) {
        super(name, StudyRun.USER, StudyRun.APPLICATION, "ANSWER");
        this.host = host;
    }

    @Override
    public void startEntity() {}

    @Override
    public void processEvent(SimEvent event) {
        if (event.getData() instanceof ServedTuple answer) {
            host.deliver(answer);
        }
    }
}
