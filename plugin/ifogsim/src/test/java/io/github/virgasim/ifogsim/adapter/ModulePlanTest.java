// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a placement policy decides, as modules, without any simulator. */
class ModulePlanTest {
    @TempDir
    Path folder;

    /** Decides as it is told. */
    record Told(double period, BiConsumer<Monitoring, Deployment> what) implements PlacementPolicy {
        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            what.accept(monitoring, deployment);
        }
    }

    private ServingScenario scenario() {
        return Trio.scenario(folder, "0", "0");
    }

    private static void evict(Monitoring monitoring, Deployment deployment, Set<String> sites) {
        monitoring.topology().instances().stream()
                .filter(one -> sites.contains(
                        monitoring.topology().sites().get(one.siteIndex()).name()))
                .forEach(one -> deployment.evict(one.index()));
    }

    @Test
    void whatIsInMemoryIsWantedAndWhatIsEvictedIsNot() {
        ModulePlan plan = ModulePlan.of(
                scenario(), new Told(1, (monitoring, deployment) -> evict(monitoring, deployment, Set.of("hub"))));
        int hub = plan.topology().siteIndex("hub");
        assertEquals(Set.of("object-detection"), plan.modules());
        assertEquals(Set.of("object-detection"), plan.at(hub));
        plan.decide();
        assertEquals(Set.of(), plan.at(hub));
        assertEquals(Set.of("object-detection"), plan.at(plan.topology().siteIndex("dc")));
    }

    @Test
    void aModuleStaysAsLongAsOneOfItsModelsDoes() {
        ModulePlan plan = ModulePlan.of(
                scenario(),
                new Told(
                        1,
                        (monitoring, deployment) -> deployment.evict(monitoring.topology().instances().stream()
                                .filter(one ->
                                        one.siteIndex() == monitoring.topology().siteIndex("hub"))
                                .findFirst()
                                .orElseThrow()
                                .index())));
        plan.decide();
        assertEquals(Set.of("object-detection"), plan.at(plan.topology().siteIndex("hub")));
    }

    @Test
    void theNearestSiteIsTheFewestLinksAway() {
        ModulePlan plan = ModulePlan.of(
                scenario(),
                new Told(
                        1,
                        (monitoring, deployment) ->
                                evict(monitoring, deployment, Set.of("hub", "pole-1", "pole-2", "pole-3"))));
        var topology = plan.topology();
        int dc = topology.siteIndex("dc");
        int hub = topology.siteIndex("hub");
        int[] own = {0, 1, 2, 3, 4, 5};
        assertArrayEquals(own, plan.nearest("object-detection"));
        plan.decide();
        int[] nearest = plan.nearest("object-detection");
        int last = topology.siteIndex("pole-4");
        assertEquals(dc, nearest[dc]);
        assertEquals(last, nearest[last]);
        // The data centre and the last pole are one link from the hub; the data centre comes first.
        assertEquals(dc, nearest[hub]);
        assertEquals(dc, nearest[topology.siteIndex("pole-2")]);
        assertEquals(-1, plan.nearest("translation")[hub]);
    }

    @Test
    void aPolicyThatActsOnWhatIsNotThereIsNamed() {
        ModulePlan plan = ModulePlan.of(scenario(), new Told(1, (monitoring, deployment) -> deployment.load(99)));
        assertThrows(PolicyFaultException.class, plan::decide);
    }
}
