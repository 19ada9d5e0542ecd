// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.testbed.TestbedSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a calibration is independent of what it predicts is told by what the files hold, not by what they are called. */
class SameDataTest {
    private static final String ISOLATED = """
            model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns
            a,t,graph,float32,1,1,px,0,1500000,1
            a,t,graph,float32,2,1,px,0,2000000,1
            """;
    private static final String SERVING = """
            run_id,model,mode,size,max_batch,arrivals,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch
            r,a,graph,1,2,poisson,50,0,0,0,1500,1,1
            """;

    @TempDir
    private Path folder;

    private Path calibration;

    @BeforeEach
    void calibrate() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.writeString(first.resolve("isolated.csv"), ISOLATED);
        Files.writeString(first.resolve("serving.csv"), SERVING);
        calibration = folder.resolve("calibration.csv");
        new TestbedSource().calibrate(Optional.of(first)).write(calibration);
    }

    private void assertPart(String part, String remark, Path data) {
        Measurements read = Measurements.of(Optional.of(data));
        List<ErrorRow> rows = new TestbedSource().validate(read, Optional.of(Calibration.read(calibration, "testbed")));
        assertEquals(Set.of(part), rows.stream().map(ErrorRow::part).collect(Collectors.toSet()));
        assertTrue(String.join("\n", read.remarks()).startsWith(remark), read.remarks()::toString);
    }

    private Path folder(String isolated, String serving) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("isolated.csv"), isolated);
        Files.writeString(other.resolve("serving.csv"), serving);
        return other;
    }

    @Test
    void anotherRecordingIsApart() throws IOException {
        assertPart("apart", "", folder(ISOLATED.replace("1500000", "1500001"), SERVING));
    }

    @Test
    void aCopyIsTheSameHoweverItIsPacked() throws IOException {
        List<String> lines = new ArrayList<>(ISOLATED.lines().toList());
        Collections.swap(lines, 1, 2);
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var out = new GZIPOutputStream(Files.newOutputStream(other.resolve("isolated.csv.gz")))) {
            out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(other.resolve("serving.csv"), SERVING.replace("1500,1,1", "1600,1,1"));
        assertPart("same", "The calibration was made from the same isolated.csv.gz: ", other);
    }

    @Test
    void aPipeIsTheSame() throws IOException, InterruptedException {
        Path other = folder(ISOLATED, SERVING);
        NamedPipe pipe = NamedPipe.inPlaceOf(other.resolve("isolated.csv"));
        assertPart("same", "The calibration was made from the same isolated.csv: ", other);
        pipe.assertRead();
    }

    @Test
    void theMachineIsNamedWhereTheRecordingTellsIt() throws IOException {
        Path other = folder(ISOLATED.replace("1500000", "1500001"), SERVING);
        for (String facts : List.of(
                "{\"gpu_and_driver\": \"Card X, 570.1\", \"cpu\": [\"P\"]}",
                "{\"smi\": [\"uuid, name, driver_version\", \"0, Card X, 570.1\"]}",
                "{\"cpu\": [\"Processor\\nY\"]}")) {
            Files.writeString(other.resolve("environment.json"), facts);
            String machine = facts.contains("smi")
                    ? "Card X, driver 570.1"
                    : facts.contains("Card") ? "Card X, 570.1" : "Processor Y";
            assertPart("apart", "Recorded on " + machine + " (environment.json).", other);
        }
    }
}
