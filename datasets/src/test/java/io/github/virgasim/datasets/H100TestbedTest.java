// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped recordings of the H100 have the documented format and can be what they say. */
class H100TestbedTest {

    private static final String FIRST = "2026-11-26";
    private static final String SECOND = "2026-11-27";

    @ParameterizedTest
    @CsvSource({
        "2026-11-26, isolated, 1160",
        "2026-11-26, sharing, 142",
        "2026-11-26, serving, 23445",
        "2026-11-26, shared_serving, 8901",
        "2026-11-26, markers, 81",
        "2026-11-26, power, 148",
        "2026-11-26, coldstart_training, 88",
        "2026-11-27, isolated, 600",
        "2026-11-27, sharing, 307",
        "2026-11-27, serving, 14812",
        "2026-11-27, shared_serving, 4806",
        "2026-11-27, markers, 48",
        "2026-11-27, power, 191"
    })
    void hasAllRows(String recording, String file, int rows) throws IOException {
        assertEquals(rows, lines(recording, file).size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"isolated", "sharing", "serving", "shared_serving", "markers", "power"})
    void bothRecordingsHaveOneFormat(String file) throws IOException {
        assertEquals(lines(FIRST, file).get(0), lines(SECOND, file).get(0));
    }

    @Test
    void aGraphTakesLongerForALargerBatch() throws IOException {
        Map<String, TreeMap<Integer, Long>> profiles = new HashMap<>();
        for (String recording : List.of(FIRST, SECOND)) {
            Map<String, List<Row>> cells = new HashMap<>();
            for (Row row : rows(recording, "isolated")) {
                cells.computeIfAbsent(row.text("run_id"), id -> new ArrayList<>())
                        .add(row);
            }
            for (List<Row> cell : cells.values()) {
                assertEquals(5, cell.size());
                for (int i = 1; i < 5; i++) {
                    assertTrue(cell.get(i - 1).number("host_ns") <= cell.get(i).number("host_ns"));
                }
                Row median = cell.get(2);
                if (median.text("mode").startsWith("graph")) {
                    String curve = String.join(
                            "/",
                            recording,
                            median.text("model"),
                            median.text("mode"),
                            median.text("size"),
                            cellKind(median));
                    profiles.computeIfAbsent(curve, name -> new TreeMap<>())
                            .put((int) median.number("batch"), median.number("host_ns"));
                }
            }
        }
        assertTrue(profiles.size() > 40, "curves: " + profiles.size());
        profiles.forEach((curve, times) -> {
            long before = 0;
            for (Map.Entry<Integer, Long> time : times.entrySet()) {
                assertTrue(time.getValue() > before, curve + ": " + times);
                before = time.getValue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void oneBatchAtATimeIsServedInOrder(String recording) throws IOException {
        for (String file : List.of("serving", "shared_serving")) {
            Map<String, Row> before = new HashMap<>();
            for (Row row : rows(recording, file)) {
                String server = row.text("run_id") + row.optional("tenant");
                assertTrue(row.number("arrival_us") <= row.number("start_us"), row.line);
                assertTrue(row.number("start_us") < row.number("done_us"), row.line);
                assertTrue(row.number("batch") <= row.number("max_batch"), row.line);
                assertTrue(row.number("batch") <= row.number("exec_batch"), row.line);
                Row last = before.put(server, row);
                if (last == null) {
                    assertEquals(0, row.number("req"), row.line);
                } else {
                    assertEquals(last.number("req") + 1, row.number("req"), row.line);
                    assertTrue(last.number("arrival_us") <= row.number("arrival_us"), row.line);
                    assertTrue(
                            last.number("start_us") == row.number("start_us")
                                    || last.number("done_us") <= row.number("start_us"),
                            row.line);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void everyServedRunIsSummedUp(String recording) throws IOException {
        List<String> markers = lines(recording, "markers");
        Set<String> runs = new HashSet<>();
        for (String file : List.of("serving", "shared_serving")) {
            for (Row row : rows(recording, file)) {
                runs.add(file + "," + row.text("run_id") + ",ok,");
            }
        }
        assertEquals(recording.equals(FIRST) ? 20 : 8, runs.size());
        runs.forEach(run -> assertTrue(markers.stream().anyMatch(marker -> marker.startsWith(run)), run));
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void aMemberFillsItsRunWithIterations(String recording) throws IOException {
        String[] quantiles = {"min", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "max"};
        for (Row row : rows(recording, "sharing")) {
            for (int i = 1; i < quantiles.length; i++) {
                assertTrue(row.number(quantiles[i - 1] + "_ns") <= row.number(quantiles[i] + "_ns"), row.line);
            }
            double seconds = (row.number("end_us") - row.number("start_us")) / 1e6;
            if (!row.text("share").equals("stream")) { // members of a stream run stop by one clock, in mid-iteration
                assertEquals(seconds, row.number("count") * row.number("mean_ns") / 1e9, 0.001 * seconds, row.line);
            }
            String others = row.text("co_items");
            assertEquals(row.number("n_co") - 1, others.isEmpty() ? 0 : others.split("\\+").length, row.line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND})
    void powerStaysBetweenIdleAndTheCardsLimit(String recording) throws IOException {
        for (Row row : rows(recording, "power")) {
            assertTrue(row.number("power_mw") > 60_000 && row.number("power_mw") < 710_000, row.line);
            assertTrue(row.number("sm_mhz") <= 1980, row.line);
        }
    }

    @Test
    void everyKeptRowIsOneOfTheRecording() throws IOException {
        Path recording = recording();
        assumeTrue(recording != null, "the recording is not at hand");
        for (String file :
                List.of("isolated", "sharing", "serving", "shared_serving", "coldstart_training", "markers")) {
            Set<String> all = new HashSet<>();
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(recording.resolve(file + ".csv.gz"))),
                    StandardCharsets.UTF_8))) {
                in.lines().forEach(all::add);
            }
            for (String line : lines(FIRST, file)) {
                assertTrue(all.contains(line), file + ": " + line);
            }
        }
    }

    /** Curves measured as part of a sweep and those of single items stay apart. */
    private static String cellKind(Row row) {
        return row.text("run_id").substring(0, 3);
    }

    private static Path recording() {
        String property = System.getProperty("virga.data");
        if (property != null) {
            Path folder = Path.of(property, "h100_testbed");
            return Files.isDirectory(folder) ? folder : null;
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/h100_testbed");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return null;
    }

    private static List<String> lines(String recording, String file) throws IOException {
        String name = "h100-testbed/" + recording + "/" + file + ".csv";
        try (InputStream in = Datasets.open(name)) {
            Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static List<Row> rows(String recording, String file) throws IOException {
        List<String> lines = lines(recording, file);
        List<String> header = List.of(lines.get(0).split(","));
        return lines.stream().skip(1).map(line -> new Row(header, line)).toList();
    }

    private record Row(List<String> header, String line) {

        String text(String column) {
            return line.split(",", -1)[header.indexOf(column)];
        }

        String optional(String column) {
            return header.contains(column) ? text(column) : "";
        }

        long number(String column) {
            return Long.parseLong(text(column));
        }
    }
}
