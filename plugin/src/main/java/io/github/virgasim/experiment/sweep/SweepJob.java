// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that one run of a sweep needs, to be sent to whatever machine runs it.
 *
 * @param scenario a bundled scenario's name, or the path of a YAML file that can be read where the job is run
 * @param changes values of the sweep's parameters by path in the scenario, in the order of the parameters
 * @param policy name of the scheduling policy
 * @param seed of all random numbers
 */
public record SweepJob(String scenario, Map<String, String> changes, String policy, long seed) implements Serializable {
    /** Copies the values. */
    public SweepJob {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
}
