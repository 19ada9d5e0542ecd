// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/** Runs whatever scenario for about some thousand events, and checks that no query is lost sight of. */
final class ShortRun {
    private static final double EVENTS = 3000;

    private ShortRun() {}

    static void of(ServingScenario scenario) {
        List<String> policies = StaticPolicies.names();
        String policy = policies.get(Math.floorMod(scenario.name().hashCode(), policies.size()));
        ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), 1);
        double duration = scenario.settings().duration();
        double until = until(scenario);
        for (int part = 1; part <= 3; part++) {
            engine.advance(Math.max(engine.now(), Math.min(duration, until * part / 3)));
            checkQueries(engine);
        }
        if (until >= duration) {
            engine.finish();
            checkQueries(engine);
            assertEquals(0, engine.queriesUnderWay());
        }
    }

    /** Returns when about so many events have passed. */
    private static double until(ServingScenario scenario) {
        ServingSettings settings = scenario.settings();
        double events =
                1 / settings.timelineInterval() + 1 / settings.instances().placementPeriod();
        if (settings.monitoringInterval() > 0) {
            events += 1 / settings.monitoringInterval();
        }
        double rate = scenario.workload().classes().stream()
                .mapToDouble(StreamClass::rate)
                .max()
                .orElseThrow();
        double clients = scenario.workload().clientRate();
        double other = Math.min(EVENTS / events, EVENTS / clients);
        // n clients that come evenly send n rate t / 2 queries in a time t.
        return Math.min(other, Math.min(Math.sqrt(2 * EVENTS / clients / rate), EVENTS / rate));
    }

    private static void checkQueries(ServingEngine engine) {
        Monitoring seen = engine.monitoring();
        long offered = 0;
        long ended = 0;
        for (int k = 0; k < seen.classes().size(); k++) {
            offered += seen.sent(k);
            ended += seen.served(k) + seen.late(k) + seen.rejected(k);
        }
        assertEquals(offered, ended + engine.queriesUnderWay(), "queries sent");
    }
}
