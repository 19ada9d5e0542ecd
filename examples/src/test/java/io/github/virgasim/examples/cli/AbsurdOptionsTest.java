// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options and files that would take forever, or all memory: exit code 2, at once, and nothing is left behind. */
class AbsurdOptionsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run SMALL --lambda 1e300                           | --lambda must be between
            run SMALL --lambda 1e12                            | expected number of clients
            run SMALL --lambda 1e9                             | expected number of clients at the same time
            run SMALL --lambda 4.9e-324                        | --lambda must be between
            run SMALL --duration 1e300                         | --duration must be between
            run SMALL --duration 1e12                          | number of lines of the timeline
            run SMALL --seeds 2147483647                       | --seeds must be between
            train aset --episodes 2147483647                   | --episodes must be between 1 and 1000000
            train aset --evaluate-every 2147483647             | --evaluate-every must be between
            train aset --trainings 2147483647                  | --trainings must be between
            train aset --selection-runs 2147483647             | --selection-runs must be between 1 and 1000000, was '2147483647'
            train aset --agent direct --selection-runs 0       | --selection-runs must be between 1 and 1000000, was '0'
            train ecsrl --selection-runs 0                     | --selection-runs must be between 1 and 1000000, was '0'
            train aset --lambda 0                              | --lambda must be positive
            train aset --agent direct --trainings 2            | --trainings above 1 is for --agent switching
            train aset --episode-length 1e300                  | duration [s] of an episode must be between
            train aset --episode-length 1e12                   | number of lines of the timeline
            train aset --lambda 1e12                           | expected number of clients
            train ecsrl --episodes 2147483647                  | --episodes must be between 1 and 1000000
            train ecsrl --episode-length 1e300                 | duration
            train placement --iterations 2147483647            | --iterations must be between 1 and 1000000
            train placement --test-runs 2147483647             | --test-runs must be between
            reproduce aset --topology full-edge --duration 1e300 | --duration must be between
            reproduce ecsrl --duration 1e12                    | number of lines of the timeline
            reproduce tapfinger --seeds 2147483647             | --seeds must be between
            """)
    void refusesNumbers(String command, String message) throws IOException {
        assertRefused(command.replace("SMALL", SmallScenario.write(folder).toString()), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run ZERO.yaml
            run SMALL --policy aset --network ZERO
            train aset --topology ZERO.yaml
            train aset --resume ZERO
            train ecsrl --resume ZERO
            reproduce aset --topology ZERO.yaml
            reproduce aset --topology full-edge --network ZERO
            reproduce ecsrl --network ZERO
            reproduce tapfinger --published ZERO
            reproduce tapfinger --durations ZERO
            run tapfinger-trace --durations ZERO
            """)
    void refusesDevices(String command) throws IOException {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        Path link = Files.createSymbolicLink(folder.resolve("zero.yaml"), zero);
        String line = command.replace("ZERO.yaml", link.toString())
                .replace("ZERO", zero.toString())
                .replace("SMALL", SmallScenario.write(folder).toString());
        assertRefused(line, "must be a regular file, is a device or a pipe");
    }

    private void assertRefused(String command, String message) {
        Path out = folder.resolve("out");
        Console run = assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> Console.execute((Object[]) (command + " --out " + out).split(" ")));
        assertEquals(2, run.exitCode, run.err);
        assertTrue(run.err.contains(message), run.err);
        assertFalse(run.err.contains("\tat "), run.err);
        assertEquals("", run.out);
        assertFalse(Files.exists(out), "an output folder is left");
        assertFalse(Files.exists(folder.resolve("out.training")), "a training is left");
    }
}
