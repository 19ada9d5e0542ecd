// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EcsrlObserverTest {
    private static final EcsrlDevices DEVICES = new EcsrlDevices(EcsrlSamples.TOPOLOGY);
    private static final EcsrlObserver OBSERVER =
            new EcsrlObserver(EcsrlSamples.scenario(10), DEVICES, EcsrlWeights.EVEN);

    private static double[] observe(int waitingAtEachCard) {
        EcsrlSamples.View view = new EcsrlSamples.View();
        view.waiting[EcsrlSamples.CARD_1_EYE] = waitingAtEachCard;
        view.waiting[EcsrlSamples.CARD_2_EYE] = waitingAtEachCard;
        return OBSERVER.observe(EcsrlSamples.looking(), DEVICES.instances(EcsrlSamples.looking(), view), view);
    }

    /** Beyond that, networks were seen to send ever more to the longest queue. */
    @Test
    void waitingQueriesAreCountedToABound() {
        int at = OBSERVER.spec().names().indexOf("waiting of cloud");
        assertEquals(0, observe(0)[at]);
        assertEquals(2 / 5.0, observe(2)[at], 1e-12);
        assertEquals(0.5, observe(3)[at], 1e-12);
        double[] crowded = observe(3);
        assertArrayEquals(crowded, observe(3000), Arrays.toString(crowded));
    }
}
