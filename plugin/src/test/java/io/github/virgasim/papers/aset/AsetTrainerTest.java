// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class AsetTrainerTest {
    private static final ServingScenario BASE = Scenarios.named("aset-dc-cloud");
    private static final AsetSelection SELECTION =
            new AsetSelection(BASE, 60, ServingReward.ALL_FAILURES, false, 1, Identity.EMPTY);
    private static final SystemState STATE = SystemState.ASET_EXTENDED;

    @TempDir
    private Path folder;

    private Path trained(String name, long seed) throws IOException {
        AsetTrainer trainer = new AsetTrainer(SELECTION, STATE, seed);
        trainer.train(3, () -> {});
        trainer.save(folder.resolve(name), Map.of("note", "test"));
        trainer.saveTraining(folder.resolve(name + ".training"));
        return folder.resolve(name);
    }

    private static double[] weights(Path network) {
        return SavedNetwork.load(network).network().weights();
    }

    @Test
    void theSeedFixesTheNetwork() throws IOException {
        double[] one = weights(trained("one", 1));
        assertArrayEquals(one, weights(trained("same", 1)));
        assertFalse(Arrays.equals(one, weights(trained("other", 2))));
    }

    @Test
    void aLoadedNetworkDecidesTheSame() throws IOException {
        Path file = trained("one", 1);
        AsetNetwork network = AsetNetwork.load(file);
        assertEquals(STATE, network.state());
        SwitchingPolicy first = network.policy(BASE);
        SwitchingPolicy second = AsetNetwork.load(file).policy(BASE);
        new ServingEngine(BASE, first, 1).finish();
        new ServingEngine(BASE, second, 1).finish();
        assertEquals(first.choices(), second.choices());
        assertTrue(first.choices().size() > 50);
    }

    @Test
    void aSavedTrainingGoesOn() throws IOException {
        AsetTrainer whole = new AsetTrainer(SELECTION, STATE, 1);
        whole.train(5, () -> {});
        trained("part", 1);
        AsetTrainer resumed = AsetTrainer.resume(SELECTION, STATE, folder.resolve("part.training"));
        resumed.train(2, () -> {});
        AsetTrainer.Point expected = whole.curve().points().get(1);
        assertEquals(expected, resumed.curve().points().get(1));
        assertEquals(3, resumed.curve().points().get(0).episodes());
        assertEquals(0, whole.curve().points().get(0).episodes());
    }

    @Test
    void aTrainingOnStreamsGoesOnOnStreamsOnly() throws IOException {
        TrainingEngines engines = TrainingEngines.named(TrainingEngines.STREAMS, SELECTION);
        AsetTrainer whole = new AsetTrainer(SELECTION, STATE, engines, 1);
        whole.train(5, () -> {});
        Path file = folder.resolve("streams.training");
        AsetTrainer part = new AsetTrainer(SELECTION, STATE, engines, 1);
        part.train(3, () -> {});
        part.saveTraining(file);
        AsetTrainer resumed =
                AsetTrainer.resume(SELECTION, STATE, TrainingEngines.named(TrainingEngines.STREAMS, SELECTION), file);
        resumed.train(2, () -> {});
        assertEquals(whole.curve().points().get(1), resumed.curve().points().get(1));
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> AsetTrainer.resume(SELECTION, STATE, file));
        assertTrue(refused.getMessage().contains("engine"), refused.getMessage());
    }

    @Test
    void theBestNetworkIsKept() {
        AsetTrainer trainer = new AsetTrainer(SELECTION, STATE, 1);
        trainer.train(1, () -> {});
        trainer.train(1, () -> {});
        assertEquals(
                trainer.curve().points().stream()
                        .mapToDouble(AsetTrainer.Point::score)
                        .max()
                        .orElseThrow(),
                trainer.curve().best().score());
    }

    @Test
    void leavesTheUsualActionOnlyWhereAnotherIsWorthMoreByTheMargin() {
        QNetwork network = new QNetwork(List.of(1, 2), Activation.RELU);
        network.weights()[0] = 1;
        // Values x and 0 for the observation x.
        GreedyAgent agent = new GreedyAgent(network);
        assertEquals(0, agent.act(new double[] {0.3}));
        assertEquals(0, agent.act(new double[] {0.3}, 1, 0.2));
        assertEquals(1, agent.act(new double[] {0.3}, 1, 0.4));
        assertEquals(0, agent.act(new double[] {-0.3}, 0, 0.4));
        assertEquals(1, agent.act(new double[] {-0.5}, 0, 0.4));
    }

    @Test
    void aUseWithMarginIsNotWorseUnderTheSelectionSeeds() throws IOException {
        Map<String, String> metadata = SavedNetwork.load(trained("one", 1)).metadata();
        assertTrue(AsetActions.names().contains(metadata.get("usual_action")));
        assertTrue(Double.parseDouble(metadata.get("selection_score_with_margin"))
                >= Double.parseDouble(metadata.get("selection_score")));
    }

    @Test
    void networksForOtherScenariosAreRefused() throws IOException {
        AsetNetwork network = AsetNetwork.load(trained("one", 1));
        network.check(BASE.withLambda(10));
        assertRefused("train one for this scenario", () -> network.check(Scenarios.named("aset-full-edge")));
        assertRefused("no trained network ships", () -> AsetNetwork.shipped("mine", STATE));
        Path foreign = folder.resolve("foreign");
        new SavedNetwork(SavedNetwork.load(folder.resolve("one")).network(), Map.of()).save(foreign);
        assertRefused("must be a network of ASET", () -> AsetNetwork.load(foreign));
    }

    private static void assertRefused(String message, Executable action) {
        InvalidInputException e = assertThrows(InvalidInputException.class, action);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void selectionSeedsStayBelowTestSeeds() {
        assertThrows(
                InvalidInputException.class,
                () -> new AsetSelection(BASE, 60, ServingReward.ALL_FAILURES, false, 1_000_001, Identity.EMPTY));
    }
}
