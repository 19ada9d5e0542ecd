// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that say what cannot be, and tables with fewer rows than usual. */
class BrokenRowsTest {
    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        List<String> read = new ArrayList<>();
        for (String text : List.of("\uFEFFa,b\n1,2\n", "a,b\n1,2\n")) {
            CsvRows.forEach("t.csv", new StringReader(text), List.of("a", "b"), row -> read.add(row.text("a")));
        }
        assertEquals(List.of("1", "1"), read);
    }

    private static final String TENANTS = "technology,pods,avg_inference_s\nMPS,1,0.1\nMPS,3,0.2\n";

    private String refusal(byte[] bytes, String name) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path file = Files.write(data.resolve(name), bytes);
        String message = assertThrows(InvalidInputException.class, () -> new Fixture("nos", data).rows())
                .getMessage();
        Files.delete(file);
        return message;
    }

    /** Nothing is told from bytes behind the end: neither few, nor many, nor a member that is no member. */
    @Test
    void bytesAfterTheEndOfACompressedFileAreRefused() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (String piece : List.of(TENANTS, "MPS,5,0.3\n")) {
            try (var out = new GZIPOutputStream(whole)) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = whole.toByteArray();
        Path data = Files.createDirectories(folder.resolve("data"));
        Path file = Files.write(data.resolve("a.csv.gz"), bytes);
        assertEquals(3, new Fixture("nos", data).rows().size());
        Files.delete(file);
        for (int more : new int[] {1, 8, 18, 19, 600, 70_000}) {
            String message = refusal(Arrays.copyOf(bytes, bytes.length + more), "a.csv.gz");
            assertTrue(
                    message.contains("a.csv.gz: cannot be read") && message.contains("bytes after the end"), message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a,b\\n1,2\\n3,\"4\\n5,6\\n        | t.csv, line 3: cannot be read on (a cell begins with a quote and does not end
            a,b\\n1,\"2\\n\\n\"\\nx,6\\n      | t.csv, line 5: a: value 'x'
            a,b\\n\"1\\n2\",6\\n             | t.csv, line 2: a: must have no control characters, had U+000A
            a,b\\n1,2\\n# comment\\nx,2\\n     | t.csv, line 4: a
            """)
    void rowsAreNamedByTheirFirstLine(String text, String complaint) {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> CsvRows.forEach(
                                "t.csv",
                                new StringReader(text.replace("\\n", "\n").replace("\\\"", "\"")),
                                List.of("a", "b"),
                                row -> {
                                    if (!row.text("a").matches("[0-9]+")) {
                                        throw row.invalid("a: value '" + row.text("a") + "'");
                                    }
                                }))
                .getMessage();
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void aQuoteThatDoesNotEndFillsNoMemory() {
        String text = "a,b\n1,2\n3,\"" + "4,5\n".repeat(500_000);
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> CsvRows.forEach("t.csv", new StringReader(text), List.of("a", "b"), row -> {}))
                .getMessage();
        assertTrue(message.startsWith("t.csv, line 3: a row must not be longer than 1000000"), message);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        String message = refusal(TENANTS.replace("0.2", "0.2\u00e9").getBytes(StandardCharsets.ISO_8859_1), "a.csv");
        assertTrue(message.contains("a.csv") && message.contains("is not UTF-8 text"), message);
    }

    @Test
    void numbersThatNothingHasAreRefused() throws IOException {
        new Fixture("nos", folder.resolve("data"))
                .write("a.csv", "technology,pods,avg_inference_s\nMPS,1,0.1\nMPS,3,0.2\nMPS,5,0.3\n")
                .refuses("a.csv", "0.2", "1e308", "a.csv, line 3", "avg_inference_s", "at most 1e18", "1e308");
    }

    @Test
    void requestsAreChecked() throws IOException {
        new Fixture("loudva", folder.resolve("data"))
                .write(
                        "profiling.csv",
                        "Throughput,Energy,Latency,Batch Size,Frequency,Directory\n1,1,0.1,1,1000,AGX\n1,2,0.2,2,1000,AGX\n")
                .write("dispatches.csv", "run,time_s,device,gpu_freq_hz\nx_s0,1,agx,1000\nx_s1,1,agx,1000\n")
                .write("power_1hz.csv", "run,device,board_mw\nx_s0,agx,1000\nx_s1,agx,1000\n")
                .write(
                        "requests.csv",
                        "run,request,image,device,arrival_s,dispatch_s,completion_s,latency_constraint_s\n"
                                + "x_s0,0,0,agx,0.5,1,2,3\nx_s0,0,1,agx,0.5,1,2,3\nx_s1,7,0,agx,0.5,1,2,3\n")
                .within(100, "AGX latency [s]", 2)
                .refuses(
                        "requests.csv",
                        "x_s1,7,0",
                        "x_s2,7,0,agx,0.5,1,2,3\nx_s1,7,0",
                        "requests.csv, line 4: run/device must have rows in dispatches.csv, was 'x_s2/agx'")
                .refuses("requests.csv", "x_s1,7,", "x_s1,7.5,", "requests.csv, line 4", "request", "'7.5'")
                .refuses("requests.csv", "x_s1,7,", "x_s1,-7,", "line 4", "from 0 to 9999999")
                .refuses("requests.csv", "x_s1,7,0,agx,0.5", "x_s1,7,0,agx,-0.5", "line 4", "arrival_s", "'-0.5'")
                .refuses("requests.csv", "x_s1,7,0,agx", "x_s1,7,0,", "line 4", "device", "name")
                .refuses(
                        "requests.csv",
                        "0,1,agx,0.5,1,2,3",
                        "0,1,agx,0.5,1,2,4",
                        "line 3",
                        "same for all frames",
                        "'4'")
                .refuses("profiling.csv", "0.2,2,", "0.2,2.5,", "profiling.csv, line 3", "Batch Size", "'2.5'");
    }

    @Test
    void drivesGoForward() throws IOException {
        StringBuilder csv = new StringBuilder("scenario,band,subset,file,pub_time_ms,rtt_ms\n");
        for (String drive : List.of("a", "b")) {
            for (int i = 0; i < 50; i++) {
                csv.append("road,n78,s,")
                        .append(drive)
                        .append(',')
                        .append(50 * i)
                        .append(',')
                        .append(20 + i % 7);
                csv.append('\n');
            }
        }
        Fixture fixture = new Fixture("cicv5g", folder.resolve("data")).write("any.csv", csv.toString());
        assertFalse(fixture.rows().isEmpty());
        fixture.refuses(
                        "any.csv",
                        "s,b,100,22\n",
                        "s,b,50,21\n",
                        "any.csv, line 54: pub_time_ms: a message must stand once")
                .refuses("any.csv", "s,b,100,", "s,b,10,", "any.csv, line 54", "pub_time_ms", "'10'")
                .refuses("any.csv", "s,b,100,", "s,b,1e17,", "any.csv, line 54", "pub_time_ms", "'1e17'")
                .refuses("any.csv", "road,n78,s,a,0,20\n", "lane,n8,s,a,0,20\n", "any.csv: lane n8 must have a drive");
    }

    @Test
    void arrivalsAreSomeTimeApart() throws IOException {
        StringBuilder csv = new StringBuilder("TIMESTAMP\n");
        LocalDateTime begin = LocalDateTime.of(2024, 1, 1, 0, 0);
        for (int i = 0; i < 300; i++) {
            csv.append(begin.plusSeconds(i * 2L).plusNanos(i * i * 1000L)).append('\n');
        }
        String whole = csv.toString();
        Fixture fixture =
                new Fixture("azure-llm", folder.resolve("data")).write("t.csv", whole + "2024-01-01T00:20:00\n");
        fixture.refuses("t.csv", "2024-01-01T00:20:00", "9999-01-01T00:20:00", "t.csv, line 302", "30 days", "'9999");
        fixture.write("t.csv", "TIMESTAMP\n2024-01-01T00:00:00\n2024-01-01T00:10:00\n")
                .refuses("t.csv", "T00", "T00", "t.csv: must have a minute with three requests");
    }

    /** Of three jobs one has no pair but with a job that is gone with it. */
    @Test
    void jobsWithoutAKnownPairAreLeftOut() throws IOException {
        StringBuilder csv = new StringBuilder("device,job_a,job_b,norm_a\n");
        for (String a : List.of("A", "B", "C")) {
            for (String b : List.of("A", "B", "C")) {
                csv.append(String.join(",", "k80", "\"('" + a + "', 1)\"", "\"('" + b + "', 1)\"", "0.5\n"));
            }
        }
        csv.append("k80,\"('D', 1)\",\"('E', 1)\",0.5\n");
        List<ErrorRow> rows = new Fixture("gavel", folder.resolve("data"))
                .write("colocation_pairs.csv", csv.toString())
                .rows();
        assertTrue(rows.stream().noneMatch(row -> row.cell().contains("/D/")), rows.toString());
        assertFalse(rows.isEmpty());
    }
}
