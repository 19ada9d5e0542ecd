// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.ifogsim.EdgeResource;
import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.UserTrace;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.workload.Client;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.cloudbus.cloudsim.Log;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEntity;
import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.entities.FogDevice;
import org.fog.placement.LocationHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** iFogSim2's mobility controller hands users over at the times of their traces. */
class TimedLocationsTest {
    private static final double UNIT = 1e-3;
    private static final EdgeResources PLACES = new EdgeResources(List.of(
            new EdgeResource(0, 50.10, 8.60, 0, 0, -1, "VIC", ""),
            new EdgeResource(1, 50.11, 8.61, 1, 1, 0, "VIC", ""),
            new EdgeResource(2, 50.111, 8.611, 1, 2, 1, "VIC", ""),
            new EdgeResource(3, 50.119, 8.619, 1, 2, 1, "VIC", ""),
            new EdgeResource(4, 50.129, 8.629, 1, 2, 1, "VIC", "")));
    private static final UserTrace TRACE = new UserTrace(List.of(
            new UserTrace.Position(0, 50.1111, 8.6111),
            new UserTrace.Position(0.3, 50.1188, 8.6188),
            new UserTrace.Position(0.75, 50.1191, 8.6192),
            new UserTrace.Position(1.0, 50.1291, 8.6292),
            new UserTrace.Position(1.5, 50.1111, 8.6111)));

    private final Map<String, FogDevice> devices = new HashMap<>();
    private TimedLocations locations;

    @BeforeEach
    void build() {
        Log.disable();
        CloudSim.init(1, Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT), false, 0.1);
        locations = new TimedLocations(PLACES, Map.of("ann", TRACE), UNIT);
        ElasticFogDevice cloud = ElasticFogDevice.cloud();
        put("res_0", cloud);
        for (EdgeResource one : PLACES.all()) {
            if (one.parent() >= 0) {
                ElasticFogDevice device = ElasticFogDevice.cluster("gw-" + one.id(), Units.of(1, 0), cloud);
                put("res_" + one.id(), device);
                device.setParentId(devices.get("res_" + one.parent()).getId());
            }
        }
        put("usr_ann", ElasticFogDevice.cluster("ann", Units.of(1, 0), cloud));
        devices.get("usr_ann").setParentId(-1);
    }

    private void put(String id, FogDevice device) {
        devices.put(id, device);
        locations.linkDataWithInstance(device.getId(), id);
    }

    /** Looks at a device's parent every unit of time. */
    private static final class Probe extends SimEntity {
        private final FogDevice watched;
        private final List<Integer> parents = new ArrayList<>();

        Probe(FogDevice watched) {
            super("probe");
            this.watched = watched;
        }

        @Override
        public void startEntity() {
            send(getId(), 0.5, 1, null);
        }

        @Override
        public void processEvent(SimEvent event) {
            parents.add(watched.getParentId());
            if (parents.size() == 1800) {
                CloudSim.abruptallyTerminate();
            } else {
                send(getId(), 1, 1, null);
            }
        }

        @Override
        public void shutdownEntity() {}
    }

    private int gateway(double seconds) {
        List<Client> stays = TRACE.clients(PLACES, 0, EdgeResource::id, 10);
        for (Client stay : stays) {
            if (seconds >= stay.time() && seconds < stay.time() + stay.lifetime()) {
                return devices.get("res_" + stay.site()).getId();
            }
        }
        throw new IllegalStateException("nowhere at " + seconds);
    }

    /** The same handovers as those of the clients that a scenario makes of the trace. */
    @Test
    void theControllerHandsOverWhenTheTraceSays() throws Exception {
        RealIFogSim.assumeThere();
        Class.forName("org.fog.placement.MobilityController")
                .getConstructor(String.class, List.class, List.class, List.class, LocationHandler.class)
                .newInstance("master", new ArrayList<>(devices.values()), List.of(), List.of(), locations);
        Probe probe = new Probe(devices.get("usr_ann"));
        CloudSim.startSimulation();
        assertEquals(1800, probe.parents.size());
        for (int i = 0; i < 1800; i++) {
            assertEquals(gateway((i + 0.5) * UNIT), probe.parents.get(i), "after " + (i + 0.5) + " ms");
        }
        assertEquals(3, probe.parents.stream().distinct().count());
    }

    @Test
    void placesAreThoseOfTheTraceAtAnyTimeAndInEachUnit() {
        int ann = devices.get("usr_ann").getId();
        assertEquals(devices.get("res_2").getId(), locations.determineParent(ann, -1));
        assertEquals(devices.get("res_2").getId(), locations.determineParent(ann, 299.9));
        assertEquals(devices.get("res_3").getId(), locations.determineParent(ann, 300));
        assertEquals(devices.get("res_4").getId(), locations.determineParent(ann, 1499));
        assertEquals(devices.get("res_2").getId(), locations.determineParent(ann, 1e9));
        assertEquals(
                devices.get("res_1").getId(),
                locations.determineParent(devices.get("res_3").getId(), 5));
        assertEquals(-1, locations.determineParent(devices.get("res_0").getId(), 5));
        assertEquals(List.of(0.0, 300.0, 750.0, 1000.0, 1500.0), locations.getTimeSheet(ann));
        TimedLocations seconds = new TimedLocations(PLACES, Map.of("ann", TRACE), 1);
        seconds.linkDataWithInstance(ann, "usr_ann");
        assertEquals(1.5, seconds.getTimeSheet(ann).get(4));
    }

    @Test
    void whatIsNotLinkedIsNamed() {
        String message = assertThrows(InvalidInputException.class, () -> locations.determineParent(4711, 0))
                .getMessage();
        assertTrue(message.contains("4711"), message);
        assertThrows(
                InvalidInputException.class,
                () -> locations.getTimeSheet(devices.get("res_2").getId()));
    }
}
