// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How early a batch must start, worked out by hand. */
class BatchReserveTest {
    private static final InferenceTask OTHER = new InferenceTask("other", "share", "unit", 1, "test");
    private static final List<StreamClass> CLASSES = List.of(streamClass("small", 1), streamClass("large", 2));

    private static StreamClass streamClass(String name, double size) {
        return new StreamClass(name, TestScenarios.TASK, 1, QueryProcess.periodic(1), size, 0, 0, 1, 0, 1);
    }

    private static ModelVariant variant(String name, InferenceTask task, double intercept, double slope) {
        var device = TestScenarios.device("d");
        return new ModelVariant(
                new DnnModel(name, task, 50, 1, "test"), device, intercept, slope, 0, 1, 10, 4, 1, "test");
    }

    private static double[] times(GpuSharing sharing, int[] maxBatch, ModelVariant... variants) {
        Worker worker = new Worker("w", TestScenarios.device("d"), 1, 1, 1e6, List.of(variants), List.of(), sharing);
        Worker apart = new Worker(
                "x", TestScenarios.device("d"), 1, 1, 1e6, List.of(variant("far", TestScenarios.TASK, 64, 0)));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker, apart));
        return new BatchReserve(new EdgeTopology(List.of(site)), CLASSES, maxBatch).times();
    }

    private static final ModelVariant A = variant("a", TestScenarios.TASK, 0.5, 0.25);
    private static final ModelVariant B = variant("b", TestScenarios.TASK, 2, 0.125);
    private static final ModelVariant C = variant("c", OTHER, 32, 0);

    @Test
    void behindTheLongestBatchOfAnotherInstanceThatIsAskedFor() {
        // Full batches of two and four: a takes 0.5 + 0.5 or 0.5 + 1, b 2 + 0.5 or 2 + 1; nobody asks for c's task.
        double[] times = times(GpuSharing.exclusive(), new int[] {2, 4, 1, 1}, A, B, C);
        assertArrayEquals(new double[] {3 + 1, 3 + 1.5, 1.5 + 2.5, 1.5 + 3, 3 + 32, 3 + 32, 64, 64}, times);
    }

    @Test
    void sideBySideSlowedDownByOneBatchOfEachOther() {
        // Each further batch adds half: three run, so that all take twice as long.
        GpuSharing shared = GpuSharing.timeSlicing(TestScenarios.linear(0.5, 3));
        assertArrayEquals(
                new double[] {2 * 1, 2 * 1.5, 2 * 2.5, 2 * 3, 2 * 32, 2 * 32, 64, 64},
                times(shared, new int[] {2, 4, 1, 1}, A, B, C));
        // Where three do not fit, they never run together.
        GpuSharing narrow = GpuSharing.timeSlicing(TestScenarios.linear(0.5, 2));
        assertArrayEquals(
                new double[] {1, 1.5, 2.5, 3, 32, 32, 64, 64}, times(narrow, new int[] {2, 4, 1, 1}, A, B, C));
    }
}
