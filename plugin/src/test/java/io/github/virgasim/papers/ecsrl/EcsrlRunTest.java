// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import org.junit.jupiter.api.Test;

class EcsrlRunTest {
    /** Always the same exclusive card, so that requests wait for each other and never run side by side. */
    private static final SchedulingPolicy ONE_CARD = new SchedulingPolicy() {
        @Override
        public String name() {
            return "one-card";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            int instance = EcsrlSamples.CARD_1_EYE + (request.streamClass() == EcsrlSamples.LOOKING ? 0 : 1);
            return view.hasRoom(instance, request) ? instance : REJECT;
        }
    };

    private static EcsrlRun run(double clientsPerMinute) {
        ServingScenario scenario = EcsrlSamples.scenario(60).withLambda(clientsPerMinute);
        return EcsrlRun.execute(scenario, ONE_CARD, 1);
    }

    @Test
    void degradationLeavesWaitingOutAndTheRatioOfResponseToSoloTimeDoesNot() {
        EcsrlRun busy = run(72);
        assertEquals(1, busy.meanDegradation(), 1e-9);
        // At 12 requests/s of 30 ms on the mean, Pollaczek-Khinchine has 1.28 in the long run.
        assertEquals(1.28, busy.meanStretch(), 0.2);
        EcsrlRun idle = run(12);
        assertEquals(1, idle.meanStretch(), 0.1);
        assertTrue(idle.answers() > 5);
    }

    @Test
    void whatCompletedRequestsDrewIsWhatProcessingAddsToAnIdleDevice() {
        for (double rate : new double[] {12, 72}) {
            EcsrlRun run = run(rate);
            // 30 ms at 200 W above idle.
            assertEquals(6, run.energyOfCompleted(), 1e-6, "rate " + rate);
            assertTrue(run.energyPerRequest() > 2 * run.energyOfCompleted(), run.energyPerRequest() + "");
        }
    }
}
