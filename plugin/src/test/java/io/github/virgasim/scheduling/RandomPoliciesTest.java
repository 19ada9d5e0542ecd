// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.topology.Instance;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** The policies that draw, against the probabilities that they promise. */
class RandomPoliciesTest {
    private static final double ALPHA = 1e-4;
    private static final int DRAWS = 40_000;

    @Test
    void randomGivesEveryPairTheSameProbability() {
        assertDraws(new UniformRandom(), (view, instance) -> 1.0);
    }

    @Test
    void proportionalLatencyFollowsTheExpectedDelay() {
        assertDraws(new RandomProportionalLatency(), RandomView::endToEnd);
    }

    @Test
    void proportionalLoadFollowsTheCapacityForTheInputSize() {
        // With one query at a time and all the time spent on it, the capacity is the inverse of the processing delay.
        assertDraws(new RandomProportionalLoad(), (view, instance) -> 1 / view.processing(instance));
    }

    @Test
    void aSinglePairIsAlwaysChosen() {
        RandomView view = IntStream.range(0, 1000)
                .mapToObj(RandomView::new)
                .filter(v -> v.open().size() == 1)
                .findFirst()
                .orElseThrow();
        int only = view.open().get(0).index();
        for (int i = 0; i < 1000; i++) {
            assertEquals(only, new RandomProportionalLatency().choose(view.request, view));
        }
    }

    private static void assertDraws(SchedulingPolicy policy, BiFunction<RandomView, Instance, Double> weight) {
        List<RandomView> views = IntStream.range(0, 1000)
                .mapToObj(RandomView::new)
                .filter(v -> v.open().size() >= 5)
                .limit(5)
                .toList();
        assertEquals(5, views.size());
        for (RandomView view : views) {
            List<Instance> open = view.open();
            List<Integer> indices = open.stream().map(Instance::index).toList();
            double[] weights =
                    open.stream().mapToDouble(i -> weight.apply(view, i)).toArray();
            long[] counts = new long[open.size()];
            for (int draw = 0; draw < DRAWS; draw++) {
                counts[indices.indexOf(policy.choose(view.request, view))]++;
            }
            double p = ChiSquareTest.withDefaults().test(weights, counts).getPValue();
            assertTrue(p > ALPHA, policy.name() + ": p = " + p);
        }
    }
}
