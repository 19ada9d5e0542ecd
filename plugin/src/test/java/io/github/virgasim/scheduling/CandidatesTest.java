// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {
    /** An access link of 1/8 + 2 * 1/16 s and a variant of 1/2 + 1/4 * size s: all sums are exact. */
    private static final Link ACCESS = new Link(0.125, 0.0625, 64);

    private static final ModelVariant VARIANT = new ModelVariant(
            Samples.variant("m", 50, 1).model(), Samples.BOARD, 0.5, 0.25, 0.125, 1, 1, 1, 1, "made up");
    private static final EdgeTopology TOPOLOGY =
            new EdgeTopology(List.of(Samples.site("s", "", Link.NONE, ACCESS, Samples.worker("w", VARIANT))));

    @Test
    void theExpectedLatencyAddsNetworkProcessingOverheadAndTransfers() {
        StreamClass streamClass = streamClass(Samples.DETECTION, 2, 8, 4, 9, 0);
        // 2 (1/8 + 2/16) + 1/2 + 2/4 + 1/8 + 8 (8 + 4) / 64
        double latency = Candidates.expectedLatency(TOPOLOGY.instances().get(0), ACCESS, streamClass);
        assertEquals(0.5 + 1 + 0.125 + 1.5, latency);
        assertEquals(latency, candidates(streamClass).latency(0));
        assertEquals(0.25, candidates(streamClass).networkDelay(0));
    }

    @Test
    void aDeadlineMetExactlyIsMet() {
        assertEquals(
                1, candidates(streamClass(Samples.DETECTION, 2, 8, 4, 3.125, 0)).size());
        assertEquals(
                0,
                candidates(streamClass(Samples.DETECTION, 2, 8, 4, Math.nextDown(3.125), 0))
                        .size());
    }

    @Test
    void anAccuracyMetExactlyIsMet() {
        assertEquals(
                1, candidates(streamClass(Samples.DETECTION, 1, 0, 0, 9, 50)).size());
        assertEquals(
                0,
                candidates(streamClass(Samples.DETECTION, 1, 0, 0, 9, Math.nextUp(50.0)))
                        .size());
    }

    @Test
    void onlyTheSameTaskWillDo() {
        assertEquals(
                0, candidates(streamClass(Samples.ANSWERING, 1, 0, 0, 9, 0)).size());
    }

    @Test
    void onlyCandidatesAreContained() {
        Candidates candidates = candidates(streamClass(Samples.DETECTION, 1, 0, 0, 9, 0));
        for (int turn = 0; turn < 2; turn++) {
            assertFalse(candidates.contains(-1));
            assertTrue(candidates.contains(0));
            assertFalse(candidates.contains(1));
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void candidatesAreTheInstancesThatMeetTheRequirements(int seed) {
        RandomView view = new RandomView(seed);
        Candidates candidates = view.candidates(view.request);
        int[] expected = view.instances().stream()
                .filter(view::meetsRequirements)
                .mapToInt(Instance::index)
                .toArray();
        assertArrayEquals(
                expected, positions(candidates).map(candidates::instance).toArray());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ordersHoldEveryCandidateOnceAndAreSorted(int seed) {
        RandomView view = new RandomView(seed);
        Candidates candidates = view.candidates(view.request);
        int[] all = positions(candidates).toArray();
        assertArrayEquals(
                all, positions(candidates).map(candidates::nearest).sorted().toArray());
        assertArrayEquals(
                all, positions(candidates).map(candidates::farthest).sorted().toArray());
        assertArrayEquals(
                all, positions(candidates).map(candidates::fastest).sorted().toArray());
        for (int rank = 1; rank < all.length; rank++) {
            Instance near = instance(view, candidates.nearest(rank - 1));
            Instance far = instance(view, candidates.nearest(rank));
            assertTrue(view.network(near) < view.network(far)
                    || view.network(near) == view.network(far) && view.processing(near) <= view.processing(far));
            Instance farther = instance(view, candidates.farthest(rank - 1));
            Instance nearer = instance(view, candidates.farthest(rank));
            assertTrue(view.network(farther) > view.network(nearer)
                    || view.network(farther) == view.network(nearer)
                            && view.processing(farther) <= view.processing(nearer));
            assertTrue(view.endToEnd(instance(view, candidates.fastest(rank - 1)))
                    <= view.endToEnd(instance(view, candidates.fastest(rank))));
        }
    }

    private static Instance instance(RandomView view, int position) {
        return view.instances().get(view.candidates(view.request).instance(position));
    }

    private static IntStream positions(Candidates candidates) {
        return IntStream.range(0, candidates.size());
    }

    private static Candidates candidates(StreamClass streamClass) {
        return new Candidates(TOPOLOGY.instances(), TOPOLOGY.pathsFrom(0, new double[] {1}), streamClass);
    }

    private static StreamClass streamClass(
            InferenceTask task, double size, double request, double response, double deadline, double accuracy) {
        return new StreamClass("c", task, 1, QueryProcess.periodic(1), size, request, response, deadline, accuracy, 60);
    }
}
