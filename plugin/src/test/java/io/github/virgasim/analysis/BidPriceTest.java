// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Farthest;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.TestScenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BidPriceTest {
    private static BidPrice policy() {
        return new BidPrice(10, 100, 0.9);
    }

    private static ServingStatistics run(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        return new ServingEngine(scenario, policy, seed).finish();
    }

    @Test
    void withCapacityToSpareItServesAsMuchAsFarthest() {
        ServingScenario light = Scenarios.named("aset-full-edge").withLambda(10);
        light = light.withSettings(light.settings().withDuration(700));
        ServingStatistics farthest = run(light, new Farthest(), 1);
        assertTrue(run(light, policy(), 1).served() >= farthest.served());
    }

    @Test
    void ofEquallyFarWorkersItTakesTheRoomier() {
        ServingScenario light = Scenarios.named("aset-dc-cloud").withLambda(30);
        light = light.withSettings(light.settings().withDuration(700));
        ServingEngine engine = new ServingEngine(light, policy(), 1);
        engine.finish();
        assertEquals(engine.busyTime(0), engine.busyTime(1), 0.2 * engine.busyTime(0));
        ServingEngine first = new ServingEngine(light, new Farthest(), 1);
        first.finish();
        assertTrue(first.busyTime(1) < 0.5 * first.busyTime(0));
    }

    /** The marginal class always finds the price acceptable; what is left free lets the others in first. */
    @Test
    void keepsAReserveFromTheClassThatDisplacesMost() {
        ServingScenario heavy = Scenarios.named("aset-dc-cloud").withLambda(100);
        heavy = heavy.withSettings(heavy.settings().withDuration(800));
        ServingStatistics prices = run(heavy, policy(), 501);
        ServingStatistics fixed = run(heavy, new Farthest(), 501);
        int quality = 1;
        int video = 2;
        assertTrue(prices.rejected(quality) < 0.3 * fixed.rejected(quality));
        assertTrue(prices.rejected(video) > fixed.rejected(video));
        assertTrue(prices.served() > 1.06 * fixed.served());
    }

    @Test
    void underOverloadItServesMoreQueriesThanAStaticPolicy() {
        ServingScenario heavy = Scenarios.named("aset-co-dc-cloud").withLambda(100);
        heavy = heavy.withSettings(heavy.settings().withDuration(800));
        for (long seed = 501; seed <= 503; seed++) {
            ServingStatistics prices = run(heavy, policy(), seed);
            ServingStatistics fixed = run(heavy, new LeastImpedance(), seed);
            assertTrue(prices.served() > 1.06 * fixed.served(), prices.served() + " " + fixed.served());
            assertTrue(prices.served() <= new ServableBound(heavy).share(prices) * prices.offered());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void countsEachQueryOnceWhateverFails(long seed) {
        ServingScenario scenario = TestScenarios.random(seed);
        ServingStatistics result = run(scenario, policy(), seed);
        assertEquals(result.offered(), result.served() + result.late() + result.rejected());
        ServingStatistics other = run(scenario, new Farthest(), seed);
        assertEquals(other.offered(), result.offered());
    }

    @Test
    void refusesPeriodsAndSharesThatAreNotPositive() {
        assertThrows(InvalidInputException.class, () -> new BidPrice(0, 100, 0.9));
        assertThrows(InvalidInputException.class, () -> new BidPrice(10, Double.NaN, 0.9));
        assertThrows(InvalidInputException.class, () -> new BidPrice(10, 100, 0));
    }
}
