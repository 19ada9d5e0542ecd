// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.testbed.TestbedSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real sessions on the CPU, and the inputs that are made up for them. */
class OnnxTest {
    @TempDir
    private Path folder;

    private static long[] shape(String text) {
        return java.util.Arrays.stream(text.split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "-1 -1,         INT64,   true,  32,     tokens,  float32",
        "-1 77,         INT32,   true,  77,     tokens,  float32",
        "-1 3 -1 -1,    FLOAT,   true,  224,    px,      float32",
        "-1 3 640 640,  FLOAT16, true,  640,    px,      float16",
        "1 -1 -1 3,     FLOAT,   false, 224,    px,      float32",
        "1 3 32 64,     FLOAT,   false, 6144,   samples, float32",
        "-1 -1,         FLOAT,   true,  16000,  samples, float32",
        "-1 1 -1,       DOUBLE,  true,  16000,  samples, float32",
        "-1 3 -1 8 8,   FLOAT,   true,  3072,   samples, float32",
        "5,             BOOL,    false, 5,      samples, float32"
    })
    void dynamicAxesAreFilled(
            String shape, OnnxJavaType type, boolean batched, String size, String unit, String precision) {
        OnnxInput input = new OnnxInput("x", type, shape(shape));
        assertEquals(batched, input.batched());
        assertEquals(new Inference.Query(size, unit, precision), input.query());
    }

    @Test
    void aBatchThatIsTooLargeForABufferIsRefused() {
        OnnxInput input = new OnnxInput("x", OnnxJavaType.FLOAT, new long[] {-1, 1L << 27});
        String said = assertThrows(InvalidInputException.class, () -> input.tensor(OrtEnvironment.getEnvironment(), 8))
                .getMessage();
        assertTrue(said.contains("input 'x' of a batch of 8 must have at most 2147483647 bytes"), said);
    }

    @Test
    void numbersAreMadeUpByNameAndType() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor ids = new OnnxInput("input_ids", OnnxJavaType.INT64, shape("-1 -1")).tensor(environment, 3);
                OnnxTensor mask =
                        new OnnxInput("attention_mask", OnnxJavaType.INT64, shape("-1 -1")).tensor(environment, 3);
                OnnxTensor types =
                        new OnnxInput("token_type_ids", OnnxJavaType.INT64, shape("-1 -1")).tensor(environment, 3);
                OnnxTensor half = new OnnxInput("x", OnnxJavaType.FLOAT16, shape("-1 9")).tensor(environment, 2)) {
            for (long[] row : (long[][]) ids.getValue()) {
                assertEquals(32, row.length);
                for (long id : row) {
                    assertTrue(id >= 1 && id < 1000);
                }
            }
            assertEquals(1, ((long[][]) mask.getValue())[2][31]);
            assertEquals(0, ((long[][]) types.getValue())[2][31]);
            for (float[] row : (float[][]) half.getValue()) {
                for (float value : row) {
                    assertTrue(value >= 0 && value < 1);
                }
            }
        }
    }

    @Test
    void aModelOfOnesOwnIsRunInBatchesIfItsFirstAxisIsDynamic() throws IOException {
        Path batched = TinyOnnx.write(folder.resolve("b.onnx"), TinyOnnx.FLOAT, -1, 3, -1, -1);
        OnnxSource source = new OnnxSource(batched.toString(), "cpu", 1);
        assertEquals("b", source.name());
        try (Inference inference = source.load()) {
            assertTrue(inference.batches());
            inference.run(1);
            inference.run(8);
        }
        Path single = TinyOnnx.write(folder.resolve("s.onnx"), TinyOnnx.INT64, 1, 5);
        try (Inference inference = new OnnxSource(single.toString(), "cpu", 1).load()) {
            assertFalse(inference.batches());
            assertEquals("5", inference.query().size());
            inference.run(1);
        }
    }

    /** The whole way with the model that ships, in seconds. What it measures is this machine's, so that no time is tested. */
    @Test
    void theDemoIsRecordedAndReadBack() throws IOException {
        OnnxSource source = new OnnxSource(OnnxSource.DEMO, "cpu", 1);
        Plan brief = new Plan(List.of(30), List.of(1, 2), 2, 3, 2, 10_000_000, 300_000_000);
        List<String> remarks;
        try (RecordingFiles files = new RecordingFiles(folder)) {
            remarks = new Recorder(
                            Clock.SYSTEM, brief, source, new ColdStarts(Clock.SYSTEM, source), files, Progress.NONE)
                    .record(true, 2);
        }
        assertTrue(remarks.stream().anyMatch(line -> line.contains("times that of the profile")), remarks.toString());
        List<ErrorRow> rows = new TestbedSource().validate(Optional.of(folder), Optional.empty());
        assertTrue(rows.stream().anyMatch(row -> row.quantity().startsWith("serving graph latency")));
        assertTrue(rows.stream().anyMatch(row -> row.quantity().startsWith("stream closed loop")));
        for (ErrorRow row : rows) {
            assertTrue(row.measured() > 0 && !(row.predicted() <= 0), row.toString());
        }
        String size = CsvTable.read(folder.resolve("isolated.csv"), "size")
                .rows()
                .get(0)
                .text("size");
        CsvTable.read(folder.resolve("sharing.csv"), "size")
                .rows()
                .forEach(row -> assertEquals(size, row.text("size")));
        String host = InetAddress.getLocalHost().getHostName();
        for (String file : new String[] {"isolated", "serving", "sharing", "markers", "coldstart_training"}) {
            String text = Files.readString(folder.resolve(file + ".csv"));
            assertFalse(text.contains(host + ",") || text.contains(folder.toString()), file);
        }
    }
}
