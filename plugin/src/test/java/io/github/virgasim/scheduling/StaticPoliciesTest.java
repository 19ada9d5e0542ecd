// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.Instance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each policy against its formula, evaluated over all feasible pairs with room of 200 random views. */
class StaticPoliciesTest {
    private static final int VIEWS = 200;

    static List<String> names() {
        return StaticPolicies.names();
    }

    @Test
    void theViewsAreNeitherEmptyNorTrivial() {
        int several = 0;
        int none = 0;
        for (int seed = 0; seed < VIEWS; seed++) {
            int open = new RandomView(seed).open().size();
            several += open > 1 ? 1 : 0;
            none += open == 0 ? 1 : 0;
        }
        assertTrue(several > VIEWS / 4 && none > VIEWS / 20, several + " with a choice, " + none + " without");
    }

    @Test
    void leastImpedanceMinimisesTheExpectedDelay() {
        assertChoosesBest(new LeastImpedance(), view -> Comparator.comparingDouble(view::endToEnd));
    }

    @Test
    void cheaperMaximisesTheExpectedDelay() {
        assertChoosesBest(
                new Cheaper(),
                view -> Comparator.comparingDouble(view::endToEnd).reversed());
    }

    @Test
    void closestMinimisesTheNetworkDelayThenTheProcessingDelay() {
        assertChoosesBest(
                new Closest(), view -> Comparator.comparingDouble(view::network).thenComparingDouble(view::processing));
    }

    @Test
    void farthestMaximisesTheNetworkDelayThenMinimisesTheProcessingDelay() {
        assertChoosesBest(
                new Farthest(),
                view -> Comparator.comparingDouble(view::network).reversed().thenComparingDouble(view::processing));
    }

    @Test
    void loadBalancingMinimisesTheLoadThenTheExpectedDelay() {
        assertChoosesBest(
                new LoadBalancing(),
                view -> Comparator.comparingDouble((Instance i) -> view.load[i.index()])
                        .thenComparingDouble(view::endToEnd));
    }

    private static void assertChoosesBest(SchedulingPolicy policy, Function<RandomView, Comparator<Instance>> formula) {
        for (int seed = 0; seed < VIEWS; seed++) {
            RandomView view = new RandomView(seed);
            int chosen = policy.choose(view.request, view);
            Comparator<Instance> order = formula.apply(view);
            var best = view.open().stream().min(order);
            if (best.isEmpty()) {
                assertEquals(SchedulingPolicy.REJECT, chosen, "seed " + seed);
            } else {
                assertTrue(chosen >= 0, "rejected at seed " + seed);
                assertEquals(0, order.compare(best.get(), view.instances().get(chosen)), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aChoiceIsFeasibleAndHasRoom(String name) {
        SchedulingPolicy policy = StaticPolicies.named(name);
        for (int seed = 0; seed < VIEWS; seed++) {
            RandomView view = new RandomView(seed);
            List<Integer> open = view.open().stream().map(Instance::index).toList();
            for (int draw = 0; draw < 5; draw++) {
                int chosen = policy.choose(view.request, view);
                assertTrue(open.isEmpty() ? chosen == SchedulingPolicy.REJECT : open.contains(chosen), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsChosenWhereNothingHasRoom(String name) {
        for (int seed = 0; seed < VIEWS; seed++) {
            RandomView view = new RandomView(seed);
            Arrays.fill(view.room, false);
            assertEquals(SchedulingPolicy.REJECT, StaticPolicies.named(name).choose(view.request, view));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void policiesAreFoundByTheirNamesAndMadeAnew(String name) {
        assertEquals(name, StaticPolicies.named(name).name());
        assertNotSame(StaticPolicies.named(name), StaticPolicies.named(name));
    }

    @Test
    void thereAreEightPoliciesAndUnknownNamesAreAnsweredWithTheirs() {
        assertEquals(8, StaticPolicies.names().size());
        String message = assertThrows(InvalidInputException.class, () -> StaticPolicies.named("nearest"))
                .getMessage();
        StaticPolicies.names().forEach(name -> assertTrue(message.contains(name), message));
        assertTrue(message.endsWith("was 'nearest'"), message);
    }
}
