// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.EpisodeListener;
import io.github.virgasim.learn.EpisodeReport;
import io.github.virgasim.learn.EpsilonSchedule;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DqnTrainingTest {
    private static final EpisodeListener NOBODY = report -> {};
    private static final DqnSettings SETTINGS = DqnSettings.defaults()
            .with()
            .hidden(List.of(16, 16))
            .replayCapacity(700)
            .learningStarts(100)
            .batchSize(16)
            .trainEvery(3)
            .exploration(new EpsilonSchedule(1, 0.1, 1000))
            .build();

    @TempDir
    private Path folder;

    private static DqnTraining training(long seed) {
        return new DqnTraining(new CartPole(), SETTINGS, seed);
    }

    @Test
    void sameSeedSameTraining() {
        List<EpisodeReport> first = new ArrayList<>();
        List<EpisodeReport> second = new ArrayList<>();
        DqnTraining one = training(1);
        DqnTraining two = training(1);
        one.runEpisodes(60, first::add);
        two.runEpisodes(60, second::add);
        assertEquals(first, second);
        assertArrayEquals(one.agent().network().weights(), two.agent().network().weights());
        DqnTraining other = training(2);
        other.runEpisodes(60, NOBODY);
        assertFalse(Arrays.equals(
                one.agent().network().weights(), other.agent().network().weights()));
    }

    @Test
    void reportsEachEpisode() {
        List<EpisodeReport> reports = new ArrayList<>();
        DqnTraining training = training(1);
        training.runEpisodes(5, reports::add);
        long steps = 0;
        for (int i = 0; i < 5; i++) {
            EpisodeReport report = reports.get(i);
            steps += report.length();
            assertEquals(i, report.episode());
            assertEquals(report.length(), report.totalReward());
            assertEquals(steps, report.totalSteps());
        }
        assertTrue(Double.isNaN(reports.get(0).meanLoss()));
        assertEquals(5, training.episodes());
        training.runUntil(400, reports::add);
        assertTrue(training.agent().steps() >= 400);
        assertTrue(reports.get(reports.size() - 1).meanLoss() > 0);
    }

    /** Saved before learning starts, while the replay buffer fills, and after it has gone round. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 20, 60})
    void aResumedTrainingGoesOnAsIfItHadNotStopped(int episodes) throws IOException {
        for (int returnSteps : new int[] {1, 3}) {
            DqnSettings settings = SETTINGS.with().returnSteps(returnSteps).build();
            Path file = folder.resolve("training.gz");
            Path end = folder.resolve("end.gz");
            Path resumedEnd = folder.resolve("resumed.gz");
            DqnTraining whole = new DqnTraining(new CartPole(), settings, 4);
            whole.runEpisodes(episodes, NOBODY);
            whole.save(file);
            List<EpisodeReport> reports = new ArrayList<>();
            whole.runEpisodes(40, reports::add);
            whole.save(end);

            DqnTraining resumed = DqnTraining.resume(file, new CartPole(), settings);
            assertEquals(episodes, resumed.episodes());
            List<EpisodeReport> resumedReports = new ArrayList<>();
            resumed.runEpisodes(40, resumedReports::add);
            resumed.save(resumedEnd);
            assertEquals(reports, resumedReports);
            assertEquals(-1, Files.mismatch(end, resumedEnd));
        }
    }

    @Test
    void canBeSavedByItsListener() throws IOException {
        Path file = folder.resolve("training.gz");
        DqnTraining training = training(1);
        training.runEpisodes(10, report -> {
            if (report.episode() == 4) {
                try {
                    training.save(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        DqnTraining resumed = DqnTraining.resume(file, new CartPole(), SETTINGS);
        assertEquals(5, resumed.episodes());
        resumed.runEpisodes(5, NOBODY);
        assertArrayEquals(
                training.agent().network().weights(), resumed.agent().network().weights());
    }

    @Test
    void damagedForeignAndUnfitFilesAreRefused() throws IOException {
        Path file = folder.resolve("training.gz");
        DqnTraining training = training(1);
        training.runEpisodes(10, NOBODY);
        training.save(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int kept = 0; kept < bytes.length; kept += 997) {
            Files.write(file, Arrays.copyOf(bytes, kept));
            assertComplaint(file, "must be a saved training");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertComplaint(file, "must be a saved training");
        byte[] damaged = bytes.clone();
        damaged[bytes.length - 6] ^= 1;
        Files.write(file, damaged);
        assertComplaint(file, "must be a saved training");
        Files.writeString(file, "something else");
        assertComplaint(file, "must be a saved training");
        Files.write(file, newer());
        assertComplaint(file, "file format must be 2, was 3");
        assertComplaint(folder.resolve("missing"), "no such file");

        Files.write(file, bytes);
        DqnSettings other = SETTINGS.with().gamma(0.5).build();
        assertThrows(InvalidInputException.class, () -> DqnTraining.resume(file, new CartPole(), other));
        assertThrows(InvalidInputException.class, () -> DqnTraining.resume(file, new Chain(4, 5), SETTINGS));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static void assertComplaint(Path file, String expected) {
        String message = assertThrows(
                        InvalidInputException.class, () -> DqnTraining.resume(file, new CartPole(), SETTINGS))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(expected), message);
    }

    private static byte[] newer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeUTF("virga-dqn-training");
            out.writeInt(3);
        }
        return bytes.toByteArray();
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = liveUserThreads();
        training(1).runEpisodes(40, NOBODY);
        Set<Thread> after = liveUserThreads();
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }

    private static Set<Thread> liveUserThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
