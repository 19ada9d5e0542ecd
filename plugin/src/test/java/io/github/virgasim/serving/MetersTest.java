// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.topology.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Busy time, power and energy of one worker, added up by hand. */
class MetersTest {
    /** Idle 10 W, at most 30 W; reached at a rate of 1. */
    private static final GpuSpec PLAIN = TestScenarios.device("plain");

    private static Meters meters(GpuSpec... devices) {
        return new Meters(List.of(devices).stream()
                .map(device -> new Worker("w", device, 1, 1, 1e6, List.of()))
                .toList());
    }

    @Test
    void timeAndEnergyFollowTheRate() {
        Meters meters = meters(PLAIN);
        meters.set(0, 0.5, 1);
        assertEquals(0.5, meters.rate(0));
        assertEquals(0.5, meters.utilization(0));
        assertEquals(20, meters.power(0));
        assertEquals(1, meters.busyTime(0, 3));
        assertEquals(10 * 3 + 20 * 0.5 * 2, meters.energy(0, 3));
        meters.set(0, 0.25, 3);
        meters.set(0, 0, 7);
        assertEquals(1 + 0.25 * 4, meters.busyTime(0, 10));
        assertEquals(10 * 10 + 20 * (0.5 * 2 + 0.25 * 4), meters.energy(0, 10));
        assertEquals(10, meters.power(0));
    }

    @Test
    void utilisationIsCappedAtOneAndPowerAtItsMaximum() {
        Meters meters = meters(PLAIN, PLAIN.withPowerSlope(5), PLAIN.withPowerSlope(40));
        for (int worker = 0; worker < 3; worker++) {
            meters.set(worker, 2, 0);
            assertEquals(2, meters.rate(worker));
            assertEquals(1, meters.utilization(worker));
            assertEquals(4, meters.busyTime(worker, 4));
        }
        assertEquals(30, meters.power(0));
        // Twice 5 W on top of the idle power; a slope of 40 W reaches the maximum at half a rate of 1.
        assertEquals(20, meters.power(1));
        assertEquals(4 * 20, meters.energy(1, 4));
        assertEquals(30, meters.power(2));
        assertEquals(4 * 30, meters.energy(2, 4));
        meters.set(2, 0.25, 4);
        assertEquals(20, meters.power(2));
    }

    @Test
    void whatRoundingLeavesIsNoWork() {
        Meters meters = meters(PLAIN);
        meters.set(0, 1 / 3.0 + 1 / 3.0 + 1 / 3.0 - 1 + 1e-10, 0);
        assertEquals(0, meters.rate(0));
        meters.set(0, 1e-9, 0);
        assertEquals(1e-9, meters.rate(0));
    }

    @Test
    void aDeviceThatDrawsTheSameAtEveryLoadDoesSo() {
        Meters meters = meters(new GpuSpec("flat", GpuSpec.Kind.EDGE, 1e6, 1, 1, 10, 10, "test"));
        meters.set(0, 1, 0);
        assertEquals(10, meters.power(0));
        assertEquals(50, meters.energy(0, 5));
    }

    @Test
    void aWorkerThatIsOffDrawsNothing() {
        Meters meters = meters(PLAIN, PLAIN);
        meters.switchPower(0, false, 2);
        assertEquals(0, meters.power(0));
        assertEquals(2, meters.upTime(0, 4));
        meters.switchPower(0, true, 5);
        assertEquals(10, meters.power(0));
        assertEquals(3, meters.upTime(0, 6));
        assertEquals(30, meters.energy(0, 6));
        meters.switchPower(0, false, 7);
        assertEquals(4, meters.upTime(0, 100));
        assertEquals(100, meters.upTime(1, 100));
        assertEquals(1000, meters.energy(1, 100));
    }
}
