// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibrations that somebody has changed. */
class CalibrationFileTest {
    private static final String WHOLE = """
            parameter,value,unit,low,high,cells
            time/org/a/graph/224/1,0.001,s,0.0009,0.0011,7
            bytes/org/a/224,600000,byte,600000,600000,1
            solo/mps-limited25.0/a_1/org/a/1/graph,0.002,s,0.002,0.002,1
            power/energy/mps25.0/a_1/org/a/1/graph,0.1,J,,,1
            copy/intercept,1e-5,s,,,2
            turns/slice,0.002,s,,,0
            turns/most_tenants,3,1,,,9
            mps/limited,0.5,1,0.4,0.6,8
            stream/per_doubling,0.04,1,0.03,0.05,6
            load/constant,-0.1,s,,,5
            data/isolated.csv/0123456789abcdef,900,lines,,,1
            """;

    @TempDir
    private Path folder;

    private Calibration read(String text) throws IOException {
        return Calibration.read(Files.writeString(folder.resolve("c.csv"), text), "testbed");
    }

    @Test
    void theWholeOneIsFineAndStaysTheSame() throws IOException {
        Path again = folder.resolve("again.csv");
        read(WHOLE).write(again);
        assertEquals(10, Calibration.read(again, "demo").parameters().size());
        assertEquals(-0.1, Calibration.read(again, "demo").value("load/constant"));
        assertTrue(Files.readString(again).contains("data/isolated.csv/0123456789abcdef,900"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0.001,s,0.0009,0.0011 | 1,ms,0.9,1.1              | line 2, field 'unit': value 'ms' must be 's', the unit of time/org/a/graph/224/1
            0.001,s,0.0009        | 0,s,0                     | line 2, field 'value': value '0'
            0.001,s,0.0009        | NaN,s,0.0009              | line 2, field 'value': value 'NaN'
            0.001,s,0.0009        | 0.01,s,0.0009             | line 2, field 'high': value '0.0011' must be at least the value, 0.01
            0.001,s,0.0009        | 0.0001,s,0.0009           | line 2, field 'low': value '0.0009' must be at most the value, 0.0001
            0.0011,7              | ,7                        | line 2, field 'low': value '0.0009' must be given together with high
            0.0011,7              | 0.0011,-7                 | line 2, field 'cells': value '-7'
            time/org/a/graph/224/1 | time/org/a/grape/224/1   | line 2, field 'parameter': value 'time/org/a/grape/224/1' must be one that the source 'testbed' has
            time/org/a/graph/224/1 | weights/org/a            | line 3, field 'parameter': value 'bytes/org/a/224' must have a time/... of the same model and size, has none
            bytes/org/a/224       | bytes/org/b/224           | line 2, field 'parameter': value 'time/org/a/graph/224/1' must have the bytes/... of its model and size
            copy/intercept,1e-5   | copy/intercept,-1e-5      | line 6, field 'value': value '-1e-5'
            turns/most_tenants    | turns/slice               | c.csv, line 8
            turns/most_tenants    | turns/least_tenants       | must be one that the source 'testbed' has
            turns/most_tenants,3  | turns/most_tenants,-3     | line 8, field 'value': value '-3'
            mps/limited,0.5,1,0.4,0.6 | mps/limited,1.5,1,1.4,1.6 | line 9, field 'value': value '1.5'
            per_doubling,0.04,1,0.03 | per_doubling,-0.04,1,-0.05 | line 10, field 'value': value '-0.04'
            per_doubling,0.04,1   | per_doubling,0.04,s       | line 10, field 'unit': value 's' must be '1'
            0123456789abcdef      | 012345                    | line 12, field 'parameter': value 'data/isolated.csv/012345' must be data/NAME/FINGERPRINT
            """)
    void aChangedOneIsRefused(String from, String to, String complaint) throws IOException {
        assertTrue(WHOLE.contains(from));
        String message = assertThrows(InvalidInputException.class, () -> read(WHOLE.replace(from, to)))
                .getMessage();
        assertTrue(message.contains(complaint) && message.startsWith(folder.toString()), message);
    }

    @Test
    void whatIsNotThereIsSaidWithItsFile() throws IOException {
        Calibration read = read(WHOLE.replace("data/isolated.csv/0123456789abcdef,900,lines,,,1\n", ""));
        String message = assertThrows(InvalidInputException.class, () -> read.value("turns/yield"))
                .getMessage();
        assertEquals(folder.resolve("c.csv") + ": must have parameter 'turns/yield', has none", message);
        message = assertThrows(
                        InvalidInputException.class, () -> read.marked(List.of(), Measurements.of(Optional.empty())))
                .getMessage();
        assertTrue(message.startsWith(folder.resolve("c.csv") + ": must have a parameter 'data/"), message);
    }

    /** What noise has put below 0 is written as 0, which is what the laws take it for. */
    @Test
    void whatIsWrittenCanBeRead() throws IOException {
        Path file = folder.resolve("written.csv");
        new Calibration(List.of(
                        new Parameter("stream/per_doubling", -0.1, "1", -0.3, 0.2, 4),
                        // A bootstrap whose interval misses the value.
                        new Parameter("mps/memory", 0.2, "1", 0.3, 0.4, 4),
                        new Parameter("power/beta/a", Double.NaN, "W", Double.NaN, Double.NaN, 1)))
                .madeFrom("testbed", Measurements.of(Optional.empty()))
                .write(file);
        List<Parameter> read = Calibration.read(file, "testbed").parameters();
        assertEquals(
                List.of(
                        new Parameter("stream/per_doubling", 0, "1", 0, 0.2, 4),
                        new Parameter("mps/memory", 0.2, "1", 0.2, 0.4, 4)),
                read);
    }
}
