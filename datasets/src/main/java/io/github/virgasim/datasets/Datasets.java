// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.datasets;

import java.io.InputStream;
import java.util.List;

/** Opens the data sets of Virga by name, for example {@code catalog/variants.csv}. */
public final class Datasets {

    private static final List<String> NAMES = List.of(
            "catalog/devices.csv",
            "catalog/models.csv",
            "catalog/tasks.csv",
            "catalog/times.csv",
            "catalog/variants.csv",
            "ecsrl/index.csv",
            "gpu/linear-slopes.csv",
            "gpu/mig-cards.csv",
            "gpu/mig-profiles.csv",
            "gpu/mig-speed.csv",
            "gpu/training-sensitivity.csv",
            "h100-testbed/2026-11-26/coldstart_training.csv",
            "h100-testbed/2026-11-26/isolated.csv",
            "h100-testbed/2026-11-26/markers.csv",
            "h100-testbed/2026-11-26/power.csv",
            "h100-testbed/2026-11-26/serving.csv",
            "h100-testbed/2026-11-26/shared_serving.csv",
            "h100-testbed/2026-11-26/sharing.csv",
            "h100-testbed/2026-11-27/isolated.csv",
            "h100-testbed/2026-11-27/markers.csv",
            "h100-testbed/2026-11-27/power.csv",
            "h100-testbed/2026-11-27/serving.csv",
            "h100-testbed/2026-11-27/shared_serving.csv",
            "h100-testbed/2026-11-27/sharing.csv",
            "interference/ecsrl.csv",
            "network/jitter-5g-n8-parameters.csv",
            "network/jitter-5g-n8.csv",
            "network/jitter-5g-parameters.csv",
            "network/jitter-5g.csv",
            "networks/aset-co-dc-cloud-aset-extended.txt",
            "networks/aset-co-dc-cloud-aset-priced.txt",
            "networks/aset-co-dc-cloud-aset-published.txt",
            "networks/aset-dc-cloud-aset-extended.txt",
            "networks/aset-dc-cloud-aset-priced.txt",
            "networks/aset-dc-cloud-aset-published.txt",
            "networks/aset-direct.txt",
            "networks/aset-full-edge-aset-extended.txt",
            "networks/aset-full-edge-aset-priced.txt",
            "networks/aset-full-edge-aset-published.txt",
            "networks/aset-full-edge-strict-aset-extended.txt",
            "networks/aset-full-edge-strict-aset-published.txt",
            "networks/aset-real-deployment-aset-extended.txt",
            "networks/aset-real-deployment-aset-priced.txt",
            "networks/aset-real-deployment-aset-published.txt",
            "networks/ecsrl-2.txt",
            "networks/ecsrl-3.txt",
            "networks/ecsrl-clusters.txt",
            "networks/ecsrl.txt",
            "networks/gpu-placement.txt",
            "scenarios/aset-co-dc-cloud-isp.yaml",
            "scenarios/aset-co-dc-cloud-strict.yaml",
            "scenarios/aset-co-dc-cloud.yaml",
            "scenarios/aset-dc-cloud-isp.yaml",
            "scenarios/aset-dc-cloud-strict.yaml",
            "scenarios/aset-dc-cloud.yaml",
            "scenarios/aset-full-edge-isp.yaml",
            "scenarios/aset-full-edge-strict.yaml",
            "scenarios/aset-full-edge.yaml",
            "scenarios/aset-real-deployment.yaml",
            "scenarios/ecsrl-clusters.yaml",
            "scenarios/ecsrl.yaml",
            "tapfinger/curves.csv",
            "tapfinger/overhead.csv",
            "tapfinger/progress.csv",
            "tapfinger/published.csv",
            "tapfinger/tuned.csv",
            "validation/errors.csv");

    private Datasets() {}

    /**
     * The names of all data sets.
     *
     * @return the names in alphabetical order, unmodifiable
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Opens a data set. The caller closes the stream.
     *
     * @param name one of {@link #names()}
     * @return the bytes of the file, UTF-8 text
     * @throws IllegalArgumentException if there is no data set of this name
     */
    public static InputStream open(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no data set is called '" + name + "'; known are " + NAMES);
        }
        InputStream stream = Datasets.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("data set '" + name + "' is missing from the class path");
        }
        return stream;
    }
}
