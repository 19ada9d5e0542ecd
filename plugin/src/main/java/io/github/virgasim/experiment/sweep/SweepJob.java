// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import java.io.Serializable;
import java.util.List;

/**
 * All that one run of a sweep needs, to be sent to whatever machine runs it.
 *
 * @param scenario a bundled scenario's name, or the path of a YAML file that can be read where the job is run
 * @param values of the sweep's parameters, in their order
 * @param policy name of the scheduling policy
 * @param seed of all random numbers
 */
public record SweepJob(String scenario, List<String> values, String policy, long seed) implements Serializable {
    /** Copies the values. */
    public SweepJob {
        values = List.copyOf(values);
    }
}
