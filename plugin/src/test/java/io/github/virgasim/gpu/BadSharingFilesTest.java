// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are told about a broken file of interference or slices: file, line, column, value and rule. */
class BadSharingFilesTest {
    private static final Map<String, String> VALID = Map.of(
            "linear.csv", """
            mode,model,slope,source
            mps,*,0.5,test
            mps,net,0.25,test
            time-slicing,net,1,test
            """,
            "pairs.csv", """
            model,a,b
            b,2,inf
            a,1.25,1.5
            """,
            "counts.csv", """
            device,added,r,m,slowdown
            nx,r,0,0,1
            nx,r,0,1,1.25
            nx,m,0,0,1
            nx,m,1,0,inf
            nano,r,0,0,1
            nano,m,0,0,1
            """,
            "jobs.csv", """
            device,job,sensitivity,pressure,source
            card,a,2,0.75,test
            card,b,1.5,1,test
            """,
            "cards.csv", """
            card,compute_slices,memory_slices,memory_mib,neighbour_slope,source
            half,2,2,1000,0.01,test
            """,
            "profiles.csv", """
            card,profile,compute_slices,memory_slices,multiprocessors,memory_mib,starts,source
            half,1g,1,1,10,500,0 1,test
            half,2g,2,2,20,1000,0,test
            """,
            "speed.csv", """
            model,fixed_share,exponent,source
            net,0.5,1,test
            """);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeValidFiles() throws IOException {
        for (Map.Entry<String, String> file : VALID.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private Object read(String name) {
        Path file = folder.resolve(name);
        return switch (name) {
            case "linear.csv" -> LinearInterference.read(file, SharingMode.MPS);
            case "pairs.csv" -> PairwiseInterference.read(file);
            case "counts.csv" -> CountInterference.read(file, "nx");
            case "jobs.csv" -> SensitivityInterference.read(file, "card");
            case "speed.csv" -> MigSpeed.read(file);
            default -> MigCard.read(folder.resolve("cards.csv"), folder.resolve("profiles.csv"));
        };
    }

    @Test
    void theUnbrokenFilesAreRead() {
        assertEquals(new LinearInterference(Map.of("*", 0.5, "net", 0.25)), read("linear.csv"));
        assertEquals(Map.of("net", new MigSpeed(0.5, 1)), read("speed.csv"));
        assertEquals(2, ((SensitivityInterference) read("jobs.csv")).jobs().size());
        List<String> ab = List.of("a", "b");
        assertEquals(1.5, ((Interference) read("pairs.csv")).among(ab).of(0, new int[] {1, 1}));
        assertEquals(2, ((Interference) read("pairs.csv")).among(ab).of(1, new int[] {1, 1}));
        List<String> mr = List.of("m", "r");
        assertEquals(1.25, ((Interference) read("counts.csv")).among(mr).of(1, new int[] {1, 1}));
        assertEquals(
                Double.POSITIVE_INFINITY,
                ((Interference) read("counts.csv")).among(mr).of(0, new int[] {1, 1}));
        MigCard card = MigCard.read(folder.resolve("cards.csv"), folder.resolve("profiles.csv"))
                .get("half");
        assertEquals(2, MigGeometry.of(card, List.of("1g", "1g")).slices().size());
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            linear.csv   | mode,model,slope  | mode,model,rate   | line 1          | column 'slope' is missing
            linear.csv   | mps,net,0.25      | MPS,net,0.25      | line 3          | must be one of: exclusive, mig, mps, time-slicing, was 'MPS'
            linear.csv   | 0.25              | -0.25             | line 3          | field 'slope': value '-0.25' must be a finite number, at least 0
            linear.csv   | 0.25              | NaN               | line 3          | value 'NaN' must be a finite number
            linear.csv   | net,1,            | net,fast,         | line 4          | value 'fast' must be a number
            linear.csv   | mps,net           | mps,*             | line 3          | field 'mode+model': value 'mps+*' must not appear twice
            linear.csv   | mps,net           | mps,              | line 3          | field 'model': value '' must not be empty
            pairs.csv    | a,1.25,1.5        | c,1.25,1.5        | line 3          | field 'model': value 'c' must be one of the other columns: a, b
            pairs.csv    | a,1.25,1.5        | b,1.25,1.5        | line 3          | value 'b' must not appear twice
            pairs.csv    | model,a,b         | model,a,a         | line 1          | the header has the column 'a' twice
            pairs.csv    | a,1.25,1.5        | a,1.25            | line 3          | has 2 cells, must have 3
            pairs.csv    | a,1.25,1.5\\n     | ``                | pairs.csv       | must have a row of model 'a'
            pairs.csv    | 1.25              | -1.25             | line 3          | field 'a': value '-1.25' must be a finite number, at least 1
            pairs.csv    | 1.25              | 0.8               | line 3          | at least 1
            pairs.csv    | 1.25              | NaN               | line 3          | field 'a': value 'NaN'
            pairs.csv    | a,1.25,1.5        | a,1.25,           | line 3          | field 'b': value '' must not be empty
            counts.csv   | added,r,m         | added,r,source    | counts.csv      | one column for each of two models
            counts.csv   | nx,m,0,0          | nx,q,0,0          | line 4          | added model must be one of: m, r, was 'q'
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,2,1.25     | counts.csv      | added model 'r' must have a row for 0 r and 1 m
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,0,1.25     | line 3          | must not appear twice
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,-1,1.25    | line 3          | field 'm': value '-1'
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,0.5,1.25   | line 3          | must be a whole number
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,1,0.5      | line 3          | field 'slowdown': value '0.5' must be a finite number, at least 1
            counts.csv   | nx,r,0,1,1.25     | nx,r,0,1,-inf     | line 3          | value '-inf' must be a number
            counts.csv   | nx,r,0,0,1        | nx,r,0,0,1.5      | line 2          | field 'slowdown': value '1.5' must be 1 where nothing else runs
            counts.csv   | nx,r,0,1,1.25     | nx,r,2147483647,1,1.25 | counts.csv | added model 'r' must have a row for 0 r and 1 m
            counts.csv   | nx,m,0,0,1        | nano,m,1,0,1      | counts.csv      | added model 'm' must have a row for 0 r and 0 m
            jobs.csv     | card,a            | ,a                | line 2          | field 'device': value '' must not be empty
            jobs.csv     | 0.75              | 0                 | line 2          | field 'pressure': value '0' must be a finite number, above 0
            jobs.csv     | 1.5               | -1.5              | line 3          | field 'sensitivity': value '-1.5'
            jobs.csv     | 1.5               | Infinity          | line 3          | field 'sensitivity': value 'Infinity'
            jobs.csv     | card,b            | card,a            | line 3          | must not appear twice
            cards.csv    | half,2,2          | whole,2,2         | line 2          | field 'card': value 'half' must be one of: whole
            cards.csv    | half,2,2          | half,0,2          | line 2          | field 'compute_slices': value '0'
            cards.csv    | half,2,2          | half,1,2          | line 2          | compute slices of MIG profile 2g on card half must be between 1.0 and 1.0, was '2.0'
            cards.csv    | half,2,2          | half,2,1          | line 2          | end of the last start of MIG profile 1g on card half
            cards.csv    | 1000              | 900               | line 2          | memory [MiB] of MIG profile 2g on card half
            cards.csv    | 0.01              | -0.01             | line 2          | field 'neighbour_slope'
            profiles.csv | half,2g           | half,1g           | line 3          | value 'half+1g' must not appear twice
            profiles.csv | 0 1               | 1 0               | line 2          | start 1 of MIG profile 1g must be between 2.0
            profiles.csv | 0 1               | 0;1               | line 2          | field 'starts': value '0;1' must be whole numbers
            profiles.csv | 0 1               | -1                | line 2          | field 'starts': value '-1'
            profiles.csv | 500               | 0                 | line 2          | field 'memory_mib'
            speed.csv    | 0.5               | 1.5               | line 2          | field 'fixed_share': value '1.5' must be a finite number, at least 0 and at most 1
            speed.csv    | net,0.5,1         | net,0.5,0         | line 2          | field 'exponent'
            speed.csv    | net,0.5,1,test    | net,0.5,1,a\\nnet,1,1,b | line 3     | field 'model': value 'net' must not appear twice
            cards.csv    | half,2,2,1000,0.01,test | half,2,2,1000,0,a\\nhalf,2,2,1000,0,b | line 3 | field 'card': value 'half' must not appear twice
            """)
    void aBrokenValueIsNamed(String file, String find, String with, String first, String second) throws IOException {
        String text = VALID.get(file);
        String search = find.replace("\\n", "\n");
        assertTrue(text.contains(search), search);
        Files.writeString(folder.resolve(file), text.replaceFirst(Pattern.quote(search), with.replace("\\n", "\n")));
        assertRefused(file, first, second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"linear.csv", "pairs.csv", "counts.csv", "jobs.csv", "cards.csv", "profiles.csv", "speed.csv"})
    void missingAndEmptyFilesAreNamed(String file) throws IOException {
        Files.writeString(folder.resolve(file), "# nothing\n");
        assertRefused(file, file, "is empty");
        Files.writeString(
                folder.resolve(file), VALID.get(file).lines().findFirst().orElseThrow());
        assertRefused(file, file, "holds no rows");
        Files.delete(folder.resolve(file));
        assertRefused(file, file, "no such file");
    }

    @Test
    void whatTheFileLacksIsNamed() {
        Path linear = folder.resolve("linear.csv");
        refused(() -> LinearInterference.read(linear, SharingMode.MIG), "linear.csv: must have a row of mode mig");
        Path counts = folder.resolve("counts.csv");
        refused(() -> CountInterference.read(counts, "tx2"), "must be one of: nano, nx, was 'tx2'");
        Path jobs = folder.resolve("jobs.csv");
        refused(() -> SensitivityInterference.read(jobs, "k80"), "must be one of: card, was 'k80'");
    }

    private void assertRefused(String file, String... parts) {
        refused(() -> read(file), parts);
    }

    private static void refused(Runnable reading, String... parts) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, reading::run);
        assertSame(InvalidInputException.class, e.getClass(), e.toString());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), () -> "'" + part + "' must stand in: " + e.getMessage());
        }
    }
}
