// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.metamorphic;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.papers.aset.SwitchingPolicy;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.papers.ecsrl.EcsrlBaselines;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every kind of policy, in turn over the seeds. */
final class Policies {
    private static final String SWITCHING = "switching";
    private static final List<String> NAMES = new ArrayList<>(StaticPolicies.names());

    static {
        NAMES.addAll(EcsrlBaselines.names());
        NAMES.add(BidPrice.NAME);
        NAMES.add(SWITCHING);
    }

    private Policies() {}

    /** A new policy for one run of a scenario, of a kind that goes with the seed. */
    static SchedulingPolicy forSeed(long seed, ServingScenario scenario) {
        String name = NAMES.get(Math.floorMod(seed, NAMES.size()));
        return switch (name) {
            case BidPrice.NAME -> BidPrice.of(scenario.settings());
            case SWITCHING -> switching();
            default ->
                EcsrlBaselines.names().contains(name)
                        ? EcsrlBaselines.named(name, scenario)
                        : StaticPolicies.named(name);
        };
    }

    /** Stands for an agent: what it chooses depends on all that it observes. */
    private static SchedulingPolicy switching() {
        List<SchedulingPolicy> actions =
                StaticPolicies.names().stream().map(StaticPolicies::named).toList();
        return new SwitchingPolicy(
                SWITCHING,
                SystemState.ASET_EXTENDED,
                actions,
                1,
                observed -> Math.floorMod(Arrays.hashCode(observed), actions.size()));
    }
}
