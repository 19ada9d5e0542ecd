// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A node of a topology of iFogSim2. */
public sealed interface FogNode {
    /**
     * Returns the node's name.
     *
     * @return without white space, unique in a topology whatever the case of its letters
     */
    String name();

    /**
     * Returns what iFogSim2 ignores.
     *
     * @return values of further keys as JSON on one line, in the order of the file
     */
    Map<String, String> extra();

    /**
     * A machine.
     *
     * @param name without white space
     * @param mips speed [million instructions per time unit], positive
     * @param ram memory [MB], positive
     * @param upBandwidth of the link to the parent [byte per time unit], positive
     * @param downBandwidth of the links to the children, one after another [byte per time unit], positive
     * @param level 0 for the root, larger further down
     * @param ratePerMips cost per time unit and MIPS, not negative
     * @param extra what iFogSim2 ignores
     */
    record Device(
            String name,
            long mips,
            int ram,
            int upBandwidth,
            int downBandwidth,
            int level,
            double ratePerMips,
            Map<String, String> extra)
            implements FogNode {
        /** Checks the values. */
        public Device {
            FogNames.node("name of node", name);
            Checks.within("mips of device " + name, mips, 1, Long.MAX_VALUE);
            Checks.atLeastOne("ram of device " + name, ram);
            Checks.atLeastOne("upBw of device " + name, upBandwidth);
            Checks.atLeastOne("downBw of device " + name, downBandwidth);
            Checks.whole("level of device " + name, level, 0, Integer.MAX_VALUE);
            Checks.notNegative("ratePerMips of device " + name, ratePerMips);
            extra = copy(extra);
        }
    }

    /**
     * What makes tuples.
     *
     * @param name without white space
     * @param sensorType type of its tuples
     * @param distribution times between them
     * @param extra what iFogSim2 ignores
     */
    record Sensor(String name, String sensorType, FogDistribution distribution, Map<String, String> extra)
            implements FogNode {
        /** Checks the values. */
        public Sensor {
            FogNames.node("name of node", name);
            FogNames.text("sensorType of sensor " + name, sensorType);
            extra = copy(extra);
        }
    }

    /**
     * What takes tuples.
     *
     * @param name without white space
     * @param actuatorType type of the tuples
     * @param extra what iFogSim2 ignores
     */
    record Actuator(String name, String actuatorType, Map<String, String> extra) implements FogNode {
        /** Checks the values. */
        public Actuator {
            FogNames.node("name of node", name);
            FogNames.text("actuatorType of actuator " + name, actuatorType);
            extra = copy(extra);
        }
    }

    private static Map<String, String> copy(Map<String, String> extra) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }
}
