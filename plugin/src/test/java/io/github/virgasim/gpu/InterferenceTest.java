// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.gpu.SensitivityInterference.Job;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterferenceTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final List<String> A_AND_B = List.of("a", "b");
    private static final PairwiseInterference PAIRS =
            new PairwiseInterference(A_AND_B, new double[][] {{1.5, 1.2}, {3, INF}});
    private static final CountInterference COUNTS = new CountInterference(
            A_AND_B, new double[][] {{1, 1.1, 1.3}, {1.4, 1.6, INF}}, new double[][] {{1, 2}, {3, 4}});

    @Test
    void nothingSlowsDownWhereThereIsNoInterference() {
        assertEquals(1, new NoInterference().among(A_AND_B).of(0, new int[] {3, 9}));
    }

    @Test
    void eachFurtherBatchAddsTheSlopeOfTheModelThatIsSlowed() {
        Slowdown slowdown =
                new LinearInterference(Map.of("a", 0.5, LinearInterference.DEFAULT, 2.0)).among(List.of("a", "b", "c"));
        assertEquals(1, slowdown.of(0, new int[] {1, 0, 0}));
        assertEquals(1 + 0.5 * 4, slowdown.of(0, new int[] {2, 2, 1}));
        assertEquals(1 + 2.0 * 4, slowdown.of(2, new int[] {2, 2, 1}));
    }

    @Test
    void allSlowdownsAtOnceAreThoseOneByOne() {
        LinearInterference linear = new LinearInterference(Map.of("a", 0.5, "b", 0.1));
        for (Interference interference : List.of(
                PAIRS, COUNTS, linear, new NoInterference(), new ThreadLimit(PAIRS, 40), new ThreadLimit(linear, 80))) {
            Slowdown slowdown = interference.among(A_AND_B);
            for (int cell = 0; cell < 16; cell++) {
                int[] running = {cell / 4, cell % 4};
                double[] factors = new double[2];
                slowdown.all(running, factors);
                boolean fits = true;
                for (int model = 0; model < 2; model++) {
                    if (running[model] > 0) {
                        double factor = slowdown.of(model, running);
                        assertEquals(factor, factors[model]);
                        fits &= factor < INF;
                    }
                }
                assertEquals(fits, slowdown.fits(running));
            }
        }
    }

    @Test
    void aModelWithoutSlopeIsUnknownIfThereIsNoDefault() {
        LinearInterference interference = new LinearInterference(Map.of("a", 0.5));
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> interference.among(A_AND_B));
        assertEquals("model with a slope must be one of: a, was 'b'", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 1",
        "0, 2, 0, 1.5",
        "0, 1, 1, 1.2",
        "0, 3, 2, 2.4",
        "1, 1, 1, 3",
        "1, 2, 1, 5",
        "1, 0, 2, Infinity",
        "1, 3, 2, Infinity",
        "0, 1, 2, 1.4"
    })
    void slowdownsBesideSeveralAddUp(int model, int a, int b, double expected) {
        assertEquals(expected, PAIRS.among(A_AND_B).of(model, new int[] {a, b}), 1e-12);
    }

    @Test
    void aModelMayStandInSeveralPositionsAndInAnyOrder() {
        List<String> twice = List.of("b", "a", "a");
        assertEquals(1.5, PAIRS.among(twice).of(1, new int[] {0, 1, 1}), 1e-12);
        assertEquals(1.6, COUNTS.among(twice).of(1, new int[] {1, 1, 1}), 1e-12);
        assertEquals(1.4, LinearInterference.of(0.2).among(twice).of(0, new int[] {1, 1, 1}), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 1",
        "0, 1, 2, 1.3",
        "0, 2, 0, 1.4",
        "0, 2, 2, Infinity",
        "1, 0, 1, 1",
        "1, 1, 1, 3",
        "1, 1, 2, 4",
        "0, 3, 0, Infinity",
        "0, 1, 3, Infinity",
        "1, 0, 3, Infinity",
        "1, 2, 1, Infinity"
    })
    void countsAreThoseBeforeTheBatchWasAdded(int model, int a, int b, double expected) {
        assertEquals(expected, COUNTS.among(A_AND_B).of(model, new int[] {a, b}));
    }

    @Test
    void oneOfTheTwoCountedModelsMayBeAlone() {
        assertEquals(2, COUNTS.among(List.of("b")).of(0, new int[] {2}));
    }

    @Test
    void changingTheMatrixAfterwardsChangesNothing() {
        double[][] matrix = {{1.5}};
        PairwiseInterference pairs = new PairwiseInterference(List.of("a"), matrix);
        matrix[0][0] = 9;
        assertEquals(1.5, pairs.among(List.of("a")).of(0, new int[] {2}));
    }

    @Test
    void sensitivityTimesPressureIsNeverBelowOneAndAddsUp() {
        Slowdown slowdown =
                new SensitivityInterference(Map.of("a", new Job(4, 0.5), "b", new Job(1.2, 0.7))).among(A_AND_B);
        assertEquals(1, slowdown.of(0, new int[] {1, 0}));
        assertEquals(4 * 0.7, slowdown.of(0, new int[] {1, 1}), 1e-12);
        assertEquals(1, slowdown.of(1, new int[] {1, 1}), 1e-12);
        assertEquals(1 + 1.0 + 2 * 1.8, slowdown.of(0, new int[] {2, 2}), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 1", "100, 3, 2", "50, 1, 2", "50, 2, 2", "50, 5, 3", "25, 5, 4"})
    void aThreadLimitIsWhatABatchTakesAtLeast(double percentage, int batches, double expected) {
        Slowdown slowdown = new ThreadLimit(LinearInterference.of(0.5), percentage).among(List.of("a"));
        assertEquals(expected, slowdown.of(0, new int[] {batches}), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -10, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aThreadLimitIsAPercentage(double percentage) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> GpuSharing.mps(new NoInterference(), percentage));
        assertTrue(e.getMessage().startsWith("thread percentage must be "), e.getMessage());
    }

    @Test
    void modesAreFoundByTheirNames() {
        for (SharingMode mode : SharingMode.values()) {
            assertEquals(mode, SharingMode.named(mode.text()));
        }
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> SharingMode.named("MPS"));
        assertEquals("sharing mode must be one of: exclusive, mig, mps, time-slicing, was 'MPS'", e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void everyModeHasDefaults(SharingMode mode) {
        GpuSharing sharing = GpuSharing.defaults(mode);
        assertEquals(mode, sharing.mode());
        Slowdown slowdown = sharing.interference().among(List.of("any model"));
        assertEquals(1, slowdown.of(0, new int[] {1}));
        assertTrue(mode == SharingMode.EXCLUSIVE ^ slowdown.of(0, new int[] {2}) > 1);
    }

    @Test
    void exclusiveUseIgnoresInterference() {
        assertEquals(GpuSharing.exclusive(), new GpuSharing(SharingMode.EXCLUSIVE, LinearInterference.of(3)));
        assertThrows(InvalidInputException.class, () -> new GpuSharing(null, new NoInterference()));
        assertThrows(InvalidInputException.class, () -> GpuSharing.timeSlicing(null));
    }

    @ParameterizedTest
    @CsvSource({"k80, 25", "p100, 26", "v100, 26"})
    void shippedSensitivitiesAreOfEachDevice(String device, int jobs) {
        assertEquals(jobs, SensitivityInterference.measured(device).jobs().size());
    }

    /** Rows of the shipped data set; a third model on the Nano is too much for its memory. */
    @Test
    void shippedCountsAreOfEachDevice() {
        Slowdown nano = CountInterference.ecsrl("jetson-nano").among(List.of("resnet-18", "ssd-mobilenet-v2"));
        assertEquals(1, nano.of(0, new int[] {1, 0}));
        assertEquals(2.8055, nano.of(0, new int[] {1, 1}));
        assertEquals(4.6110, nano.of(0, new int[] {1, 2}));
        assertEquals(Double.POSITIVE_INFINITY, nano.of(0, new int[] {9, 9}));
    }

    @Test
    void modelsUnknownToAMatrixAreNamed() {
        for (Interference interference : List.of(PAIRS, COUNTS, SensitivityInterference.measured("k80"))) {
            InvalidInputException e =
                    assertThrows(InvalidInputException.class, () -> interference.among(List.of("a", "zebra")));
            assertTrue(e.getMessage().contains("must be one of: "), e.getMessage());
        }
        assertThrows(InvalidInputException.class, () -> SensitivityInterference.measured("a100"));
    }

    @Test
    void matricesThatBreakARuleAreRefused() {
        refused("number of rows in the matrix", () -> new PairwiseInterference(A_AND_B, new double[][] {{1, 1}}));
        refused(
                "number of slowdowns of model b",
                () -> new PairwiseInterference(A_AND_B, new double[][] {{1, 1}, {1}}));
        refused("twice", () -> new PairwiseInterference(List.of("a", "a"), new double[][] {{1, 1}, {1, 1}}));
        refused("a beside b", () -> new PairwiseInterference(A_AND_B, new double[][] {{1, Double.NaN}, {1, 1}}));
        double[][] alone = {{1}};
        refused("two different names", () -> new CountInterference(List.of("a", "a"), alone, alone));
        refused("columns in row 1", () -> new CountInterference(A_AND_B, new double[][] {{1, 1}, {1}}, alone));
        refused("b at [0][1]", () -> new CountInterference(A_AND_B, alone, new double[][] {{1, 0.9}}));
        refused("alone", () -> new CountInterference(A_AND_B, new double[][] {{1.2}}, alone));
        refused("number of rows", () -> new CountInterference(A_AND_B, new double[0][], alone));
        refused("pressure", () -> new Job(1, 0));
        refused("slope of model a", () -> new LinearInterference(Map.of("a", -0.1)));
    }

    private static void refused(String part, Executable action) {
        InvalidInputException e = assertThrows(InvalidInputException.class, action);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
