// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bare engine, CloudSim Plus and iFogSim2 agree where their models do. */
class ThreeSimulatorsTest {
    private static final double MILLISECOND = 1e-3;

    @TempDir
    Path folder;

    @BeforeEach
    void iFogSim2IsThere() {
        RealIFogSim.assumeThere();
    }

    private static Supplier<SchedulingPolicy> policy(String name) {
        return () -> StaticPolicies.named(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"least-impedance", "load-balancing", "closest", "random"})
    void everyQueryIsChosenForEquallyAndTakesEquallyLong(String name) {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        Trio.Outcome bare = Trio.bare(scenario, policy(name), 5);
        Trio.Outcome cloud = Trio.cloudSimPlus(scenario, policy(name), 5);
        Trio.Outcome fog = Trio.iFogSim2(scenario, policy(name), 5, MILLISECOND);
        assertTrue(bare.recording().choices.size() > 20_000);
        assertEquals(bare.recording().choices, cloud.recording().choices);
        assertEquals(bare.recording().choices, fog.recording().choices);
        for (int i = 0; i < bare.recording().times.size(); i++) {
            assertEquals(bare.recording().times.get(i), fog.recording().times.get(i), 1e-9);
        }
        assertEquals(bare.served(), fog.served());
        assertEquals(bare.late(), fog.late());
        assertEquals(bare.rejected(), fog.rejected());
        assertEquals(bare.meanLatency(), cloud.meanLatency(), 1e-12);
        // A tuple has at least one byte, in which the two differ.
        assertEquals(bare.meanLatency(), fog.meanLatency(), 1e-5 * bare.meanLatency());
    }

    /** With an access link decisions come later; with large messages each link of the path takes its time. */
    @Test
    void whereTheModelsDifferTheDifferenceIsThatOfTheLinks() {
        ServingScenario scenario = Trio.scenario(folder, "4", "60");
        Trio.Outcome bare = Trio.bare(scenario, policy("closest"), 5);
        Trio.Outcome fog = Trio.iFogSim2(scenario, policy("closest"), 5, MILLISECOND);
        assertEquals(bare.recording().choices.size(), fog.recording().choices.size());
        assertEquals(
                bare.recording().times.get(0) + 0.004 + 480e3 / 1e9,
                fog.recording().times.get(0),
                1e-9);
        // Some queries go over one or two more links of 0.48 ms each, one after another.
        double longer = fog.meanLatency() - bare.meanLatency();
        assertTrue(longer > 0 && longer < 2 * 480e3 / 1e9, "longer by " + longer);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 0.25})
    void theTimeUnitChangesNothing(double unit) {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        Trio.Outcome one = Trio.iFogSim2(scenario, policy("least-impedance"), 1, MILLISECOND);
        Trio.Outcome other = Trio.iFogSim2(scenario, policy("least-impedance"), 1, unit);
        assertEquals(one.recording().choices, other.recording().choices);
        assertEquals(one.meanLatency(), other.meanLatency(), 1e-9);
    }

    @Test
    void aRunIsTheSameAfterOthersInOneJvm() {
        ServingScenario scenario = Trio.scenario(folder, "4", "60");
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        List<RunSummary> first = tenSeeds(study);
        assertEquals(first, tenSeeds(study));
        assertEquals(10, first.stream().map(RunSummary::meanLatency).distinct().count());
    }

    private static List<RunSummary> tenSeeds(IFogSimStudy study) {
        return IntStream.range(0, 10)
                .mapToObj(seed ->
                        study.run(StaticPolicies.named("least-impedance"), seed).summary())
                .toList();
    }

    @Test
    void workersDrawTheEnergyOfTheBareEngine() {
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        ServingRun bare = ServingRun.execute(scenario, StaticPolicies.named("closest"), 3);
        ServingRun fog = new IFogSimStudy(scenario, MILLISECOND).run(StaticPolicies.named("closest"), 3);
        for (int w = 0; w < bare.energies().size(); w++) {
            assertEquals(
                    bare.energies().get(w),
                    fog.energies().get(w),
                    1e-6 * bare.energies().get(w));
        }
        assertEquals(bare.summary().utilization(), fog.summary().utilization(), 1e-6);
    }
}
