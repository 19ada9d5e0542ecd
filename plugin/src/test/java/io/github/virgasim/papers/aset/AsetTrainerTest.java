// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        SwitchingPolicy first = network.policy(BASE, 1);
        SwitchingPolicy second = AsetNetwork.load(file).policy(BASE, 1);
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
        AsetTrainer whole = new AsetTrainer(SELECTION, STATE, engines, null, 1, null);
        whole.train(5, () -> {});
        Path file = folder.resolve("streams.training");
        AsetTrainer part = new AsetTrainer(SELECTION, STATE, engines, null, 1, null);
        part.train(3, () -> {});
        part.saveTraining(file);
        AsetTrainer resumed = new AsetTrainer(
                SELECTION, STATE, TrainingEngines.named(TrainingEngines.STREAMS, SELECTION), null, 0, file);
        resumed.train(2, () -> {});
        assertEquals(whole.curve().points().get(1), resumed.curve().points().get(1));
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> AsetTrainer.resume(SELECTION, STATE, file));
        assertTrue(refused.getMessage().contains("engine"), refused.getMessage());
    }

    @Test
    void anActorCriticBeginsAsItsMixtureAndDrawsByTheSeed() throws IOException {
        AsetMixture start = new AsetMixture(List.of("closest", "farthest", "closest"));
        AsetTrainer trainer = new AsetTrainer(SELECTION, STATE, ServingEngine::new, start, 1, null);
        trainer.train(2, () -> {});
        Path file = folder.resolve("drawn");
        trainer.save(file, Map.of());
        AsetNetwork network = AsetNetwork.load(file);
        assertEquals(start, network.mixture().orElseThrow());
        List<Integer> choices = choices(network, 1);
        assertEquals(choices, choices(network, 1));
        assertNotEquals(choices, choices(network, 2));
        // Of 60 choices, two thirds and one third; the network has learnt next to nothing.
        assertEquals(0.63, share(choices, "closest"), 0.25);
        assertEquals(0.32, share(choices, "farthest"), 0.25);
    }

    private static List<Integer> choices(AsetNetwork network, long seed) {
        SwitchingPolicy policy = network.policy(BASE, seed);
        new ServingEngine(BASE, policy, 1).finish();
        return policy.choices();
    }

    private static double share(List<Integer> choices, String action) {
        int index = AsetActions.names().indexOf(action);
        return (double) choices.stream().filter(choice -> choice == index).count() / choices.size();
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
