// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.TestScenarios;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectPolicyTest {
    /** Heavily loaded, and short. */
    private static ServingScenario heavy(String name) {
        ServingScenario scenario = Scenarios.named(name).withLambda(400);
        return scenario.withSettings(scenario.settings().withoutWarmup().withDuration(40));
    }

    private static DirectPolicy policy(QNetwork network, ServingScenario scenario) {
        return policy(network, scenario, DirectPolicy.prices(scenario.settings()));
    }

    private static DirectPolicy policy(QNetwork network, ServingScenario scenario, WorkerPrices prices) {
        return new DirectPolicy(
                "direct", DirectNetwork.scores(network, scenario.settings().preempt()), prices);
    }

    /** A network whose outputs are not zero. */
    private static QNetwork opinionated(long seed) {
        QNetwork network = DirectNetwork.untrained();
        for (int i = 0; i < network.weights().length; i++) {
            network.weights()[i] += 0.3 * Math.sin(seed + 7 * i);
        }
        return network;
    }

    private static ServingStatistics run(ServingScenario scenario, SchedulingPolicy policy) {
        return new ServingEngine(scenario, policy, 5).finish();
    }

    @Test
    void untrainedItIsBidPriceNearly() {
        ServingScenario scenario = heavy("aset-dc-cloud");
        ServingStatistics bid = run(scenario, BidPrice.of(scenario.settings()));
        ServingStatistics direct = run(scenario, policy(DirectNetwork.untrained(), scenario));
        assertTrue(bid.rejected() > 0.05 * bid.offered(), "nothing is scarce");
        assertEquals(bid.served(), direct.served(), 0.01 * bid.offered());
        ServingStatistics other = run(scenario, policy(opinionated(1), scenario));
        assertTrue(Math.abs(other.served() - bid.served()) > 0.02 * bid.offered(), "the network counts nothing");
    }

    /** The scores of candidates move with them where workers stand in another order. */
    @Test
    void scoresBelongToCandidatesNotToTheirPlaces() {
        ServingScenario scenario = heavy("aset-real-deployment");
        List<Site> sites = new ArrayList<>(scenario.topology().sites());
        Site first = sites.get(0);
        List<io.github.virgasim.topology.Worker> workers = new ArrayList<>(first.workers());
        Collections.reverse(workers);
        sites.set(
                0,
                new Site(
                        first.name(),
                        first.tier(),
                        first.parent(),
                        first.uplink(),
                        first.access(),
                        first.clientWeight(),
                        workers));
        ServingScenario turned = new ServingScenario(
                scenario.name(),
                new EdgeTopology(sites),
                scenario.workload(),
                scenario.settings(),
                scenario.disturbances());
        QNetwork network = opinionated(2);
        assertNotEquals(
                scenario.topology().workers().get(0).name(),
                turned.topology().workers().get(0).name());
        assertEquals(
                run(scenario, policy(network, scenario)).served(),
                run(turned, policy(network, turned)).served());
    }

    @Test
    void takesNothingWithoutRoomAndFitsEveryTopology() {
        for (long seed = 1; seed <= 6; seed++) {
            ServingScenario scenario = TestScenarios.random(seed);
            int[] asked = {0};
            AdaptivePolicy watched = watched(policy(opinionated(seed), scenario), asked);
            ServingStatistics result = run(scenario, watched);
            assertEquals(result.offered(), result.served() + result.late() + result.rejected());
            assertTrue(asked[0] > 0);
        }
    }

    private static AdaptivePolicy watched(DirectPolicy policy, int[] asked) {
        return new AdaptivePolicy() {
            @Override
            public String name() {
                return policy.name();
            }

            @Override
            public double period() {
                return policy.period();
            }

            @Override
            public void decide(Monitoring monitoring) {
                policy.decide(monitoring);
            }

            @Override
            public int choose(StreamRequest request, ServingView view) {
                int chosen = policy.choose(request, view);
                asked[0]++;
                assertTrue(chosen == REJECT || view.room(chosen, request) >= 0);
                return chosen;
            }
        };
    }

    @Test
    void whereQueriesAreNotBoundThereIsNothingToPreempt() {
        ServingScenario scenario = heavy("aset-dc-cloud");
        DirectNetwork agent = DirectNetwork.shipped();
        assertTrue(new DirectTrial("streams", scenario, Map.of("direct", agent))
                .policies()
                .contains("direct-preempting"));
        ServingScenario queries = scenario.withSettings(scenario.settings().withBinding(ServingSettings.Binding.QUERY));
        DirectTrial trial = new DirectTrial("queries", queries, Map.of("direct", agent));
        assertEquals(8, trial.policies().size());
    }

    /** Video on the small GPUs would delay the headsets there, who cannot preempt once they are bound. */
    @Test
    void preemptionPaysWhereThereIsHardlyTimeToWaitToo() {
        for (String name : List.of("aset-full-edge", "aset-co-dc-cloud")) {
            ServingScenario scenario = heavy(name);
            ServingScenario preempting =
                    scenario.withSettings(scenario.settings().withPreempt(true));
            ServingStatistics without = run(scenario, policy(DirectNetwork.untrained(), scenario));
            ServingStatistics with = run(preempting, policy(DirectNetwork.untrained(), preempting));
            assertTrue(with.served() > without.served() + 0.005 * with.offered(), name);
            assertTrue(with.late() < 0.015 * with.offered(), name);
        }
    }

    @Test
    void pricesThatAreKnownChangeNothing() {
        ServingScenario scenario = heavy("aset-dc-cloud");
        QNetwork network = opinionated(3);
        WorkerPrices prices = DirectPolicy.prices(scenario.settings());
        ServingStatistics first = run(scenario, policy(network, scenario, prices));
        ServingStatistics again = run(scenario, policy(network, scenario, prices.again()));
        assertEquals(first.served(), again.served());
        // Prices depend on the clients alone, so that another network meets the same ones.
        QNetwork other = opinionated(4);
        assertEquals(
                run(scenario, policy(other, scenario)).served(),
                run(scenario, policy(other, scenario, prices.again())).served());
    }

    @Test
    void searchesAreTheSameForTheSameSeed(@TempDir Path folder) throws IOException {
        Path one = search(folder.resolve("one"), 1);
        assertEquals(-1, Files.mismatch(one, search(folder.resolve("same"), 1)));
        assertTrue(Files.mismatch(one, search(folder.resolve("other"), 2)) >= 0);
        assertEquals("a command", DirectNetwork.load(one).metadata().get("command"));
        assertTrue(Files.notExists(folder.resolve("one.network")));
    }

    private static Path search(Path folder, long seed) throws IOException {
        ServingScenario scenario = heavy("aset-dc-cloud");
        AsetSelection selection = new AsetSelection(scenario, 20, ServingReward.ALL_FAILURES, true, 1, Identity.EMPTY);
        DirectSearch search = new DirectSearch(
                        List.of(selection),
                        seed,
                        Map.of("command", "a command"),
                        folder.resolveSibling(folder.getFileName() + ".network"))
                .run(2, 1, Progress.NONE);
        assertTrue(search.bestScore() >= search.untrainedScore());
        search.write(Files.createDirectories(folder));
        return folder.resolve(DirectSearch.FILE);
    }
}
