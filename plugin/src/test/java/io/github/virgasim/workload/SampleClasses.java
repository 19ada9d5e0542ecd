// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.topology.Samples;

/** Stream classes for tests. */
public final class SampleClasses {
    private SampleClasses() {}

    /** Makes a class of detection streams whose messages are empty, with inputs of the reference size. */
    public static StreamClass detection(String name, QueryProcess queries, double deadline, double minAccuracy) {
        return new StreamClass(name, Samples.DETECTION, 1, queries, 1, 0, 0, deadline, minAccuracy, 60);
    }

    /** Makes a class with a share and a mean life time. */
    public static StreamClass shared(String name, double share, double meanLifetime) {
        return new StreamClass(name, Samples.DETECTION, share, QueryProcess.periodic(1), 1, 0, 0, 1, 0, meanLifetime);
    }
}
