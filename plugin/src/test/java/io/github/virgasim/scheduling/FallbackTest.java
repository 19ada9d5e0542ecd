// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.topology.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** Static policies that name a pair and reject where it is full, each against its formula. */
class FallbackTest {
    private static final int VIEWS = 400;

    /** A view without fallback, in which some candidates are not there. */
    private static RandomView strict(long seed) {
        RandomView view = new RandomView(seed);
        view.fallback = Fallback.NONE;
        for (int i = 0; i < view.there.length; i++) {
            view.there[i] = (seed + i) % 4 != 0;
            view.room[i] &= view.there[i];
        }
        return view;
    }

    private static List<Instance> there(RandomView view) {
        return view.instances().stream()
                .filter(i -> view.candidates(view.request).contains(i.index()) && view.there[i.index()])
                .toList();
    }

    @Test
    void closestKeepsToTheNearestWorkers() {
        assertNames(new Closest(), RandomView::network);
    }

    @Test
    void farthestKeepsToTheFarthestWorkers() {
        assertNames(new Farthest(), (view, i) -> -view.network(i));
    }

    @Test
    void leastImpedanceKeepsToTheFastestPairs() {
        assertNames(new LeastImpedance(), RandomView::endToEnd);
    }

    @Test
    void cheaperKeepsToTheSlowestPairs() {
        assertNames(new Cheaper(), (view, i) -> -view.endToEnd(i));
    }

    @Test
    void loadBalancingKeepsToTheLeastLoadedPairs() {
        assertNames(new LoadBalancing(), (view, i) -> view.load[i.index()]);
    }

    /** What is chosen is equal to the best that is there, and is rejected if none of those has room. */
    private static void assertNames(SchedulingPolicy policy, BiFunction<RandomView, Instance, Double> formula) {
        int rejected = 0;
        int fellBack = 0;
        for (int seed = 0; seed < VIEWS; seed++) {
            RandomView view = strict(seed);
            Comparator<Instance> order = Comparator.comparingDouble(i -> formula.apply(view, i));
            List<Instance> there = there(view);
            List<Instance> named = there.stream()
                    .filter(i -> order.compare(i, there.stream().min(order).orElseThrow()) == 0)
                    .filter(i -> view.room[i.index()])
                    .toList();
            int chosen = policy.choose(view.request, view);
            if (named.isEmpty()) {
                assertEquals(SchedulingPolicy.REJECT, chosen, "seed " + seed);
                rejected += there.isEmpty() ? 0 : 1;
                view.fallback = Fallback.NEXT;
                fellBack += policy.choose(view.request, view) >= 0 ? 1 : 0;
            } else {
                assertTrue(named.stream().anyMatch(i -> i.index() == chosen), "seed " + seed + ": " + chosen);
            }
        }
        assertTrue(rejected > VIEWS / 20 && fellBack > VIEWS / 40, rejected + " rejected, " + fellBack + " fell back");
    }

    @Test
    void randomPoliciesDrawAmongAllThatAreThereAndRejectWhereTheDrawnOneIsFull() {
        RandomView view = IntStream.range(0, 1000)
                .mapToObj(FallbackTest::strict)
                .filter(v -> v.open().size() >= 3 && there(v).size() > v.open().size())
                .findFirst()
                .orElseThrow();
        List<Instance> open = view.open();
        double[] weights = new double[open.size() + 1];
        for (Instance i : there(view)) {
            weights[view.room[i.index()] ? open.indexOf(i) : open.size()] += view.endToEnd(i);
        }
        long[] counts = new long[weights.length];
        SchedulingPolicy policy = new RandomProportionalLatency();
        for (int draw = 0; draw < 40_000; draw++) {
            int chosen = policy.choose(view.request, view);
            counts[
                    chosen == SchedulingPolicy.REJECT
                            ? open.size()
                            : open.indexOf(view.instances().get(chosen))]++;
        }
        double p = ChiSquareTest.withDefaults().test(weights, counts).getPValue();
        assertTrue(p > 1e-4, "p = " + p);
    }
}
