// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.NamedPipe;
import io.github.virgasim.validation.Sources;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a recording to errors: on a made-up testbed that follows the model, on what ships, and on broken files. */
class TestbedTest {
    private static final String PROFILE = "model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns\n";
    private static final String SERVING =
            "run_id,model,mode,size,max_batch,arrivals,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch\n";
    private static final String SHARING =
            "run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns\n";

    @TempDir
    private Path folder;

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Two models whose batches take 1 + b / 2 and 2 + b ms. */
    private void profiles() throws IOException {
        StringBuilder text = new StringBuilder(PROFILE);
        for (int batch : new int[] {1, 2, 4}) {
            text.append("a,t,graph,float32,").append(batch).append(",1,px,0,").append(1_000_000 + 500_000 * batch);
            text.append(",1\nb,t,graph,float32,").append(batch).append(",1,px,0,");
            text.append(2_000_000 + 1_000_000 * batch).append(",1\n");
        }
        write("isolated.csv", text.toString());
    }

    private static String served(int req, int arrival, int start, int done) {
        return "r,a,graph,1,4,poisson,50," + req + "," + arrival + "," + start + "," + done + ",1,1\n";
    }

    @Test
    void aTestbedThatFollowsTheModelIsPredictedExactly() throws IOException {
        profiles();
        // One query alone takes 1.5 ms; the two that come meanwhile take 2 ms together.
        write("serving.csv", SERVING + served(0, 0, 0, 1500) + served(1, 500, 1500, 3500) + served(2, 700, 1500, 3500));
        // Solo 1.5 and 3 ms; a cycle of both takes 0.25 ms per turn more.
        write(
                "sharing.csv",
                SHARING
                        + "s1,ts,100,1,0,a_1,a,1,graph,100,1500000,0,1500000\n"
                        + "s2,ts,100,1,0,b_1,b,1,graph,100,3000000,0,3000000\n"
                        + "s3,ts,100,2,0,a_1,a,1,graph,100,5000000,0,5000000\n"
                        + "s3,ts,100,2,1,b_1,b,1,graph,100,5000000,0,5000000\n");
        Recording recording = Recording.in(folder);
        Calibration calibration = Calibrator.calibrate(recording);
        assertEquals(0.25e-3, calibration.value("turns/switch"), 1e-12);
        assertTrue(calibration.unidentified().stream().anyMatch(line -> line.startsWith("turns/slice")));
        assertTrue(calibration.unidentified().stream().anyMatch(line -> line.startsWith("copy/intercept")));
        List<ErrorRow> rows = TestbedValidation.validate("made up", recording, calibration, true);
        assertEquals(5, rows.size());
        for (ErrorRow row : rows) {
            assertEquals(0, row.errorPercent(), 1e-6, row.toString());
            assertTrue(row.inRange());
            assertEquals(row.quantity().startsWith("ts") ? "fit" : "test", row.part());
        }
        Path file = folder.resolve("calibration.csv");
        calibration.write(file);
        List<ErrorRow> apart =
                TestbedValidation.validate("made up", recording, Calibration.read(file, "testbed"), false);
        assertEquals(
                rows.stream().map(ErrorRow::predicted).toList(),
                apart.stream().map(ErrorRow::predicted).toList());
        assertEquals("apart", apart.get(0).part());
    }

    @Test
    void whatShipsIsPredictedWithinTheErrorsThatTheSiteTells() {
        List<ErrorRow> rows = Sources.named("demo", Optional.empty()).validate(Optional.empty(), Optional.empty());
        assertTrue(median(rows, "demo", "ts closed loop", "test") < 1);
        assertTrue(median(rows, "demo-second", "ts closed loop", "apart") < 1);
        assertTrue(median(rows, "demo", "two tenants ts anchored latency mean", "test") < 4);
        assertTrue(median(rows, "demo", "mps closed loop", "test") < 6);
        // A slope per co-runner is off by far more: so the figures above do say something.
        assertTrue(rows.stream().anyMatch(row -> !row.inRange()));
    }

