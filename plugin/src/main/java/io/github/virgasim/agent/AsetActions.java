// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.agent;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The policies that ASET's agent chooses from (slides of 23 January 2025), and how often it chooses. */
public final class AsetActions {
    /**
     * Time between choices [s]. Our choice: at 60 clients/min about twenty streams are bound by one choice and stay bound
     * for two or three minutes, so a shorter period would make the effect of a choice smaller than the noise around it.
     */
    public static final double PERIOD = 20;

    /** Name of the policy that {@link #randomAction} makes. */
    public static final String RANDOM_ACTION = "random-action";

    private static final List<String> NAMES =
            List.of("closest", "load-balancing", "farthest", "cheaper", "least-impedance", "random");

    private AsetActions() {}

    /**
     * Returns the names of the policies.
     *
     * @return six names, in the order of the actions
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Makes the policies.
     *
     * @return new policies, in the order of the actions
     */
    public static List<SchedulingPolicy> policies() {
        return NAMES.stream().map(StaticPolicies::named).toList();
    }

    /**
     * Makes a policy that chooses a new action at random every {@link #PERIOD}, which a trained agent must beat.
     *
     * @param seed fixes its choices, by a stream of its own
     * @return a new policy called "random-action", for one run
     */
    public static SwitchingPolicy randomAction(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("random-action");
        return new SwitchingPolicy(
                RANDOM_ACTION,
                SystemState.ASET_PUBLISHED,
                policies(),
                PERIOD,
                observation -> random.nextInt(NAMES.size()));
    }
}
