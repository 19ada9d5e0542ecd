// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapFingerFiguresTest {
    @TempDir
    private Path folder;

    private static List<String> shipped(String name) throws IOException {
        try (InputStream in = Datasets.open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .toList();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void shippedProgressIsReproduced() throws IOException {
        List<String> computed = TapFingerFigures.progress(
                TapFingerReference.file("testbed_durations.csv"), TapFingerReference.file("progress_fits.csv"));
        assertEquals(2 * 3 * 16 * 8, computed.size());
        assertEquals(computed, shipped("tapfinger/progress.csv"));
    }

    @Test
    void shippedStatisticsAreThePublishedOnes() throws IOException {
        assertEquals(
                TapFingerFigures.published(TapFingerReference.file("published_results.csv")),
                shipped("tapfinger/published.csv"));
    }

    @Test
    void repetitionsAreAveragedAndCurvesAdded() throws IOException {
        Path durations = file("durations.csv", """
                source,task,cpu,gpu,repeat,duration_s
                bare,lm,2,1,1,100.0
                bare,lm,2,1,2,100.5
                bare,audio,2,1,1,20
                old,lm,2,1,1,7
                container,lm,2,1,1,50.04
                """);
        Path fits = file("fits.csv", """
                source,task,cpu,gpu,a,b
                bare,lm,2,1,0.1,1.23456789
                bare,audio,2,1,,
                """);
        assertEquals(
                List.of("bare,lm,2,1,100.3,0.100000,1.234568", "bare,audio,2,1,20.0,,", "container,lm,2,1,50.0,,"),
                TapFingerFigures.progress(durations, fits));
        Path none = file("none.csv", "source,task,cpu,gpu,a,b\nbare,lm,4,1,0.1,1\n");
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> TapFingerFigures.progress(durations, none));
        assertTrue(e.getMessage().contains("none.csv: has no curve for bare,lm,2,1"), e.getMessage());
    }
}
