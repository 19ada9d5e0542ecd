// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.scheduling.Monitoring;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingRewardTest {
    /** A reading of two classes; each list holds what each class has so far. */
    private static Monitoring reading(List<Long> served, List<Long> late, List<Long> rejected) {
        return (Monitoring) Proxy.newProxyInstance(
                Monitoring.class.getClassLoader(),
                new Class<?>[] {Monitoring.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "classes" -> Collections.nCopies(2, null);
                    case "served" -> served.get((int) arguments[0]);
                    case "late" -> late.get((int) arguments[0]);
                    case "rejected" -> rejected.get((int) arguments[0]);
                    default -> throw new AssertionError(method + " " + Arrays.toString(arguments));
                });
    }

    @Test
    void rewardsAreOneMinusTheShareOfFailuresSinceTheLastReading() {
        ServingReward.Meter published = ServingReward.INSTANT_FAILURES.new Meter();
        ServingReward.Meter fair = ServingReward.CLASS_FAILURES.new Meter();
        ServingReward.Meter all = ServingReward.ALL_FAILURES.new Meter();
        Monitoring first = reading(List.of(60L, 20L), List.of(4L, 6L), List.of(3L, 7L));
        assertEquals(1 - 10 / 100.0, published.read(first));
        assertEquals(1 - 20 / 100.0, all.read(first));
        assertEquals(1 - (7 / 67.0 + 13 / 33.0) / 2, fair.read(first), 1e-12);
        // Since then 15 more have been served, 2 were late and 3 rejected.
        Monitoring second = reading(List.of(70L, 25L), List.of(4L, 8L), List.of(6L, 7L));
        assertEquals(1 - 3 / 20.0, published.read(second));
        assertEquals(1 - 5 / 20.0, all.read(second));
        assertEquals(1 - (3 / 13.0 + 2 / 7.0) / 2, fair.read(second), 1e-12);
        // Nothing has ended since then.
        assertEquals(1, published.read(second));
        assertEquals(1, all.read(second));
        assertEquals(1, fair.read(second));
        // A class that sends nothing has no say.
        assertEquals(1 - 1 / 4.0, fair.read(reading(List.of(73L, 25L), List.of(4L, 8L), List.of(7L, 7L))), 1e-12);
    }

    @Test
    void haveTheirNames() {
        assertEquals(ServingReward.INSTANT_FAILURES, ServingReward.named("instant-failures"));
        assertEquals(ServingReward.CLASS_FAILURES, ServingReward.named("class-failures"));
        assertEquals(ServingReward.ALL_FAILURES, ServingReward.named("all-failures"));
    }
}
