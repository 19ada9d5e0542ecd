// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.graph.Adam;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.random.RandomStreams;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advantages, lessons, training and what is saved of it. */
class LearningTest {
    private static final Runnable SILENT = () -> {};

    private final ElasticExperiment experiment = Small.experiment(ElasticSetting.Mode.MULTI_TASK, 40);

    @TempDir
    private Path folder;

    @Test
    void advantagesWithoutCriticAreDifferencesOfReturnsToSiblings() {
        TapFingerNetwork network = Small.network(experiment);
        List<Episode> siblings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            siblings.add(new Episode(experiment, DecisionMode.SEQUENTIAL, 7, 50 + i));
        }
        try (Workers workers = new Workers(1)) {
            new Collector(network, MatrixKernels.plain()).run(List.of(siblings), workers);
        }
        // With lambda 1 all values cancel but those of the step itself and of its siblings.
        Advantages advantages = new Advantages(siblings, 1, 10, 0.5f);
        int longest = siblings.stream().mapToInt(Episode::timesteps).max().orElseThrow();
        for (Episode episode : siblings) {
            float[] found = advantages.of(episode);
            for (int k = 0; k < found.length; k++) {
                Step step = episode.steps.get(k);
                double wanted = -step.value();
                for (Episode sibling : siblings) {
                    wanted += value(sibling, step.timestep()) / 3;
                }
                for (int t = step.timestep(); t < longest; t++) {
                    double mean = 0;
                    for (Episode sibling : siblings) {
                        mean += sibling.alive(t) / 3;
                    }
                    // An episode that is over waits for its siblings without any task.
                    wanted -= t < episode.timesteps() ? (episode.alive(t) - mean) / 10 : 0;
                }
                double after = 0;
                for (Episode sibling : siblings) {
                    after += value(sibling, episode.timesteps()) / 3;
                }
                assertEquals(wanted + 0.5 - after, found[k], 1e-3);
            }
        }
    }

    private static double value(Episode episode, int timestep) {
        return episode.steps.stream()
                .filter(step -> step.timestep() == timestep)
                .findFirst()
                .map(step -> (double) step.value())
                .orElse(0.5);
    }

    @Test
    void lessonsAreTheTeachersDecisions() {
        for (DecisionMode mode : DecisionMode.values()) {
            RandomStreams streams = new RandomStreams(4);
            List<Step> lessons = Lessons.of(experiment, Baseline.MIN.scheduler(experiment, streams), mode, streams);
            int starts = 0;
            for (Step lesson : lessons) {
                for (int n = 0; n < 2; n++) {
                    if (lesson.decision().starts(n)) {
                        starts++;
                        assertEquals(1, lesson.decision().gpus[n]);
                        assertEquals(2, lesson.decision().cpus[n]);
                    }
                }
            }
            assertEquals(40, starts);
        }
    }

    @Test
    void imitationLearnsToGiveTheMinimum() {
        TrainingPlan plan = plan(1, streams -> Baseline.MIN.scheduler(experiment, streams), 80);
        try (TapFingerTrainer trainer = TapFingerTrainer.begin(plan, MatrixKernels.fastest(), 1)) {
            int right = 0;
            int starts = 0;
            for (Step step : Small.episodes(experiment, trainer.curve().network(), DecisionMode.SEQUENTIAL, 1)
                    .get(0)
                    .steps) {
                for (int n = 0; n < 2; n++) {
                    if (step.decision().starts(n)) {
                        starts++;
                        right += step.decision().gpus[n] == 1 && step.decision().cpus[n] == 2 ? 1 : 0;
                    }
                }
            }
            assertTrue(right > 0.95 * starts, String.format(Locale.ROOT, "%d of %d", right, starts));
        }
    }

    @Test
    void afterImitationTheCriticLearnsFirst() {
        TrainingPlan plan = plan(1, streams -> Baseline.MIN.scheduler(experiment, streams), 1);
        TapFingerNetwork network = Small.network(experiment);
        TapFingerNetwork before = network.copy();
        PolicyTraining training =
                new PolicyTraining(plan, network, new Adam(network.parameters, 1), MatrixKernels.plain());
        try (Workers workers = new Workers(1)) {
            training.run(0, workers);
            assertEquals(mean(before), mean(network), "the policy stays as it is");
            assertFalse(Arrays.equals(bytes(before), bytes(network)), "the critic does not");
            training.run(5, workers);
            assertNotEquals(mean(before), mean(network));
        }
    }

    private static byte[] bytes(TapFingerNetwork network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            network.parameters.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void policyTrainingMakesTasksFaster() {
        try (TapFingerTrainer trainer = TapFingerTrainer.begin(plan(30, null, 1), MatrixKernels.fastest(), 1)) {
            double before = mean(trainer.curve().network());
            trainer.train(30, SILENT);
            double after = mean(trainer.curve().network());
            assertTrue(
                    after < 0.75 * before,
                    String.format(Locale.ROOT, "mean completion time went from %g to %g", before, after));
        }
    }

    private double mean(TapFingerNetwork network) {
        return Small.episodes(experiment, network, DecisionMode.SEQUENTIAL, 10).stream()
                .mapToDouble(Episode::meanCompletionTime)
                .average()
                .orElseThrow();
    }

    @Test
    void trainingIsTheSameForAnyNumberOfThreadsAndInterruptions() throws IOException {
        byte[] one = trained(1, false);
        assertArrayEquals(one, trained(1, false));
        assertArrayEquals(one, trained(2, false));
        assertArrayEquals(one, trained(1, true));
    }

    private byte[] trained(int threads, boolean interrupted) throws IOException {
        TrainingPlan plan = plan(4, null, 1);
        Path file = folder.resolve("training");
        try (TapFingerTrainer first = TapFingerTrainer.begin(plan, MatrixKernels.fastest(), threads)) {
            first.train(2, SILENT);
            first.saveTraining(file);
            if (!interrupted) {
                first.train(2, SILENT);
                first.saveTraining(file);
            }
        }
        if (interrupted) {
            try (TapFingerTrainer second = TapFingerTrainer.resume(plan, MatrixKernels.fastest(), threads, file)) {
                second.train(2, SILENT);
                second.saveTraining(file);
            }
        }
        return Files.readAllBytes(file);
    }

    @Test
    void trainingOfAnotherPlanOrKernelIsRefused() throws IOException {
        Path file = folder.resolve("training");
        try (TapFingerTrainer trainer = TapFingerTrainer.begin(plan(4, null, 1), MatrixKernels.plain(), 1)) {
            trainer.saveTraining(file);
        }
        assertRefused(
                plan(5, null, 1), MatrixKernels.plain(), file, "iterations must be as in the saved training, 4, was 5");
        assertRefused(
                plan(4, null, 1),
                MatrixKernels.fastest(),
                file,
                "kernel of matrix products must be as in the saved training, plain, was vector");
        Files.writeString(file, "nothing");
        assertRefused(plan(4, null, 1), MatrixKernels.plain(), file, "must be a saved training");
    }

    private static void assertRefused(TrainingPlan plan, MatrixKernel kernel, Path file, String message) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> TapFingerTrainer.resume(plan, kernel, 1, file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void savedAgentSchedulesLikeTheNetwork() throws IOException {
        TapFingerNetwork network = Small.network(experiment);
        Path file = folder.resolve("network");
        new TapFingerAgent(network, List.of("insensitive", "sensitive"), Map.of("seed", "3")).save(file);
        TapFingerAgent agent = TapFingerAgent.load(file);
        assertEquals(Map.of("seed", "3"), agent.metadata());
        RandomStreams streams = new RandomStreams(9);
        ElasticScheduler scheduler =
                agent.scheduler(experiment, DecisionMode.SEQUENTIAL, MatrixKernels.plain(), Replicas.RELIABLE, streams);
        Episode episode = new Episode(experiment, DecisionMode.SEQUENTIAL, 9, 9);
        try (Workers workers = new Workers(1)) {
            new Collector(network, MatrixKernels.plain()).run(List.of(List.of(episode)), workers);
        }
        assertEquals(
                episode.meanCompletionTime(), experiment.run(scheduler, streams).meanCompletionTime(), 1e-9);
    }

    @Test
    void agentIsForItsTaskTypesOnly() {
        TapFingerAgent agent =
                new TapFingerAgent(Small.network(experiment), List.of("insensitive", "sensitive"), Map.of());
        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> agent.scheduler(
                        TapFinger.shortAndLong(Fidelity.PAPER),
                        DecisionMode.SEQUENTIAL,
                        MatrixKernels.plain(),
                        Replicas.RELIABLE,
                        new RandomStreams(1)));
        assertEquals(
                "the network was trained for the task types [insensitive, sensitive], the experiment has [short, long];"
                        + " train one for this experiment",
                e.getMessage());
    }

    private TrainingPlan plan(int iterations, Function<RandomStreams, ElasticScheduler> teacher, int lessons) {
        LearningSettings settings = new LearningSettings(2, 4, 2, 64, 3e-3, 0.2, 0.01, 0.9, 0.5, 1);
        return new TrainingPlan(
                experiment,
                NetworkShape.of(experiment, 16, 2),
                TaskChoice.POINTER,
                1,
                iterations,
                settings,
                teacher,
                lessons,
                4);
    }
}
