// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.ForwardingEnvironment;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorCriticTrainingTest {
    private static final ActorCriticSettings SETTINGS =
            new ActorCriticSettings(List.of(16, 8), Activation.RELU, 0.95, 0.9, 32, 1e-3, 1e-3, 0.01, 0.5);
    private static final Consumer<ActorCriticTraining.Episode> NOBODY = episode -> {};

    @TempDir
    private Path folder;

    private static ActorCriticTraining training(long seed) {
        return new ActorCriticTraining(Maze::new, SETTINGS, seed);
    }

    private static double[] weights(ActorCriticTraining training) {
        return training.agent().network().weights();
    }

    @Test
    void theSeedFixesTheTraining() {
        List<ActorCriticTraining.Episode> first = new ArrayList<>();
        List<ActorCriticTraining.Episode> second = new ArrayList<>();
        ActorCriticTraining one = training(1);
        ActorCriticTraining two = training(1);
        one.runEpisodes(30, first::add);
        two.runEpisodes(30, second::add);
        assertEquals(first, second);
        assertArrayEquals(weights(one), weights(two));
        ActorCriticTraining other = training(2);
        other.runEpisodes(30, NOBODY);
        assertFalse(Arrays.equals(weights(one), weights(other)));
    }

    @Test
    void reportsEachEpisode() {
        List<ActorCriticTraining.Episode> reports = new ArrayList<>();
        training(1).runEpisodes(20, reports::add);
        long steps = 0;
        for (int i = 0; i < 20; i++) {
            ActorCriticTraining.Episode report = reports.get(i);
            steps += report.length();
            assertEquals(i, report.number());
            assertEquals(-report.length(), report.totalReward());
            assertEquals(steps, report.totalSteps());
            boolean updated = steps / 32 > (steps - report.length()) / 32;
            assertEquals(updated, report.lastUpdate().entropy() > 0);
        }
    }

    /** Saved before the first update and in the middle of a rollout. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 40})
    void aResumedTrainingGoesOnAsIfItHadNotStopped(int episodes) throws IOException {
        Path file = folder.resolve("training.gz");
        Path end = folder.resolve("end.gz");
        Path resumedEnd = folder.resolve("resumed.gz");
        ActorCriticTraining whole = training(4);
        whole.runEpisodes(episodes, NOBODY);
        whole.save(file);
        List<ActorCriticTraining.Episode> reports = new ArrayList<>();
        whole.runEpisodes(25, reports::add);
        whole.save(end);

        ActorCriticTraining resumed = ActorCriticTraining.resume(file, Maze::new, SETTINGS);
        assertEquals(episodes, resumed.episodes());
        List<ActorCriticTraining.Episode> resumedReports = new ArrayList<>();
        resumed.runEpisodes(25, resumedReports::add);
        resumed.save(resumedEnd);
        assertEquals(reports, resumedReports);
        assertEquals(-1, Files.mismatch(end, resumedEnd));
    }

    /** With episodes side by side, which are in the middle when the training is saved. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 40})
    void soDoesOneOfSeveralEpisodesAtOnce(int episodes) throws IOException {
        ActorCriticSettings settings = sideBySide(4);
        ActorCriticTraining whole = new ActorCriticTraining(Maze::new, settings, 4);
        whole.runEpisodes(episodes, NOBODY);
        Path file = folder.resolve("training.gz");
        whole.save(file);
        List<ActorCriticTraining.Episode> reports = new ArrayList<>();
        whole.runEpisodes(25, reports::add);
        ActorCriticTraining resumed = ActorCriticTraining.resume(file, Maze::new, settings);
        List<ActorCriticTraining.Episode> resumedReports = new ArrayList<>();
        resumed.runEpisodes(25, resumedReports::add);
        assertEquals(
                reports.stream().map(report -> report.number()).toList(),
                resumedReports.stream().map(report -> report.number()).toList());
        assertEquals(
                reports.stream().map(report -> report.length()).toList(),
                resumedReports.stream().map(report -> report.length()).toList());
        assertArrayEquals(weights(whole), weights(resumed));
    }

    private static ActorCriticSettings sideBySide(int episodes) {
        return new ActorCriticSettings(
                List.of(16, 8),
                Activation.RELU,
                0.95,
                0.9,
                32,
                1e-3,
                1e-3,
                0.01,
                0.5,
                100,
                new ActorCriticSettings.Batches(episodes, 3, 2, 0.2));
    }

    /** An update of 32 steps has eight of each of four episodes, whose numbers say when they began. */
    @Test
    void eachUpdateSeesAllEpisodesThatArePlayed() {
        List<Integer> played = new ArrayList<>();
        AtomicInteger made = new AtomicInteger();
        ActorCriticTraining training = new ActorCriticTraining(
                () -> {
                    int which = made.getAndIncrement();
                    return new ForwardingEnvironment(new Maze()) {
                        @Override
                        public EnvironmentStep step(int action) {
                            played.add(which);
                            return super.step(action);
                        }
                    };
                },
                sideBySide(4),
                1);
        training.runEpisodes(20, NOBODY);
        assertEquals(4, made.get());
        for (int i = 0; i < played.size(); i++) {
            assertEquals(i % 32 / 8, played.get(i), "step " + i);
        }
    }

    @Test
    void aSavedPolicyDecidesTheSame() throws IOException {
        ActorCriticTraining training = training(1);
        training.runEpisodes(30, NOBODY);
        Path file = folder.resolve("policy.txt");
        new SavedNetwork(training.agent().network(), Map.of("kind", "test")).save(file);
        GreedyAgent before = training.agent().greedy();
        GreedyAgent after = new GreedyAgent(SavedNetwork.load(file).network());
        UniformRandomProvider random = new RandomStreams(2).stream("observations");
        for (int i = 0; i < 1000; i++) {
            double[] observation = random.doubles(25, -3, 3).toArray();
            boolean[] allowed = {random.nextBoolean(), random.nextBoolean(), true, random.nextBoolean()};
            assertEquals(before.act(observation, allowed), after.act(observation, allowed));
            assertArrayEquals(before.values(observation), after.values(observation));
        }
    }

    @Test
    void damagedForeignAndUnfitFilesAreRefused() throws IOException {
        Path file = folder.resolve("training.gz");
        ActorCriticTraining training = training(1);
        training.runEpisodes(10, NOBODY);
        training.save(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int kept = 0; kept < bytes.length; kept += 499) {
            Files.write(file, Arrays.copyOf(bytes, kept));
            assertComplaint(file, "must be a saved training", SETTINGS);
        }
        byte[] damaged = bytes.clone();
        damaged[bytes.length - 6] ^= 1;
        Files.write(file, damaged);
        assertComplaint(file, "must be a saved training", SETTINGS);
        new DqnTraining(new Maze(), DqnSettings.defaults(), 1).save(file);
        assertComplaint(file, "does not begin with virga-actor-critic-training", SETTINGS);
        assertComplaint(folder.resolve("missing"), "no such file", SETTINGS);
        Files.write(file, bytes);
        assertComplaint(file, "settings must be as in the saved training", ActorCriticSettings.defaults());
        assertThrows(
                InvalidInputException.class, () -> ActorCriticTraining.resume(file, () -> new Chain(25, 5), SETTINGS));
    }

    private static void assertComplaint(Path file, String expected, ActorCriticSettings settings) {
        String message = assertThrows(
                        InvalidInputException.class, () -> ActorCriticTraining.resume(file, Maze::new, settings))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        training(1).runEpisodes(40, NOBODY);
        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);
        after.removeIf(Thread::isDaemon);
        assertEquals(Set.of(), after);
    }
}
