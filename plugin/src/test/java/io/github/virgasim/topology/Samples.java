// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import java.util.List;

/** Small parts for topologies in tests. */
public final class Samples {
    /** A task whose queries have size 1 in reference. */
    public static final InferenceTask DETECTION = new InferenceTask("detection", "mAP", "Mpixel", 1, "made up");

    /** Another task. */
    public static final InferenceTask ANSWERING = new InferenceTask("answering", "F1", "sequence", 1, "made up");

    /** A device with room for every model here. */
    public static final GpuSpec BOARD = new GpuSpec("board", GpuSpec.Kind.EDGE, 10_000, 4, 8192, 5, 15, "made up");

    private Samples() {}

    /** Makes a variant for a task that handles one query at a time, with capacity 1 / delay at the reference size. */
    public static ModelVariant variant(InferenceTask task, String model, double accuracy, double delay) {
        DnnModel network = new DnnModel(model, task, accuracy, 1, "made up");
        return new ModelVariant(network, BOARD, delay / 2, delay / 2, 0, 1 / delay, 100, 1, 1, "made up");
    }

    /** Makes a variant for detection. */
    public static ModelVariant variant(String model, double accuracy, double delay) {
        return variant(DETECTION, model, accuracy, delay);
    }

    /** Makes a worker. */
    public static Worker worker(String name, ModelVariant... variants) {
        return new Worker(name, BOARD, 4, 8192, 10_000, List.of(variants));
    }

    /** Makes a site with clients. */
    public static Site site(String name, String parent, Link uplink, Link access, Worker... workers) {
        return new Site(name, Tier.EDGE, parent, uplink, access, 1, List.of(workers));
    }

    /** Makes a link of infinite bandwidth without jitter. */
    public static Link link(double delay) {
        return new Link(delay, 0, Double.POSITIVE_INFINITY);
    }
}