    private static double median(List<ErrorRow> rows, String source, String quantity, String part) {
        double[] errors = rows.stream()
                .filter(row -> row.source().equals(source) && row.part().equals(part) && row.inRange())
                .filter(row -> row.quantity().startsWith(quantity))
                .mapToDouble(row -> Math.abs(row.errorPercent()))
                .toArray();
        assertTrue(errors.length > 0, quantity);
        return Parameter.median(errors);
    }

    /**
     * A batch takes 1 + b ms on average; half of the repetitions differ by far more than outliers do. Full batches of 4, which
     * take 5 ms by the profile, took 2 ms in the server's own process, so that batches of 1 take 0.4 of their time, too.
     */
    @Test
    void timesThatDifferAsARuleCountByTheirMeanAndAreStretchedAlike() throws IOException {
        StringBuilder text = new StringBuilder(PROFILE);
        for (int batch : new int[] {1, 2}) {
            int rep = 0;
            for (double factor : new double[] {0.6, 0.6, 0.6, 1.2, 2}) {
                text.append("a,t,graph,float32,")
                        .append(batch)
                        .append(",1,px,")
                        .append(rep++)
                        .append(',');
                text.append(Math.round(1e6 * (1 + batch) * factor)).append(",1\n");
            }
        }
        write("isolated.csv", text.toString());
        StringBuilder served = new StringBuilder(SERVING);
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            served.append(served(i, 100_000 * i, 100_000 * i, 100_000 * i + 1000 + i % 2000));
        }
        write("serving.csv", served.toString());
        write(
                "markers.csv",
                "section,run_id,status,t_start_us,t_end_us,params,result\n"
                        + "serving,r,ok,0,1,\"{\"\"capacity_rps\"\": 2000}\",{}\n");
        Recording recording = Recording.in(folder);
        Calibration calibration = Calibrator.calibrate(recording);
        assertEquals(2e-3, calibration.value("time/a/graph/1/1"), 1e-12);
        assertEquals(3e-3, calibration.value("time/a/graph/1/2"), 1e-12);
        // Ten repetitions of two batches over their means.
        double cv = Math.sqrt(2 * (3 * 0.16 + 0.04 + 1) / 9);
        assertEquals(cv, calibration.value("spread/a/graph/1"), 1e-12);
        List<ErrorRow> rows = TestbedValidation.validate("made up", recording, calibration, true);
        assertEquals(2e-3, predicted(rows, "serving graph latency mean [s]"), 0.03e-3);
        assertEquals(0.8e-3, predicted(rows, "serving graph anchored latency mean [s]"), 0.02e-3);
        // The log-normal law's quantile: exp(1.645 s - s^2 / 2) of the mean.
        double s = Math.sqrt(Math.log1p(cv * cv));
        double p95 = 2e-3 * Math.exp(1.645 * s - s * s / 2);
        assertEquals(p95, predicted(rows, "serving graph latency p95 [s]"), 0.04 * p95);
    }

    private static double predicted(List<ErrorRow> rows, String quantity) {
        return rows.stream()
                .filter(row -> row.quantity().equals(quantity))
                .findFirst()
                .orElseThrow()
                .predicted();
    }

    /** Full batches of 4 take 1 ms longer than profiled, as the host handles each query; single ones take 0.3 ms less. */
    @Test
    void capacitiesOfSeveralBatchesTellOfTheBatchesNearThem() throws IOException {
        profiles();
        String marker =
                "serving,r%1$d,ok,%1$d,%1$d,\"{\"\"model\"\": \"\"a\"\", \"\"mode\"\": \"\"graph\"\", \"\"size\"\": 1, "
                        + "\"\"max_batch\"\": %2$d, \"\"capacity_rps\"\": %3$s}\",{}\n";
        write(
                "markers.csv",
                "section,run_id,status,t_start_us,t_end_us,params,result\n"
                        + String.format(Locale.ROOT, marker, 1, 1, 1 / 0.0012)
                        + String.format(Locale.ROOT, marker, 2, 4, 4 / 0.004));
        write(
                "serving.csv",
                SERVING
                        + served(0, 0, 0, 1200).replace("r,a,graph,1,4", "r1,a,graph,1,1")
                        + served(0, 0, 0, 1200).replace("r,a", "r2,a"));
        Recording recording = Recording.in(folder);
        List<ErrorRow> rows = TestbedValidation.validate("made up", recording, Calibrator.calibrate(recording), true);
        List<ErrorRow> anchored = rows.stream()
                .filter(row -> row.quantity().contains("anchored latency mean"))
                .toList();
        assertEquals(2, anchored.size());
        anchored.forEach(row -> assertEquals(0, row.errorPercent(), 1e-6, row.toString()));
    }

    /** One stall among many repetitions is an outlier, which moves nothing. */
    @Test
    void outliersDoNotMoveSteadyTimes() throws IOException {
        StringBuilder text = new StringBuilder(PROFILE);
        for (int rep = 0; rep < 10; rep++) {
            text.append("a,t,graph,float32,1,1,px,")
                    .append(rep)
                    .append(',')
                    .append(rep == 3 ? 90_000_000 : 1_000_000)
                    .append(",1\n");
        }
        write("isolated.csv", text.toString());
        Calibration calibration = Calibrator.calibrate(Recording.in(folder));
        assertEquals(1e-3, calibration.value("time/a/graph/1/1"), 1e-12);
        assertFalse(calibration.has("spread/a/graph/1"));
    }

    @Test
    void closedLoopsOfEqualTenantsAreFair() {
        TenantReplay replay = new TenantReplay(
                GpuSharing.timeSlicing(new Turns(0.5, 100, 0)), List.of(TenantReplay.batch(1), TenantReplay.batch(2)));
        assertEquals(4, Arrays.stream(replay.closedLoop()).min().orElse(0), 1e-9);
        assertEquals(4, Arrays.stream(replay.closedLoop()).max().orElse(0), 1e-9);
    }

    /** Requests, compressed in two pieces that stand one after another, and profiles come through named pipes. */
    @Test
    void requestsMayComeThroughAPipe() throws IOException, InterruptedException {
        profiles();
        Path serving = folder.resolve("serving.csv.gz");
        for (String piece : List.of(SERVING + served(0, 0, 0, 1600), served(1, 9000, 9000, 10_500))) {
            try (var out = new GZIPOutputStream(
                    Files.newOutputStream(serving, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
        List<ErrorRow> before = new TestbedSource().validate(Optional.of(folder), Optional.empty());
        assertEquals(1.55e-3, before.get(0).measured(), 1e-9);
        List<NamedPipe> pipes =
                List.of(NamedPipe.inPlaceOf(serving), NamedPipe.inPlaceOf(folder.resolve("isolated.csv")));
        assertEquals(before, new TestbedSource().validate(Optional.of(folder), Optional.empty()));
        for (NamedPipe pipe : pipes) {
            pipe.assertRead();
        }
        // What is read more than once is refused instead of being waited for.
        Files.delete(serving);
        Files.delete(folder.resolve("isolated.csv"));
        profiles();
        NamedPipe.make(folder.resolve("markers.csv"));
        refused("markers.csv: must be a regular file, is a device or a pipe");
    }

    /** Another recording has other models, by names with a slash: what they take alone is read there, laws are not. */
    @Test
    void aCalibrationPredictsOtherModelsByTheirOwnProfiles() throws IOException {
        profiles();
        Path other = Files.createDirectory(folder.resolve("other"));
        String sharing = SHARING
                + "s1,ts,100,1,0,x,a,1,graph,100,1500000,0,1500000\n"
                + "s2,ts,100,1,0,y,b,1,graph,100,3000000,0,3000000\n"
                + "s3,ts,100,2,0,x,a,1,graph,100,5000000,0,5000000\n"
                + "s3,ts,100,2,1,y,b,1,graph,100,5000000,0,5000000\n";
        write("sharing.csv", sharing);
        Calibration calibration = new TestbedSource().calibrate(Optional.of(folder));
        assertEquals(0.25e-3, calibration.value("turns/switch"), 1e-12);
        // Two works have each other's names, one is slower; the pair takes what the first one's turns cost.
        Files.writeString(
                other.resolve("isolated.csv"),
                Files.readString(folder.resolve("isolated.csv"))
                        .replace("a,t,", "org/c,t,")
                        .replace("b,t,", "org/d,t,"));
        Files.writeString(
                other.resolve("sharing.csv"),
                sharing.replace("x,a,", "y,org/c,")
                        .replace("y,b,", "x,org/d,")
                        .replace(",1500000", ",1800000")
                        .replace(",5000000", ",5300000"));
        List<ErrorRow> rows = new TestbedSource().validate(Optional.of(other), Optional.of(calibration));
        assertEquals(2, rows.size());
        for (ErrorRow row : rows) {
            assertEquals("apart", row.part());
            assertEquals(0, row.errorPercent(), 1e-6, row.toString());
        }
    }

    /** A long run is compared in parts, each from a moment at which the server had nothing to do. */
    @Test
    void aLongRunIsCutWhereTheServerIsIdle() throws IOException {
        profiles();
        StringBuilder text = new StringBuilder(SERVING);
        int most = 200_000;
        for (int i = 0; i < most + 2; i++) {
            // The request after the last one of the part comes while that one is served.
            int arrival = 2000 * i - (i == most ? 1000 : 0);
            int start = i == most ? arrival + 500 : arrival;
            text.append(served(i, arrival, start, start + 1500));
        }
        write("serving.csv", text.toString());
        Recording recording = Recording.in(folder);
        List<ErrorRow> rows = TestbedValidation.validate("t", recording, Calibrator.calibrate(recording), true);
        assertEquals(
                List.of("r a 50%", "r part 2 a 50%"),
                rows.stream().map(ErrorRow::cell).distinct().toList());
        rows.forEach(row -> assertEquals(0, row.errorPercent(), 1e-3, row.toString()));
    }

    private String refusal() {
        Recording recording = Recording.in(folder);
        return assertThrows(
                        InvalidInputException.class,
                        () -> TestbedValidation.validate("t", recording, Calibrator.calibrate(recording), true))
                .getMessage();
    }

    private void refused(String part) {
        String message = refusal();
        assertTrue(message.contains(part), message);
    }

    @Test
    void brokenFilesAreRefusedWithFileAndLine() throws IOException {
        assertThrows(InvalidInputException.class, () -> Recording.in(folder));
        profiles();
        write("serving.csv", SERVING.replace("done_us", "end_us") + served(0, 0, 0, 1));
        refused("serving.csv: has no column 'done_us'");
        write("serving.csv", SERVING + served(0, 0, 0, 1500) + served(1, 2000, 2000, 1900));
        refused("serving.csv, line 3: run r, req 1: must have arrival_us <= start_us <= done_us");
        write("serving.csv", SERVING + served(0, 0, 0, 1500) + served(0, 2000, 2000, 3000));
        refused("serving.csv, line 3: run r: req must be 1, was '0'");
        write("serving.csv", SERVING + served(0, 1000, 1000, 2500) + served(1, 0, 2500, 4000));
        refused("serving.csv, line 3: run r, req 1: arrival_us must not be before");
        write("serving.csv", SERVING + served(0, 0, 0, 1500).replace("1500", "soon"));
        refused("serving.csv, line 2");
        Files.delete(folder.resolve("serving.csv"));
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("serving.csv.gz")))) {
            out.write((SERVING + served(0, 0, 0, 1500)).getBytes(StandardCharsets.UTF_8));
        }
        assertFalse(
                TestbedValidation.validate("t", Recording.in(folder), Calibrator.calibrate(Recording.in(folder)), true)
                        .isEmpty());
        byte[] whole = Files.readAllBytes(folder.resolve("serving.csv.gz"));
        Files.write(folder.resolve("serving.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        refused("serving.csv.gz");
    }
}
