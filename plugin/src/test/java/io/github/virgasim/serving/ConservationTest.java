// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingSettings.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every policy on a hundred random small deployments. */
class ConservationTest {
    private static final int COUNT = Integer.getInteger("virga.deployments", 100);

    static LongStream seeds() {
        return LongStream.range(0, COUNT);
    }

    static Stream<ServingScenario> scenarios() {
        return LongStream.range(0, COUNT)
                .boxed()
                .flatMap(seed -> Stream.of(TestScenarios.random(seed), TestScenarios.randomlyShared(seed)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void countsEachQueryOnce(ServingScenario scenario) {
        for (String policy : StaticPolicies.names()) {
            ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), 5);
            ServingStatistics result = engine.finish();
            String where = scenario.name() + " " + policy;
            for (int k = 0; k < scenario.workload().classes().size(); k++) {
                long answered = result.served(k) + result.late(k);
                assertEquals(result.offered(k), answered + result.rejected(k), where);
                assertEquals(answered, result.latency(k).getTotalCount(), where);
            }
            assertTrue(result.lost() <= result.rejected(), where);
            Timeline timeline = result.timeline();
            for (int i = 0; i < timeline.length(); i++) {
                assertEquals(timeline.offered(i), timeline.served(i) + timeline.late(i) + timeline.rejected(i), where);
            }
            assertEquals(0, engine.queriesUnderWay(), where);
            assertEquals(0, engine.clients(), where);
            assertTrue(engine.isFinished(), where);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changingThePolicyLeavesTheWorkloadAlone(long seed) {
        ServingScenario scenario = TestScenarios.random(seed);
        List<String> offered = new ArrayList<>();
        for (String policy : StaticPolicies.names()) {
            ServingStatistics result = new ServingEngine(scenario, StaticPolicies.named(policy), seed).finish();
            StringBuilder counts = new StringBuilder();
            for (int i = 0; i < result.timeline().length(); i++) {
                counts.append(result.timeline().offered(i)).append(' ');
            }
            for (int k = 0; k < scenario.workload().classes().size(); k++) {
                for (int site = 0; site < scenario.topology().sites().size(); site++) {
                    counts.append(result.offeredAt(site, k)).append(' ');
                }
            }
            offered.add(counts.toString());
        }
        assertEquals(1, offered.stream().distinct().count(), offered.toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void sameSeedGivesSameResultHoweverTheTimeIsCut(ServingScenario scenario) {
        long seed = 11;
        ServingEngine whole = new ServingEngine(scenario, StaticPolicies.named("random"), seed);
        ServingEngine cut = new ServingEngine(scenario, StaticPolicies.named("random"), seed);
        for (double t = 0; t < 31; t += 0.37) {
            cut.advance(t);
        }
        ServingStatistics expected = whole.finish();
        ServingStatistics actual = cut.finish();
        assertEquals(expected.latency(), actual.latency());
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            assertEquals(expected.served(k), actual.served(k));
            assertEquals(expected.late(k), actual.late(k));
            assertEquals(expected.rejected(k), actual.rejected(k));
            assertEquals(expected.meanLatency(k), actual.meanLatency(k));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goingFromQueryToQueryGivesTheSameResult(ServingScenario scenario) {
        ServingEngine whole = new ServingEngine(scenario, StaticPolicies.named("random"), 12);
        ServingStatistics expected = whole.finish();
        ServingEngine steps = new ServingEngine(scenario, StaticPolicies.named("random"), 12);
        long queries = 0;
        while (steps.advanceToQuery().isPresent()) {
            steps.sendQuery();
            queries++;
        }
        ServingStatistics actual = steps.finish();
        assertEquals(expected.latency(), actual.latency());
        assertEquals(expected.rejected(), actual.rejected());
        long offered = 0;
        for (int line = 0; line < actual.timeline().length(); line++) {
            offered += actual.timeline().offered(line);
        }
        assertEquals(offered, queries);
    }

    /** Where policies see old loads, these are the true ones of the last time when they were looked at. */
    @ParameterizedTest
    @MethodSource("seeds")
    void loadsStayWithinTheAdmissionLimitAndThoseOfStreamsVanishAtTheEnd(long seed) {
        ServingScenario scenario = TestScenarios.random(seed);
        ServingSettings settings = scenario.settings();
        for (String policy : StaticPolicies.names()) {
            ServingEngine engine = new ServingEngine(scenario, StaticPolicies.named(policy), seed);
            for (double t = 1; t <= 30; t++) {
                engine.advance(t);
                double[] used = new double[scenario.topology().workers().size()];
                scenario.topology()
                        .instances()
                        .forEach(i -> used[i.workerIndex()] +=
                                engine.view().load(i.index()) / largestCapacity(scenario, i.index()));
                for (double share : used) {
                    assertTrue(share <= settings.maxUtilization() + 1e-6, scenario.name() + " " + policy);
                }
            }
            engine.finish();
            if (settings.binding() == Binding.STREAM && settings.monitoringInterval() == 0) {
                scenario.topology()
                        .instances()
                        .forEach(i -> assertEquals(0, engine.view().load(i.index())));
            }
        }
    }

    private static double largestCapacity(ServingScenario scenario, int instance) {
        return scenario.workload().classes().stream()
                .mapToDouble(c ->
                        scenario.topology().instances().get(instance).variant().capacity(c.size()))
                .max()
                .orElseThrow();
    }
}
