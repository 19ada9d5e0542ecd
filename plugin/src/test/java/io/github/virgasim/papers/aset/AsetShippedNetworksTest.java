// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            assertDoesNotThrow(() -> network.policy(Scenarios.named(scenario)));
        }
    }

    @Test
    void noneIsShippedThatCannotBeFound() {
        List<String> found = new ArrayList<>(Datasets.names());
        found.removeIf(name -> !name.startsWith("networks/aset-"));
        assertEquals(4 * SystemState.values().length, found.size());
    }
}
