// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.examples.cli.Virga;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What cannot be recorded is refused before anything is written. */
class RecordCommandTest {
    @TempDir
    private Path folder;

    private String said = "";

    @BeforeEach
    void models() throws IOException {
        Files.writeString(folder.resolve("text.onnx"), "no model\n");
        Files.write(folder.resolve("empty.onnx"), new byte[0]);
        Files.createDirectory(folder.resolve("folder.onnx"));
        TinyOnnx.write(folder.resolve("words.onnx"), TinyOnnx.STRING, -1, 3);
        TinyOnnx.write(folder.resolve("vast.onnx"), TinyOnnx.FLOAT, -1, 1L << 40);
        TinyOnnx.write(folder.resolve("-.onnx"), TinyOnnx.FLOAT, -1, 3);
    }

    private int execute(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = Virga.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int exitCode = command.execute(arguments);
        said = text.toString();
        return exitCode;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none.onnx   | cpu  | 30       | none.onnx: no such file
            text.onnx   | cpu  | 30       | text.onnx: must be a model in ONNX format that ONNX Runtime
            empty.onnx  | cpu  | 30       | empty.onnx: must be a model in ONNX format
            folder.onnx | cpu  | 30       | folder.onnx: must be a regular file, is a folder
            words.onnx  | cpu  | 30       | words.onnx: input 'x' must hold numbers or truth values, holds STRING
            vast.onnx   | cpu  | 30       | input 'x' must have at most 268435456 elements
            -.onnx      | cpu  | 30       | file whose name has letters or digits and ends in .onnx
            model.pt    | cpu  | 30       | option '--model' must be 'demo' or a file whose name
            demo        | tpu  | 30       | option '--device' must be one of: cpu, cuda, was 'tpu'
            demo        | cuda | 30       | option '--device' must be cpu here, was 'cuda': this virga-recorder.jar was built without
            demo        | cpu  | 0        | load in option '--loads' [%] must be between 1 and 95, was '0'
            demo        | cpu  | 30,96    | must be between 1 and 95, was '96'
            demo        | cpu  | 30,30    | option '--loads' must have each load once, was '30,30'
            demo        | cpu  | 30,high  | option '--loads' must be whole percents by commas, was '30,high'
            demo        | cpu  | 30,      | must be whole percents by commas
            demo        | cpu  | ,        | must be whole percents by commas
            demo        | cpu  | -5       | must be whole percents by commas
            demo        | cpu  | 30.5     | must be whole percents by commas
            demo        | cpu  | 99999999999 | must be whole percents by commas
            """)
    void badInputIsRefusedAndNothingWritten(String model, String device, String loads, String complaint)
            throws IOException {
        List<Path> before = files();
        String path = model.equals("demo") ? model : folder.resolve(model).toString();
        for (String command : new String[] {"record", "testbed"}) {
            String out = folder.resolve("a/b").toString();
            int exitCode = execute(command, "--model", path, "--device", device, "--loads", loads, "--out", out);
            assertEquals(2, exitCode, said);
            assertTrue(said.contains(complaint), said);
            assertEquals(before, files());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "testbed"})
    void aFolderThatHoldsSomethingIsLeftAlone(String command) throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("mine"), "kept");
        assertEquals(2, execute(command, "--out", out.toString()), said);
        assertTrue(said.contains("must be new or empty"), said);
        assertEquals("kept", Files.readString(out.resolve("mine")));
        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertEquals(2, execute(command, "--out", file.toString()), said);
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void helpTellsTheDefaults() {
        assertEquals(0, execute("testbed", "--help"));
        for (String part :
                new String[] {"default: demo", "default: cpu", "default: 30,60,80", "must be new or empty"}) {
            assertTrue(said.replaceAll("\\s+", " ").contains(part), said);
        }
        assertFalse(said.contains("replaced"), said);
    }
}
