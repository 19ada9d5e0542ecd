// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import org.cloudsimplus.resources.ResourceManageableAbstract;

/** GPU units, as a resource of an {@link ElasticHost} or of an {@link ElasticVm}. */
public final class ElasticGpus extends ResourceManageableAbstract {
    /**
     * Makes a resource of which nothing is allocated.
     *
     * @param units how many, not negative
     */
    public ElasticGpus(long units) {
        super(units, "GPU");
    }
}
