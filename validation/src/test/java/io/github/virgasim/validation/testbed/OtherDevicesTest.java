// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.Turns;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up devices, some times slower than the one whose constants are the defaults, on which turns are known. */
class OtherDevicesTest {
    /** Of a device of speed 1 [s]. */
    private static final double SWITCH = 0.1e-3;

    private static final double SLICE = 2e-3;
    private static final double YIELD = 0.05e-3;

    @TempDir
    private Path folder;

    private static final String HEADER =
            "run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns\n";

    /** Pairs of batches of speed 1 [ms], none of which yields. */
    private static final double[][] BRIEF = {{0.5, 1.2}, {0.5, 0.8}, {0.8, 1.5}, {1.4, 1.7}};

    private final StringBuilder sharing = new StringBuilder(HEADER);
    private int runs;

    private void row(int of, int member, double alone, double mean, double median) {
        sharing.append(String.format(
                Locale.ROOT,
                "r%03d,ts,100,%d,%d,%s,%4$s,1,graph,100,%.3f,0,%.3f\n",
                runs,
                of,
                member,
                name(alone),
                mean * 1e9,
                median * 1e9));
    }

    /** Each batch is of a model of its own. */
    private static String name(double alone) {
        return "w" + Math.round(alone * 1e9);
    }

    /** Batches that run in one turn, but for the last one. */
    private void together(double scale, double[] alone) {
        int last = alone.length - 1;
        double between = Arrays.stream(alone).sum() - alone[last] + alone.length * scale * SWITCH;
        long turns = (long) Math.ceil(alone[last] / (scale * SLICE));
        double whole = alone[last] + turns * between + (turns - 1) * scale * YIELD;
        double waits = turns > 1 ? scale * (SLICE + YIELD) + between : whole;
        for (int i = 0; i < last; i++) {
            row(alone.length, i, alone[i], whole / turns, waits);
        }
        row(alone.length, last, alone[last], whole, whole);
        runs++;
    }

    /** Every second pair is fitted, beginning with the first. */
    private Path recording(double scale, double[]... pairs) throws IOException {
        StringBuilder isolated =
                new StringBuilder("model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns\n");
        Arrays.stream(pairs)
                .flatMapToDouble(Arrays::stream)
                .map(ms -> scale * ms / 1e3)
                .distinct()
                .forEach(alone -> {
                    row(1, 0, alone, alone, alone);
                    runs++;
                    isolated.append(String.format(
                            Locale.ROOT, "%s,t,graph,float16,1,8,px,0,%d,\n", name(alone), Math.round(alone * 1e9)));
                });
        for (double[] pair : pairs) {
            together(scale, Arrays.stream(pair).map(ms -> scale * ms / 1e3).toArray());
        }
        Files.writeString(folder.resolve("isolated.csv"), isolated);
        Files.writeString(folder.resolve("sharing.csv"), sharing);
        sharing.setLength(HEADER.length());
        return folder;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 3, 8, 50})
    void longBatchesTellTheSlice(double scale) throws IOException {
        double[][] pairs = Stream.concat(
                        Arrays.stream(BRIEF), Stream.of(new double[] {0.5, 7.5}, new double[] {0.8, 11.5}))
                .toArray(double[][]::new);
        Path made = recording(scale, pairs);
        Calibration found = new TestbedSource().calibrate(Optional.of(made));
        assertEquals(scale * SWITCH, found.value("turns/switch"), 1e-9);
        assertEquals(scale * SLICE, found.value("turns/slice"), 1e-9);
        assertEquals(scale * YIELD, found.value("turns/yield"), 1e-9);
        assertEquals(scale * 11.5e-3, found.value("turns/longest_batch"), 1e-9);
        List<ErrorRow> rows = new TestbedSource().validate(Optional.of(made), Optional.empty());
        assertEquals(12, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(0, rows.get(i).errorPercent(), 0.2, rows.get(i).toString());
            assertTrue(rows.get(i).inRange(), rows.get(i).toString());
            assertEquals(i / 2 % 2 == 0 ? "fit" : "test", rows.get(i).part());
        }
    }

    /** Where only larger groups were recorded, they stand in for pairs. */
    @Test
    void triplesTellAsMuch() throws IOException {
        double[][] triples = {{0.5, 0.5, 1.2}, {0.5, 0.8, 0.8}, {0.5, 0.8, 7.5}, {0.8, 0.8, 11.5}};
        Path made = recording(8, triples);
        Calibration found = new TestbedSource().calibrate(Optional.of(made));
        assertEquals(8 * SWITCH, found.value("turns/switch"), 1e-9);
        assertEquals(8 * SLICE, found.value("turns/slice"), 1e-9);
        assertEquals(8 * YIELD, found.value("turns/yield"), 1e-9);
        for (ErrorRow row : new TestbedSource().validate(Optional.of(made), Optional.empty())) {
            assertEquals(0, row.errorPercent(), 0.2, row.toString());
            assertTrue(row.inRange(), row.toString());
        }
    }

    /**
     * No batch yields, however long they are here. That is known of 1.2 beside 0.5, so of 1.5 beside 0.8, too, but not of longer
     * ones, one of which is in a pair that is not fitted.
     */
    @ParameterizedTest
    @ValueSource(doubles = {3, 8, 50})
    void briefBatchesTellThatNobodyYields(double scale) throws IOException {
        Calibration found = new TestbedSource().calibrate(Optional.of(recording(scale, BRIEF)));
        assertEquals(scale * SWITCH, found.value("turns/switch"), 1e-9);
        assertEquals(scale * 1.5e-3, found.value("turns/longest_batch"), 1e-9);
        assertFalse(found.identifies("turns/slice"));
        assertEquals(Math.max(scale * 1.5e-3, Turns.MEASURED.slice()), found.value("turns/slice"), 1e-9);
        double[][] longer = {BRIEF[0], BRIEF[1], {0.5, 7.5}};
        List<ErrorRow> rows = new TestbedSource().validate(Optional.of(recording(scale, longer)), Optional.of(found));
        assertEquals(6, rows.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(0, rows.get(i).errorPercent(), 1e-6, rows.get(i).toString());
            assertTrue(rows.get(i).inRange(), rows.get(i).toString());
        }
        assertFalse(rows.get(4).inRange() || rows.get(5).inRange());
    }

    /** Equal batches take equally long whether they yield or not: nothing is fitted, and no cell is called so. */
    @Test
    void equalBatchesTellNothing() throws IOException {
        double[][] equal = {{1.2, 1.2}, {0.8, 0.8}};
        Path made = recording(8, equal);
        Calibration found = new TestbedSource().calibrate(Optional.of(made));
        assertFalse(found.identifies("turns/switch"));
        assertEquals(1, found.value("turns/most_tenants"));
        assertFalse(found.has("turns/longest_batch"));
        for (ErrorRow row : new TestbedSource().validate(Optional.of(made), Optional.empty())) {
            assertEquals("test", row.part());
            assertFalse(row.inRange(), row.toString());
        }
    }
}
