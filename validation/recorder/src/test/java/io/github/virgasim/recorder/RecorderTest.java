// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.experiment.Progress;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.testbed.TestbedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a machine that follows a law, by way of the files, to the calibration and the errors. */
class RecorderTest {
    private static final Plan PLAN = Plan.of(List.of(30, 80));

    @TempDir
    private Path folder;

    private List<String> record(Path into, FakeClock clock, FakeModel model, int besides) throws IOException {
        Files.createDirectories(into);
        try (RecordingFiles files = new RecordingFiles(into)) {
            return new Recorder(clock, PLAN, model, new ColdStarts(clock, model), files, Progress.NONE)
                    .record(true, besides);
        }
    }

    private List<ErrorRow> validate() {
        // How long a model takes to be loaded is told by other models, of which there are none.
        return new TestbedSource()
                .validate(Optional.of(folder), Optional.empty()).stream()
                        .filter(row -> !row.quantity().equals("warm load [s]"))
                        .toList();
    }

    private static long law(int batch) {
        return 3_000_000 + 1_000_000L * batch;
    }

    @Test
    void aMachineThatFollowsTheModelIsReadAndPredictedExactly() throws IOException {
        FakeClock clock = new FakeClock();
        FakeModel model = new FakeModel(clock, RecorderTest::law);
        List<String> remarks = record(folder, clock, model, 1);
        assertEquals(0, model.open, "all sessions are closed");
        assertEquals(
                List.of(
                        "the time of a batch under load was 1.00 to 1.00 times that of the profile, from part to part",
                        "no sessions side by side were recorded: there are not processors enough for two"),
                remarks);
        Calibration calibration = new TestbedSource().calibrate(Optional.of(folder));
        for (int batch : new int[] {1, 2, 3, 4, 6, 8}) {
            assertEquals(law(batch) / 1e9, calibration.value("time/fake/graph/32/" + batch), 1e-12);
        }
        List<ErrorRow> rows = validate();
        // Two loads, plain and anchored, with three figures each.
        assertEquals(2 * 2 * 3, rows.size());
        for (ErrorRow row : rows) {
            assertEquals(0, row.errorPercent(), 1e-3, row.toString());
            assertEquals("test", row.part());
            assertTrue(row.inRange());
        }
        // 8 queries in 11 ms.
        CsvTable markers = CsvTable.read(folder.resolve("markers.csv"), "section", "params");
        assertTrue(
                markers.rows().stream().anyMatch(row -> row.text("params").contains("\"capacity_rps\":727.27272727")));
    }

    @Test
    void theSameMachineGivesTheSameBytesUnderEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        for (String place : new String[] {"en-US", "ar-EG"}) {
            Locale.setDefault(Locale.forLanguageTag(place));
            try {
                FakeClock clock = new FakeClock();
                record(folder.resolve(place), clock, new FakeModel(clock, RecorderTest::law), 1);
            } finally {
                Locale.setDefault(before);
            }
        }
        for (String file : new String[] {"isolated", "serving", "sharing", "markers", "coldstart_training"}) {
            assertEquals(
                    -1,
                    Files.mismatch(folder.resolve("en-US/" + file + ".csv"), folder.resolve("ar-EG/" + file + ".csv")),
                    file);
        }
    }

    @Test
    void aModelThatDoesNotBatchIsServedOneByOne() throws IOException {
        FakeClock clock = new FakeClock();
        List<String> remarks = record(folder, clock, new FakeModel(clock, RecorderTest::law, false, 1), 1);
        assertTrue(remarks.get(0).contains("nothing was batched"), remarks.toString());
        for (CsvTable.Row row : CsvTable.read(folder.resolve("serving.csv"), "batch", "max_batch")
                .rows()) {
            assertEquals("1", row.text("batch"));
            assertEquals("1", row.text("max_batch"));
        }
        validate().forEach(row -> assertEquals(0, row.errorPercent(), 1e-3, row.toString()));
    }

    @Test
    void aMachineThatOthersUseIsCalledSo() throws IOException {
        FakeClock clock = new FakeClock(2_000_000);
        List<String> remarks = record(folder, clock, new FakeModel(clock, RecorderTest::law, true, 0.4), 1);
        assertTrue(remarks.get(0).contains("the server woke up late, p99 2.00 ms, at most 2.00 ms"), remarks.get(0));
        assertTrue(
                remarks.stream().anyMatch(line -> line.contains("the server had a processor 40 % of the time")),
                remarks.toString());
    }

    @Test
    void aMachineThatBecomesTooSlowIsSaidNotToKeepUp() throws IOException {
        FakeClock clock = new FakeClock();
        AtomicInteger runs = new AtomicInteger();
        // Slow from some time in the first serving runs on.
        IntToLongFunction law = batch -> law(batch) * (runs.incrementAndGet() > 600 ? 40 : 1);
        List<String> remarks = record(folder, clock, new FakeModel(clock, law), 1);
        assertTrue(
                remarks.stream()
                        .anyMatch(line -> line.matches("run srv\\d+ at \\d+ % load: the machine could not keep it"
                                + " up; only \\d+ of \\d+ requests were served")),
                remarks.toString());
        validate();
    }

    @Test
    void tenantsAreTimedEachByItself() throws IOException {
        FakeClock one = new FakeClock();
        FakeClock two = new FakeClock();
        List<Tenants.Loop> loops = Tenants.run(
                List.of(
                        new Tenants.Member(one, new FakeModel(one, RecorderTest::law).load(), 1),
                        new Tenants.Member(two, new FakeModel(two, RecorderTest::law).load(), 7)),
                100_000_000);
        assertEquals(25, loops.get(0).nanos().length);
        assertEquals(10, loops.get(1).nanos().length);
        assertEquals(4e6, loops.get(0).mean(), 1e-6);
        assertEquals(1e7, loops.get(1).median(), 1e-6);
        assertEquals(0, loops.get(1).deviation(), 1e-6);
    }
}
