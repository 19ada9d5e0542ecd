// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The clusters and the rules of an episode.
 *
 * @param capacities units of each cluster, all with the same kinds, at most 100,000 of each; 1 to 1000 clusters
 * @param pendingSlots tasks that a cluster offers to its scheduler at once, 1 to 1000; 10 in the paper
 * @param mode how many tasks a cluster may start in a timestep
 * @param refill who takes the slots that became free
 * @param switchWeight factor from 0 to 1 on the gain of a timestep whose allocation differs from the one before; 1 means
 *     that a change costs nothing, 0.5 that it costs half a timestep (paper section 5.2)
 */
public record ElasticSetting(
        List<Units> capacities, int pendingSlots, Mode mode, RefillOrder refill, double switchWeight) {
    private static final int MOST_CLUSTERS = 1_000;
    private static final int MOST_SLOTS = 1_000;
    private static final int MOST_UNITS = 100_000;

    /** How many tasks a cluster may start in a timestep. */
    public enum Mode {
        /** At most one (paper section 4.3). */
        SINGLE_TASK,
        /** One after another, until no cluster starts any (paper section 4.4). */
        MULTI_TASK
    }

    /** Who takes the pending slots that became free in a timestep. */
    public enum RefillOrder {
        /** The tasks queued longest, so that the slots hold the earliest arrivals: what the paper describes. */
        QUEUE_FIRST,
        /** The new arrivals, ahead of the queue: what the published runs did. */
        ARRIVALS_FIRST
    }

    /**
     * Checks the setting.
     *
     * @throws InvalidInputException if there is no cluster, kinds differ between clusters, or a number is out of range
     */
    public ElasticSetting {
        capacities = List.copyOf(capacities);
        Checks.count("number of clusters", capacities.size(), MOST_CLUSTERS);
        Checks.count("pending slots of a cluster", pendingSlots, MOST_SLOTS);
        for (Units capacity : capacities) {
            for (int units : capacity.toArray()) {
                Checks.within("capacity of a cluster, of one kind,", units, 0, MOST_UNITS);
            }
        }
        Objects.requireNonNull(mode);
        Objects.requireNonNull(refill);
        Checks.within("switch weight", switchWeight, 0, 1);
        if (capacities.stream().mapToInt(Units::kinds).distinct().count() > 1) {
            throw new InvalidInputException(
                    "capacities of all clusters must have the same kinds of resource, were " + capacities);
        }
    }

    /**
     * Makes a setting with the paper's values: 10 slots, filled by the tasks queued longest; a change of allocation costs
     * half a timestep in single-task mode and nothing in multi-task mode.
     *
     * @param capacities units of each cluster
     * @param mode how many tasks a cluster may start in a timestep
     * @throws InvalidInputException if there is no cluster or kinds differ between clusters
     */
    public ElasticSetting(List<Units> capacities, Mode mode) {
        this(capacities, 10, mode, RefillOrder.QUEUE_FIRST, mode == Mode.SINGLE_TASK ? 0.5 : 1);
    }

    /**
     * Checks that the types fit this setting: every type's minimum fits each cluster, with the same kinds of resource.
     *
     * @param types at least one
     * @throws InvalidInputException if there are none or one does not fit
     */
    public void check(List<TaskType> types) {
        Checks.atLeastOne("number of task types", types.size());
        for (TaskType type : types) {
            for (int cluster = 0; cluster < capacities.size(); cluster++) {
                Units capacity = capacities.get(cluster);
                if (capacity.kinds() != type.minimum().kinds() || !capacity.covers(type.minimum())) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "minimum of task type %s must fit the capacity %s of cluster %d, was %s",
                            type.name(),
                            capacity,
                            cluster,
                            type.minimum()));
                }
            }
        }
    }
}
