// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

/**
 * What became of a task, on the simulation's clock.
 *
 * @param task number in the order of arrival, from 0
 * @param type number of its type, from 0
 * @param cluster number of the cluster that ran it
 * @param arrival when it could be started first [s]
 * @param start when its first VM was requested [s]
 * @param finish when it was complete and its last VM destroyed [s]
 * @param vms how many VMs carried it: one, and one more for each change of its allocation that left it something
 */
public record ElasticOutcome(long task, int type, int cluster, double arrival, double start, double finish, int vms) {
    /**
     * Returns how long the task took, waiting included.
     *
     * @return from arrival to finish [s]
     */
    public double completionTime() {
        return finish - arrival;
    }
}
