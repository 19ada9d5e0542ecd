// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.util.List;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.Sensor;
import org.fog.placement.MicroservicePlacementLogic;
import org.fog.placement.MicroservicesController;
import org.fog.placement.PlacementLogicFactory;

/**
 * iFogSim2's own controller of microservices with a placement logic of the user's, a {@link PolicyPlacementLogic} for example:
 * iFogSim2 knows its own by numbers alone. All else is iFogSim2's, its static and dynamic mode, its processing of requests one by
 * one or by periods, and its end of the JVM at {@code Config.MAX_SIMULATION_TIME}.
 */
public final class PolicyController extends MicroservicesController {
    private static final double CLUSTER_LATENCY = 2;

    private static final class Given extends PlacementLogicFactory {
        private final MicroservicePlacementLogic logic;

        Given(MicroservicePlacementLogic logic) {
            this.logic = logic;
        }

        @Override
        public MicroservicePlacementLogic getPlacementLogic(int number, int device) {
            return logic;
        }
    }

    /**
     * Makes the controller, which links the devices with their parents and finds routes between them. Devices are not
     * clustered.
     *
     * @param name of the entity
     * @param devices all of them, of iFogSim2's kind for microservices; those of the type FON, and the cloud, ask the logic
     * @param sensors all of them
     * @param applications whose modules are placed
     * @param logic asked by all devices that place modules
     */
    public PolicyController(
            String name,
            List<FogDevice> devices,
            List<Sensor> sensors,
            List<Application> applications,
            MicroservicePlacementLogic logic) {
        super(name, devices, sensors, applications, List.of(), CLUSTER_LATENCY, 0);
        placementLogicFactory = new Given(logic);
        super.init();
    }

    /** Does nothing: called before there is a logic. */
    @Override
    protected void init() {}
}
