// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static io.github.virgasim.papers.ecsrl.EcsrlSamples.CARD_1_EYE;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.CARD_2_EYE;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.FAST_EAR;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.FAST_EYE;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.SLOW_EAR;
import static io.github.virgasim.papers.ecsrl.EcsrlSamples.SLOW_EYE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks and baselines on states made by hand. The sample's devices: slow, fast, cloud of two cards. */
class EcsrlBaselinesTest {
    private static final int REJECT = SchedulingPolicy.REJECT;

    private EcsrlSamples.View view;

    @BeforeEach
    void idle() {
        view = new EcsrlSamples.View();
    }

    private int choice(String policy) {
        return EcsrlBaselines.named(policy, EcsrlSamples.scenario(10)).choose(EcsrlSamples.looking(), view);
    }

    private int[] devices() {
        return new EcsrlDevices(EcsrlSamples.TOPOLOGY).instances(EcsrlSamples.looking(), view);
    }

    @Test
    void aDeviceIsRuledOutWhenItsMemoryIsFullOrItIsDown() {
        assertArrayEquals(new int[] {SLOW_EYE, FAST_EYE, CARD_1_EYE}, devices());
        view.running[SLOW_EYE] = 1;
        view.running[SLOW_EAR] = 1;
        assertArrayEquals(new int[] {REJECT, FAST_EYE, CARD_1_EYE}, devices());
        view.down[FAST_EYE] = true;
        view.down[CARD_1_EYE] = true;
        assertArrayEquals(new int[] {REJECT, REJECT, CARD_2_EYE}, devices());
        view.down[CARD_2_EYE] = true;
        assertArrayEquals(new boolean[3], EcsrlDevices.allowed(devices()));
        EcsrlBaselines.names().forEach(policy -> assertEquals(REJECT, choice(policy), policy));
    }

    @Test
    void theLeastBusyCardStandsForTheCloud() {
        view.running[CARD_1_EYE + 1] = 1;
        assertEquals(CARD_2_EYE, devices()[2]);
        view.waiting[CARD_2_EYE] = 2;
        assertEquals(CARD_1_EYE, devices()[2]);
        view.waiting[CARD_2_EYE] = 1;
        view.load[CARD_1_EYE] = 3;
        assertEquals(CARD_2_EYE, devices()[2]);
    }

    @ParameterizedTest
    @CsvSource({
        // policy, batches on slow and fast, queries at each card, choice
        "least-loaded,      0, 0, 0, 2",
        "least-loaded,      0, 1, 1, 0",
        "least-loaded,      1, 1, 0, 4",
        "least-degradation, 0, 0, 9, 2",
        "least-degradation, 0, 1, 9, 4",
        "least-degradation, 1, 1, 9, 4",
        "edge-only,         1, 0, 0, 2",
        "edge-only,         1, 1, 0, 2",
        "edge-only,         0, 1, 0, 0",
        "cloud-only,        0, 0, 9, 4",
    })
    void baselinesChooseByTheirRules(String policy, int slow, int fast, int atCards, int expected) {
        view.running[SLOW_EAR] = slow;
        view.running[FAST_EAR] = fast;
        view.running[CARD_1_EYE] = Math.min(1, atCards);
        view.running[CARD_2_EYE] = Math.min(1, atCards);
        view.waiting[CARD_1_EYE] = Math.max(0, atCards - 1);
        view.waiting[CARD_2_EYE] = Math.max(0, atCards - 1);
        assertEquals(expected, choice(policy));
    }

    @Test
    void roundRobinGoesRoundAndLeavesOutWhatIsFull() {
        SchedulingPolicy policy = EcsrlBaselines.named("round-robin", EcsrlSamples.scenario(10));
        int[] chosen = new int[6];
        for (int i = 0; i < chosen.length; i++) {
            view.down[FAST_EYE] = i >= 3;
            chosen[i] = policy.choose(EcsrlSamples.looking(), view);
        }
        assertArrayEquals(new int[] {SLOW_EYE, FAST_EYE, CARD_1_EYE, SLOW_EYE, CARD_1_EYE, SLOW_EYE}, chosen);
    }

    @Test
    void randomTakesEachDeviceEquallyOften() {
        SchedulingPolicy policy = EcsrlBaselines.named("random-device", EcsrlSamples.scenario(10));
        int[] counts = new int[8];
        for (int i = 0; i < 9000; i++) {
            counts[policy.choose(EcsrlSamples.looking(), view)]++;
        }
        for (int instance : new int[] {SLOW_EYE, FAST_EYE, CARD_1_EYE}) {
            assertEquals(3000, counts[instance], 200);
        }
        assertEquals(9000, Arrays.stream(counts).sum());
    }

    /**
     * With P the chance of a second inference: an idle fast board costs alpha (10 W x 0.05 s + P x 200 W x 0.03 s) / E + beta
     * (1 + P) / d, the cloud alpha x 6 J / E + beta / d, one more batch on the board beta (1 + 1/2) / d more.
     */
    @Test
    void greedyWeighsEnergyAgainstDegradation() {
        EcsrlObjective objective = EcsrlObjective.of(EcsrlSamples.scenario(10));
        // 110 W of idle power, 30 requests/s, 6 J each; two models of each board beside one more of their kind.
        assertEquals(110 / 30.0 + 6, objective.energyReference(), 1e-9);
        double p = 1
                - EcsrlSamples.scenario(10)
                        .settings()
                        .secondInference()
                        .orElseThrow()
                        .acceptance(60, 0.5);
        EcsrlGreedy even = new EcsrlGreedy(EcsrlSamples.scenario(10), EcsrlWeights.EVEN);
        double board = (0.5 + 6 * p) / objective.energyReference() + (1 + p) / objective.degradationReference();
        double cloud = 6 / objective.energyReference() + 1 / objective.degradationReference();
        assertEquals(board, even.cost(FAST_EYE, 0, view), 1e-9);
        assertEquals(cloud, even.cost(CARD_1_EYE, 0, view), 1e-9);
        view.running[FAST_EAR] = 1;
        assertEquals(board + 1.5 / objective.degradationReference(), even.cost(FAST_EYE, 0, view), 1e-9);

        view.running[SLOW_EAR] = 1;
        assertTrue(cloud < board + 1.5 / objective.degradationReference());
        assertEquals(CARD_1_EYE, even.choose(EcsrlSamples.looking(), view));
        EcsrlGreedy thrifty = new EcsrlGreedy(EcsrlSamples.scenario(10), 0.95);
        assertEquals(FAST_EYE, thrifty.choose(EcsrlSamples.looking(), view));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        String message = assertThrows(
                        InvalidInputException.class, () -> EcsrlBaselines.named("best", EcsrlSamples.scenario(10)))
                .getMessage();
        EcsrlBaselines.names().forEach(name -> assertTrue(message.contains(name), message));
    }
}
