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
    void withCapacityToSpareItIsThePolicyFarthest() {
        ServingScenario light = Scenarios.named("aset-full-edge").withLambda(10);
        light = light.withSettings(light.settings().withDuration(700));
        ServingStatistics expected = run(light, new Farthest(), 1);
        ServingStatistics actual = run(light, policy(), 1);
        assertEquals(expected.latency(), actual.latency());
        assertEquals(expected.served(), actual.served());
    }

    @Test
    void underOverloadItServesMoreQueriesThanAStaticPolicy() {
        ServingScenario heavy = Scenarios.named("aset-co-dc-cloud").withLambda(100);
        heavy = heavy.withSettings(heavy.settings().withDuration(800));
        for (long seed = 501; seed <= 503; seed++) {
            ServingStatistics prices = run(heavy, policy(), seed);
            ServingStatistics fixed = run(heavy, new LeastImpedance(), seed);
            assertTrue(prices.served() > 1.03 * fixed.served(), prices.served() + " " + fixed.served());
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
