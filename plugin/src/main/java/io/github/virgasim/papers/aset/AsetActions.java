// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that ASET's agent chooses from (slides of 23 January 2025), what our third agent may choose besides, and how
 * often they choose.
 */
final class AsetActions {
    /** Time between choices [s] where policies fall back. */
    private static final double PERIOD = 20;

    /** The same where they do not. */
    private static final double STRICT_PERIOD = 2;

    /** Name of the policy that {@link #randomAction} makes. */
    public static final String RANDOM_ACTION = "random-action";

    private static final List<String> NAMES =
            List.of("closest", "load-balancing", "farthest", "cheaper", "least-impedance", "random");

    private AsetActions() {}

    /**
     * Returns the time between choices, 20 s or 2 s. Our choice: where policies fall back, about twenty streams are bound by
     * one choice at 60 clients/min and stay bound for two or three minutes, so a shorter period would make the effect of a
     * choice smaller than the noise around it. Where they do not, what one policy has rejected is bound under the next, and
     * the sooner, the fewer queries are rejected until then.
     *
     * @param settings of the run
     * @return [s]
     */
    public static double period(ServingSettings settings) {
        return settings.fallback() == Fallback.NONE ? STRICT_PERIOD : PERIOD;
    }

    /**
     * Returns the names of ASET's policies.
     *
     * @return six names, in the order of the actions
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns the names of what an agent chooses among.
     *
     * @param state names the agent
     * @return ASET's policies, for {@link SystemState#ASET_PRICED} and bid-price control
     */
    public static List<String> names(SystemState state) {
        List<String> names = new ArrayList<>(NAMES);
        if (state == SystemState.ASET_PRICED) {
            names.add(BidPrice.NAME);
        }
        return names;
    }

    /**
     * Makes what an agent chooses among.
     *
     * @param state names the agent
     * @param settings of the run
     * @return new policies for one run, in the order of {@link #names(SystemState)}
     */
    public static List<SchedulingPolicy> policies(SystemState state, ServingSettings settings) {
        return names(state).stream().map(name -> policy(name, settings)).toList();
    }

    /**
     * Makes one policy.
     *
     * @param name of an action
     * @param settings of the run
     * @return a new policy for one run
     */
    public static SchedulingPolicy policy(String name, ServingSettings settings) {
        return name.equals(BidPrice.NAME) ? BidPrice.of(settings) : StaticPolicies.named(name);
    }

    /**
     * Makes a policy that chooses a new action at random every {@link #period}, which a trained agent must beat.
     *
     * @param settings of the run
     * @param seed fixes its choices, by a stream of its own
     * @return a new policy called "random-action", for one run
     */
    public static SwitchingPolicy randomAction(ServingSettings settings, long seed) {
        return AsetMixture.uniform().policy(RANDOM_ACTION, settings, seed);
    }
}
