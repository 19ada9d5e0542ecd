// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.serving.ServingStatistics;
import org.cloudsimplus.listeners.EventInfo;
import org.cloudsimplus.listeners.EventListener;

/** What listeners of an {@link InferenceBroker} are told. */
public interface InferenceBrokerEventInfo extends EventInfo {
    /**
     * Returns the broker that the event happened to.
     *
     * @return the broker
     */
    InferenceBroker getBroker();

    /**
     * Returns the outcomes up to the event.
     *
     * @return live statistics, which later queries change
     */
    default ServingStatistics getStatistics() {
        return getBroker().getStatistics();
    }

    /**
     * Makes the information for a listener.
     *
     * @param listener who is told
     * @param broker the broker that the event happened to
     * @return the information, with the simulation's present time
     */
    static InferenceBrokerEventInfo of(
            EventListener<? extends InferenceBrokerEventInfo> listener, InferenceBroker broker) {
        double time = broker.getSimulation().clock();
        return new InferenceBrokerEventInfo() {
            @Override
            public double getTime() {
                return time;
            }

            @Override
            public InferenceBroker getBroker() {
                return broker;
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T extends EventInfo> EventListener<T> getListener() {
                return (EventListener<T>) listener;
            }
        };
    }
}
