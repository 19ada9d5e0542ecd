// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.adapter.IFogSimStudy.Seam;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.DemandPlacement;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Placement policies that iFogSim2 asks through its own seams. */
class PlacementTest {
    private static final double MILLISECOND = 1e-3;

    @TempDir
    Path folder;

    @BeforeEach
    void iFogSim2IsThere() {
        RealIFogSim.assumeThere();
    }

    /** Changes which poles have their model in memory, all at first, then one after another none. */
    private static final class Rotating implements PlacementPolicy {
        private final List<Double> asked;
        private int turn;

        Rotating(List<Double> asked) {
            this.asked = asked;
        }

        @Override
        public double period() {
            return 10;
        }

        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            asked.add(monitoring.now());
            for (var instance : monitoring.topology().instances()) {
                String site =
                        monitoring.topology().sites().get(instance.siteIndex()).name();
                if (site.startsWith("pole") && site.endsWith(String.valueOf(1 + turn % 4))) {
                    deployment.evict(instance.index());
                } else {
                    deployment.load(instance.index());
                }
            }
            turn++;
        }
    }

    private static ServingStatistics bare(ServingScenario scenario, PlacementPolicy placement, Trio.Recording policy) {
        ServingEngine engine = new ServingEngine(scenario, policy, 5);
        engine.setPlacement(placement);
        return engine.finish();
    }

    /** Queries arrive at once, so that both engines decide at the same times: everything must be equal. */
    @Test
    void thePlacementLogicIsAskedWhenThePolicyIsDueAndDecidesAsInTheBareEngine() {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        List<Double> inside = new ArrayList<>();
        List<Double> outside = new ArrayList<>();
        Trio.Recording bare = new Trio.Recording(StaticPolicies.named("closest"));
        ServingStatistics expected = bare(scenario, new Rotating(outside), bare);
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        study.place(Seam.PLACEMENT_LOGIC, () -> new Rotating(inside));
        Trio.Recording fog = new Trio.Recording(StaticPolicies.named("closest"));
        ServingRun run = study.run(fog, 5);
        assertEquals(12, inside.size());
        for (int i = 0; i < inside.size(); i++) {
            assertEquals(outside.get(i), inside.get(i), 1e-9);
        }
        assertEquals(bare.choices, fog.choices);
        assertEquals(expected.served(), run.statistics().served());
        assertEquals(expected.rejected(), run.statistics().rejected());
        assertTrue(bare.choices.stream().distinct().count() > 10);
    }

    @Test
    void demandPlacementDecidesInside() {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        Supplier<PlacementPolicy> emptied = () -> new PlacementPolicy() {
            private final PlacementPolicy demand = new DemandPlacement(5);
            private boolean begun;

            @Override
            public double period() {
                return 5;
            }

            @Override
            public void place(Monitoring monitoring, Deployment deployment) {
                if (!begun && monitoring.now() > 39) {
                    monitoring.topology().instances().forEach(one -> deployment.evict(one.index()));
                    begun = true;
                }
                demand.place(monitoring, deployment);
            }
        };
        Trio.Recording bare = new Trio.Recording(StaticPolicies.named("load-balancing"));
        ServingStatistics expected = bare(scenario, emptied.get(), bare);
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        study.place(Seam.PLACEMENT_LOGIC, emptied);
        Trio.Recording fog = new Trio.Recording(StaticPolicies.named("load-balancing"));
        assertEquals(expected.rejected(), study.run(fog, 5).statistics().rejected());
        assertTrue(expected.rejected() > 100);
        assertEquals(bare.choices, fog.choices);
    }

    @Test
    void aModulePlacementIsAskedOnceBeforeTheBeginning() {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        List<Double> asked = new ArrayList<>();
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        study.place(Seam.MODULE_PLACEMENT, () -> new Rotating(asked));
        Trio.Recording fog = new Trio.Recording(StaticPolicies.named("closest"));
        study.run(fog, 5);
        assertEquals(List.of(0.0), asked);
        int pole = scenario.topology().siteIndex("pole-1");
        int gone = scenario.topology().instancesAt(pole).get(0).index();
        assertTrue(fog.choices.stream().noneMatch(choice -> choice.endsWith(" " + gone)), "pole-1 serves nothing");
    }

    /** Where the decision is another one, so are the results: the seams are not decoration. */
    @ParameterizedTest
    @EnumSource(Seam.class)
    void whatIsEvictedIsNotServedThere(Seam seam) {
        ServingScenario scenario = Trio.scenario(folder, "4", "60");
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        double without = study.run(StaticPolicies.named("closest"), 5).summary().meanLatency();
        study.place(
                seam,
                () -> new ModulePlanTest.Told(
                        10,
                        (monitoring, deployment) -> monitoring.topology().instances().stream()
                                .filter(one -> monitoring
                                        .topology()
                                        .sites()
                                        .get(one.siteIndex())
                                        .name()
                                        .startsWith("pole"))
                                .forEach(one -> deployment.evict(one.index()))));
        ServingRun run = study.run(StaticPolicies.named("closest"), 5);
        assertNotEquals(without, run.summary().meanLatency());
        assertTrue(run.summary().meanLatency() > without);
        assertEquals(
                run.summary(), study.run(StaticPolicies.named("closest"), 5).summary());
    }
}
