// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static io.github.virgasim.papers.ecsrl.EcsrlSamples.CARD_1_EYE;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.FAST_EYE;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.SLOW_EYE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.experiment.Progress;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.SchedulingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EcsrlIndexTest {
    private EcsrlSamples.View view;

    @BeforeEach
    void idle() {
        view = new EcsrlSamples.View();
    }

    private int choice(EcsrlIndexPrices prices) {
        return new EcsrlIndex(EcsrlSamples.scenario(10), EcsrlWeights.EVEN, prices)
                .choose(EcsrlSamples.looking(), view);
    }

    private static EcsrlIndexPrices prices(double slow, double fast, double cloud, double use) {
        return new EcsrlIndexPrices(Map.of("slow", slow, "fast", fast, "cloud", cloud), use, 0, 1, 0);
    }

    @Test
    void withoutPricesItIsGreedy() {
        SchedulingPolicy greedy = new EcsrlGreedy(EcsrlSamples.scenario(10), EcsrlWeights.EVEN);
        for (int busy = 0; busy < 3; busy++) {
            view.running[FAST_EYE] = busy;
            assertEquals(greedy.choose(EcsrlSamples.looking(), view), choice(prices(0, 0, 0, 0)), "busy " + busy);
        }
    }

    @Test
    void aHighPriceKeepsRequestsFromADeviceThatIsBusyOnly() {
        int usual = choice(prices(0, 0, 0, 0));
        view.running[SLOW_EYE] = 0;
        // Nothing is under way anywhere, so that prices of occupancy cost nothing.
        assertEquals(usual, choice(prices(1e6, 1e6, 1e6, 0)));
        assertEquals(CARD_1_EYE, choice(prices(0, 0, 0, -1e6)));
        view.waiting[CARD_1_EYE] = 1;
        view.waiting[CARD_1_EYE + 2] = 1;
        assertNotEquals(CARD_1_EYE, choice(prices(0, 0, 1e9, -1e6)));
    }

    @Test
    void choosesFromWhatAMaskLeaves() {
        EcsrlIndexPrices none = prices(0, 0, 0, 0);
        int usual = choice(none);
        EcsrlMask butUsual = (choices, request, seen) ->
                Arrays.setAll(choices, i -> choices[i] == usual ? SchedulingPolicy.REJECT : choices[i]);
        var masked = new EcsrlIndex(EcsrlSamples.scenario(10), EcsrlWeights.EVEN, none, butUsual);
        int other = masked.choose(EcsrlSamples.looking(), view);
        assertNotEquals(usual, other);
        assertNotEquals(SchedulingPolicy.REJECT, other);
    }

    @Test
    void theShippedPricesServeTheScenario() {
        EcsrlIndexPrices shipped = EcsrlIndexPrices.shipped();
        assertEquals(4, shipped.occupancy().size());
        List<String> devices = new EcsrlDevices(Scenarios.named("ecsrl").topology()).names();
        List<Double> own = devices.stream().map(shipped::of).toList();
        assertEquals(
                EcsrlIndexPrices.NAMES.subList(0, 4).stream()
                        .map(shipped.occupancy()::get)
                        .toList(),
                own);
        assertEquals(
                shipped.occupancy().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow(),
                shipped.of("another board"),
                1e-12);
    }

    @Test
    void tuningBeatsGreedyAndIsTheSameForTheSameSeed() {
        EcsrlTraining plan = new EcsrlTraining(Scenarios.named("ecsrl"), 25, false, 1, Identity.EMPTY);
        EcsrlIndexTuning one = new EcsrlIndexTuning(plan, 1, 10, "command", Progress.NONE);
        EcsrlIndexTuning same = new EcsrlIndexTuning(plan, 1, 10, "command", Progress.NONE);
        assertTrue(one.bestScore() < one.greedyScore(), one.bestScore() + " against " + one.greedyScore());
        assertEquals(one.bestScore(), same.bestScore());
    }
}
