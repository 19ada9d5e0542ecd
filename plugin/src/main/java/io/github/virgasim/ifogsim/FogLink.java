// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import java.util.Map;

/**
 * A link of a topology of iFogSim2, in either direction: between two devices, of which the one with the larger level is the
 * child, or between a device and a sensor or actuator.
 *
 * @param source name of one end
 * @param destination name of the other end
 * @param latency one-way delay [time units], not negative
 * @param extra what iFogSim2 ignores: JSON on one line, by key
 */
public record FogLink(String source, String destination, double latency, Map<String, String> extra) {
    /** Checks the values. */
    public FogLink {
        Checks.named("source of link", source);
        Checks.named("destination of link", destination);
        Checks.notNegative("latency of link " + source + " - " + destination, latency);
        extra = Map.copyOf(extra);
    }
}
