// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.PowerLaw;
import io.github.virgasim.topology.Instance;
import java.util.List;

/** What batches draw beside the idle power, where variants have laws of their own; others go by their devices' slopes. */
final class BatchPower {
    private final ModelVariant[] variants;
    private final PowerLaw[] laws;
    private final Queries queries;

    private BatchPower(List<Instance> instances, Queries queries) {
        this.queries = queries;
        variants = instances.stream().map(Instance::variant).toArray(ModelVariant[]::new);
        laws = instances.stream()
                .map(instance -> instance.variant().power() == null
                        ? new PowerLaw(instance.worker().device().powerSlope(), 0)
                        : instance.variant().power())
                .toArray(PowerLaw[]::new);
    }

    /** Returns null, and changes nothing, if no variant has a law of its own. */
    static BatchPower of(List<Instance> instances, Queries queries, Meters meters) {
        if (instances.stream().allMatch(instance -> instance.variant().power() == null)) {
            return null;
        }
        queries.keepWatts();
        meters.keepWatts();
        return new BatchPower(instances, queries);
    }

    /** Notes what a batch draws while it runs at full speed. */
    void begin(int instance, int first, int batch) {
        queries.watts[first] = laws[instance].watts(variants[instance].occupancy(batch));
    }
}
