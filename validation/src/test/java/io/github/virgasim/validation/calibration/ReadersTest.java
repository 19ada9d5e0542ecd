// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static io.github.virgasim.validation.calibration.LatencyFitTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {

    private static final String MLPERF_HEADER =
            "system,benchmark,scenario,valid,samples_per_second,lat_mean_ns,p50_ns\n";
    private static final String GRID_HEADER =
            "device,model,dvfs_mode,lambda_frac,achieved_rps,mean_ms,warm_idle_w,serving_w\n";
    private static final String RTT_HEADER = "scenario,band,subset,file,pub_time_ms,rtt_ms\n";

    @TempDir
    Path folder;

    @Test
    void yoloTimesAreReadAndFitted() {
        TrtutilsReader reader = TrtutilsReader.of(
                "card.json",
                "{\"tensorrt\": {\"yolo\": {\"2000\": {\"median\": 9.0}, \"1000\": {\"mean\": 7, \"median\": 3.0}}}}");
        assertEquals(Map.of(1000, 3.0, 2000, 9.0), reader.mediansMs("tensorrt", "yolo"));
        LatencyFit fit = reader.fit("tensorrt", "yolo");
        assertEquals(1, fit.interceptMs(), 1e-12);
        assertEquals(2, fit.slopeMsPerUnit(), 1e-12);
    }

    @Test
    void malformedYoloTimesAreNamed() {
        assertMessage("card.json: must be JSON", () -> TrtutilsReader.of("card.json", "{\"a\": "));
        assertMessage("card.json: must be a JSON object", () -> TrtutilsReader.of("card.json", "[1]"));
        TrtutilsReader reader = TrtutilsReader.of(
                "card.json",
                "{\"t\": {\"a\": {\"wide\": {\"median\": 1}}, \"b\": {\"640\": {\"median\": -2}}, \"c\": {\"640\": {}}}}");
        assertMessage("no times of z with t", () -> reader.mediansMs("t", "z"));
        assertMessage("t/a, field 'input side': value 'wide' must be a number", () -> reader.mediansMs("t", "a"));
        assertMessage("t/b/640, field 'median': value '-2' must be positive", () -> reader.mediansMs("t", "b"));
        assertMessage("t/c/640, field 'median': value '' must be a number", () -> reader.mediansMs("t", "c"));
    }

    @Test
    void mlperfRunsAreFilteredAndTheirMedianTaken() throws IOException {
        Path csv = write(
                "m.csv",
                MLPERF_HEADER
                        + "X,resnet50,SingleStream,VALID,,3000000,2000000\n"
                        + "Y,resnet50,SingleStream,VALID,,3000000,4000000\n"
                        + "Y,resnet50,SingleStream,INVALID,,3000000,9000000\n"
                        + "Y,resnet50,Offline,VALID,50,3000000,9000000\n");
        MlperfReader reader = MlperfReader.read(csv);
        List<String> systems = List.of("X", "Y");
        assertEquals(3, reader.median(systems, "resnet50", "SingleStream", MlperfReader.Summary::medianMs));
        assertEquals(50, reader.median(systems, "resnet50", "Offline", MlperfReader.Summary::samplesPerSecond));
        assertMessage(
                "m.csv: has no valid run of bert Offline on [X]",
                () -> reader.median(List.of("X"), "bert", "Offline", MlperfReader.Summary::meanMs));
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path gz = folder.resolve("rtt.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write((RTT_HEADER + "Urban road,n78,one,a.csv,0,15\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(gz);
        assertEquals(1, RttReader.read(gz, "Urban road", "n78").size());
        for (int kept : new int[] {0, 5, whole.length / 2, whole.length - 3}) {
            Files.write(gz, Arrays.copyOf(whole, kept));
            assertMessage("rtt.csv.gz", () -> RttReader.read(gz, "Urban road", "n78"));
        }
        whole[whole.length - 6] ^= 1;
        Files.write(gz, whole);
        assertMessage("cannot be read", () -> RttReader.read(gz, "Urban road", "n78"));
        Path latin = Files.write(folder.resolve("latin.md"), new byte[] {'|', (byte) 0xe9, '|'});
        assertMessage("latin.md: is not UTF-8 text", () -> ClassifierReaders.torch2trtMs(latin, "resnet18"));
        assertMessage("latin.md: is not UTF-8 text", () -> TrtutilsReader.read(latin));
        Path narrow = write("narrow.md", "Latency (TensorRT)\n11.3\n");
        assertMessage("narrow.md: has no row of resnet18", () -> ClassifierReaders.torch2trtMs(narrow, "resnet18"));
    }

    @Test
    void malformedTablesAreNamedByLineAndColumn() throws IOException {
        Path number = write("n.csv", MLPERF_HEADER + "X,r,S,VALID,,1,2\nX,r,S,VALID,,fast,2\n");
        assertMessage(
                "n.csv, line 3, field 'lat_mean_ns': value 'fast' must be a number", () -> MlperfReader.read(number));
        Path infinite = write("i.csv", MLPERF_HEADER + "X,r,S,VALID,,Infinity,2\n");
        assertMessage("field 'lat_mean_ns': value 'Infinity' must be finite", () -> MlperfReader.read(infinite));
        Path shortRow = write("s.csv", MLPERF_HEADER + "X,r,S\n");
        assertMessage("s.csv, line 2: has 3 fields, the header has 7", () -> MlperfReader.read(shortRow));
        Path quote = write("q.csv", MLPERF_HEADER + "X,r,S,VALID,,1,2\n\"X\"y,r,S,VALID,,1,2\n");
        assertMessage("q.csv, line 3: cannot be read on", () -> MlperfReader.read(quote));
        Path twice = write("d.csv", "system,system\n");
        assertMessage("d.csv: has a malformed header", () -> MlperfReader.read(twice));
        Path columns = write("c.csv", "system,benchmark\nX,r\n");
        assertMessage("c.csv: has no column 'scenario'", () -> MlperfReader.read(columns));
        assertMessage("absent.csv: no such file", () -> MlperfReader.read(folder.resolve("absent.csv")));
    }

    @Test
    void servingRunsNeedALoad() throws IOException {
        Path csv = write("g.csv", GRID_HEADER + "d,m,2,,,,3,4\nd,m,2,0.25,10,12.5,3,\n");
        List<EnergyGridReader.Serving> runs = EnergyGridReader.serving(csv);
        assertEquals(1, runs.size());
        assertEquals(new EnergyGridReader.Serving("d", "m", 2, 0.25, 10, 12.5, 3, Double.NaN), runs.get(0));
        Path empty = write("e.csv", GRID_HEADER + "d,m,2,0.25,10,,3,4\n");
        assertMessage(
                "e.csv, line 2, field 'mean_ms': value '' must be a number", () -> EnergyGridReader.serving(empty));
    }

    @Test
    void isolatedProfilesComeFromSqlite() throws SQLException, IOException {
        assumeTrue(EnergyGridReader.canReadProfiles(), "no JDBC driver for SQLite on the class path");
        Path database = folder.resolve("p.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE profiles (device TEXT, model TEXT, batch_size INTEGER, dvfs_mode INTEGER,"
                    + " latency_ms_mean REAL, p_wall_avg_w REAL)");
            statement.execute("INSERT INTO profiles VALUES ('d', 'm', 1, 2, 7.5, 9.0), ('d', 'm', 4, 2, 20.0, 9.0)");
        }
        assertEquals(List.of(new EnergyGridReader.Isolated("d", "m", 2, 7.5, 9)), EnergyGridReader.isolated(database));
        Path noDatabase = write("x.db", "this is no database, only a text that is long enough to be looked at");
        assertMessage("x.db: must be an SQLite file", () -> EnergyGridReader.isolated(noDatabase));
    }

    @Test
    void classifierTables() throws IOException {
        Path csv = write(
                "t.csv", "model,infer_img_size,infer_samples_per_sec,infer_gmacs\nnet,224,500,4.1\nnet,288,250,\n");
        assertEquals(2, ClassifierReaders.timm(csv, "net", 224).msPerSample());
        assertEquals(4.1, ClassifierReaders.timm(csv, "net", 224).gmacs());
        assertEquals(Double.NaN, ClassifierReaders.timm(csv, "net", 288).gmacs());
        assertMessage("t.csv: must have one row of net at 99 px, has 0", () -> ClassifierReaders.timm(csv, "net", 99));

        Path table = write(
                "t.md",
                "| Name | Latency (PyTorch) | Latency (TensorRT) |\n|--|--|--|\n| a.b.net | 9 | 4.5 |\n| a.bad | 9 | x |\n");
        assertEquals(4.5, ClassifierReaders.torch2trtMs(table, "net"));
        assertMessage("t.md: has no row of other", () -> ClassifierReaders.torch2trtMs(table, "other"));
        assertMessage(
                "t.md, line 4, field 'Latency (TensorRT)': value 'x'",
                () -> ClassifierReaders.torch2trtMs(table, "bad"));
        Path noTable = write("u.md", "nothing\n");
        assertMessage("u.md: has no column", () -> ClassifierReaders.torch2trtMs(noTable, "net"));
    }

    @Test
    void roundTripsAreGroupedByDrive() throws IOException {
        Path gz = folder.resolve("r.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write((RTT_HEADER + "City,n1,s,a,0,10\nCity,n2,s,a,0,99\nCity,n1,s,b,5,20\nCity,n1,s,a,50,12\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        List<RttReader.Series> series = RttReader.read(gz, "City", "n1");
        assertEquals(
                List.of("s/a", "s/b"),
                series.stream().map(RttReader.Series::name).toList());
        assertEquals(12, series.get(0).rttMs()[1]);
        assertEquals(50, series.get(0).sentMs()[1]);
        assertMessage("r.csv.gz: has no row of City in band n7", () -> RttReader.read(gz, "City", "n7"));
        Path zero = write("z.csv", RTT_HEADER + "City,n1,s,a,0,0\n");
        assertMessage(
                "z.csv, line 2, field 'rtt_ms': value '0' must be positive", () -> RttReader.read(zero, "City", "n1"));
    }

    @Test
    void theFolderNamesWhatItLacks() {
        MeasurementFolder measurements = new MeasurementFolder(folder);
        assertMessage("the measurements lack a/b.csv", () -> measurements.file("a", "b.csv"));
        assertMessage("must be a directory", () -> new MeasurementFolder(folder.resolve("absent")));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
