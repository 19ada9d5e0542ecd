// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.input.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The static policies of ASET by name. */
public final class StaticPolicies {
    private static final Map<String, Supplier<SchedulingPolicy>> BY_NAME = new LinkedHashMap<>();

    static {
        for (Supplier<SchedulingPolicy> maker : List.<Supplier<SchedulingPolicy>>of(
                Closest::new,
                LoadBalancing::new,
                Farthest::new,
                Cheaper::new,
                RandomProportionalLatency::new,
                RandomProportionalLoad::new,
                LeastImpedance::new,
                UniformRandom::new)) {
            BY_NAME.put(maker.get().name(), maker);
        }
    }

    private StaticPolicies() {}

    /**
     * Returns the names of all static policies.
     *
     * @return in the order of the paper
     */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * Makes a policy.
     *
     * @param name one of {@link #names()}
     * @return a new policy
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static SchedulingPolicy named(String name) {
        return BY_NAME.get(Checks.oneOf("policy", name, BY_NAME.keySet())).get();
    }
}
