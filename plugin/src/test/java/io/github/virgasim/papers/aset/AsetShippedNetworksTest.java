// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsetShippedNetworksTest {
    @ParameterizedTest
    @ValueSource(strings = {"aset-dc-cloud", "aset-co-dc-cloud", "aset-full-edge", "aset-real-deployment"})
    void fitTheirScenariosAndSayHowTheyWereMade(String scenario) {
        for (SystemState state : SystemState.values()) {
            AsetNetwork network = AsetNetwork.shipped(scenario, state);
            assertEquals(state, network.state());
            assertEquals(scenario, network.metadata().get("scenario"));
            assertTrue(network.metadata().get("command").startsWith("virga train aset --topology "));
            for (String key : List.of("seed", "reward", "episodes")) {
                assertTrue(network.metadata().containsKey(key), key);
            }
            assertDoesNotThrow(() -> network.policy(Scenarios.named(scenario), 1));
        }
    }

    /** Scores are comparable, as all networks of a scenario were judged by the same runs. */
    @ParameterizedTest
    @ValueSource(strings = {"aset-dc-cloud", "aset-co-dc-cloud", "aset-full-edge", "aset-real-deployment"})
    void theBestHasTheHighestSelectionScore(String scenario) {
        Map<SystemState, Double> scores = new EnumMap<>(SystemState.class);
        Set<String> runs = new HashSet<>();
        for (SystemState state : SystemState.values()) {
            Map<String, String> metadata = AsetNetwork.shipped(scenario, state).metadata();
            scores.put(state, Double.parseDouble(metadata.get("selection_score_with_margin")));
            assertTrue(metadata.get("command").contains("--selection-runs 8"), metadata.get("command"));
            assertFalse(metadata.get("command").contains("--lambda"), metadata.get("command"));
            runs.add(metadata.get("reward") + " for " + metadata.get("episode_s") + " s");
        }
        assertEquals(1, runs.size(), runs.toString());
        assertEquals(Collections.max(scores.values()), scores.get(AsetNetwork.bestState(scenario)), scores.toString());
    }

    /** The direct one was judged by the same runs as the others. */
    @ParameterizedTest
    @ValueSource(strings = {"aset-dc-cloud", "aset-co-dc-cloud", "aset-full-edge", "aset-real-deployment"})
    void theDirectAgentIsTakenWhereItScoresMost(String scenario) {
        DirectNetwork direct = DirectNetwork.shipped();
        AsetNetwork other = AsetNetwork.shipped(scenario, AsetNetwork.bestState(scenario));
        String command = direct.metadata().get("command");
        assertTrue(command.contains("--selection-runs 8") && command.contains("--episode-length 900"), command);
        assertTrue(command.contains("--reward " + other.metadata().get("reward")), command);
        double score = Double.parseDouble(direct.metadata().get("selection_score_" + scenario));
        double best = Double.parseDouble(other.metadata().get("selection_score_with_margin"));
        assertEquals(score > best, direct.isBest(scenario, false));
        assertEquals(
                List.of("aset-co-dc-cloud", "aset-real-deployment").contains(scenario), direct.isBest(scenario, false));
        // With preemption it is above them everywhere, since none of them can use it.
        double preempting =
                Double.parseDouble(direct.metadata().get("selection_score_" + scenario + DirectTrial.PREEMPTING));
        assertTrue(preempting > best, preempting + " " + best);
        assertTrue(direct.isBest(scenario, true));
    }

    @ParameterizedTest
    @EnumSource(names = {"ASET_PUBLISHED", "ASET_EXTENDED"})
    void theStrictAgentBeganAsTheMixtureThatItIsComparedWith(SystemState state) {
        String topology = "full-edge-strict";
        String scenario = "aset-" + topology;
        AsetNetwork network = AsetNetwork.shipped(scenario, state);
        assertEquals(state, network.state());
        assertEquals(
                List.of("random", "farthest", "least-impedance", "farthest", "least-impedance"),
                network.mixture().orElseThrow().urn());
        assertEquals(2, network.period());
        assertEquals(2, network.policy(Scenarios.named(scenario), 1).period());
        String command = network.metadata().get("command");
        assertTrue(command.contains("--topology " + topology + " "), command);
        assertTrue(command.contains("--engine streams --learner actor-critic"), command);
        assertTrue(AsetNetwork.shipped("aset-full-edge", SystemState.ASET_EXTENDED)
                .mixture()
                .isEmpty());
    }

    @Test
    void noneIsTheBestOfNone() {
        InvalidInputException none =
                assertThrows(InvalidInputException.class, () -> AsetNetwork.bestState("aset-full-edge-isp"));
        assertTrue(none.getMessage().contains("no trained network ships for scenario 'aset-full-edge-isp'"));
    }

    @Test
    void noneIsShippedThatCannotBeFound() {
        List<String> found = new ArrayList<>(Datasets.names());
        found.removeIf(name -> !name.startsWith("networks/aset-"));
        // Three agents for each of four topologies, two strict ones and the direct one.
        assertEquals(4 * SystemState.values().length + 2 + 1, found.size());
    }
}
