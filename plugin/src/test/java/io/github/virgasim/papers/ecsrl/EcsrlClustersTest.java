// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.FlatAgents;
import io.github.virgasim.learn.FlatEnvironment.View;
import io.github.virgasim.learn.GraphObservation;
import io.github.virgasim.learn.MultiAgentContract;
import io.github.virgasim.learn.MultiAgentEnvironment;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EcsrlClustersTest {
    private static final ServingScenario BUNDLED = Scenarios.named("ecsrl-clusters");
    private static final ServingScenario SCENARIO =
            BUNDLED.withSettings(BUNDLED.settings().withDuration(21));
    private static final EdgeTopology TOPOLOGY = SCENARIO.topology();
    private static final List<String> OWN = List.of("nano", "tx2", "nx");

    private static EcsrlEnvironment environment() {
        return new EcsrlEnvironment(
                SCENARIO, Loads.steady(SCENARIO), seed -> new EcsrlWeights(EcsrlWeights.EVEN, false));
    }

    @Test
    void keepsTheContractOfAMultiAgentEnvironment() {
        assertEquals(100, MultiAgentContract.check(new EcsrlClustersEnvironment(environment()), 7, 100));
    }

    @Test
    void eachAccessPointChoosesFromItsOwnBoardsThoseOfOthersAndTheCloud() {
        EcsrlAccess access = EcsrlAccess.of(TOPOLOGY);
        assertEquals(
                List.of("nano", "tx2", "nx", "neighbour nano", "neighbour tx2", "neighbour nx", "cloud"),
                access.names());
        assertEquals(
                List.of("nano", "tx2", "nx", "cloud"),
                EcsrlAccess.alone(TOPOLOGY).names());
        for (int point : access.points()) {
            String site = TOPOLOGY.sites().get(point).name();
            EcsrlDevices devices = access.at(point);
            for (int device = 0; device < devices.size(); device++) {
                for (int worker : devices.workers(device)) {
                    String name = TOPOLOGY.workers().get(worker).name();
                    boolean own = OWN.contains(devices.names().get(device));
                    assertEquals(own, name.startsWith(site + "/"), name + " from " + site);
                }
            }
        }
        // One cluster, and sites without boards where clients enter, are as ever.
        assertEquals(
                List.of("nano", "tx2", "nx", "cloud"),
                EcsrlAccess.of(Scenarios.named("ecsrl").topology()).names());
        assertFalse(EcsrlAccess.hasClusters(Scenarios.named("aset-full-edge").topology()));
    }

    @Test
    void onlyTheAccessPointOfARequestMayAct() {
        EcsrlClustersEnvironment environment = new EcsrlClustersEnvironment(environment());
        GraphObservation seen = environment.reset(1);
        Set<Integer> asked = new TreeSet<>();
        for (int step = 0; step < 200; step++) {
            int asking = -1;
            for (int agent = 0; agent < environment.agents(); agent++) {
                int width = seen.spec().nodeTypes().get(0).width();
                boolean has = seen.features()[0][agent * width] == 1;
                assertEquals(has, seen.candidates()[agent].length > 0);
                asking = has ? agent : asking;
            }
            asked.add(asking);
            int[][] actions = new int[environment.agents()][1];
            actions[asking][0] = MultiAgentEnvironment.NOTHING;
            assertThrows(IllegalArgumentException.class, () -> environment.step(actions));
            Arrays.fill(actions, new int[] {MultiAgentEnvironment.NOTHING});
            int rejected = step % 2;
            if (rejected == 0) {
                actions[asking] = new int[] {environment.devices() - 1};
            }
            seen = environment.step(actions).observation();
        }
        assertEquals(Set.of(0, 1, 2), asked);
    }

    /** The same decisions as a policy's, by agents that see what they see, have the same results; each takes the first it may. */
    @Test
    void agentsGetWhatAPolicyGets() {
        EcsrlEnvironment plain = environment();
        EcsrlClustersEnvironment several = new EcsrlClustersEnvironment(plain);
        FlatAgents environment = new FlatAgents(several, several.devices(), "s");
        View view = environment.reset(5);
        double paid = 0;
        while (!view.ended()) {
            int size = environment.spec().maskSize();
            int[] actions = new int[several.agents()];
            for (int agent = 0; agent < actions.length; agent++) {
                for (int choice = size - 1; choice > 0; choice--) {
                    actions[agent] = view.allowed()[agent * size + choice] ? choice : actions[agent];
                }
            }
            view = environment.step(actions);
            paid += Arrays.stream(view.rewards()).sum();
        }
        EcsrlRun run = EcsrlRun.execute(
                SCENARIO,
                new EcsrlPolicy("first", SCENARIO, EcsrlWeights.EVEN, (seen, allowed) -> {
                    int first = 0;
                    while (!allowed[first]) {
                        first++;
                    }
                    return first;
                }),
                5);
        assertEquals(run.degradation(), plain.engine().degradation());
        assertEquals(
                -run.objective(EcsrlObjective.of(SCENARIO), new EcsrlWeights(EcsrlWeights.EVEN, false))
                        * run.requests(),
                paid,
                1e-6);
    }

    /** Networks that ship: the one for a single cluster at each access point, and the one of agents trained together. */
    @Test
    void networksServeSeveralClusters() {
        for (SchedulingPolicy policy : List.of(
                EcsrlNetwork.shipped().alone(SCENARIO, EcsrlWeights.EVEN),
                EcsrlNetwork.clusters().policy(SCENARIO, EcsrlWeights.EVEN))) {
            double throughput = EcsrlRun.execute(SCENARIO, policy, 1_000_000).throughput();
            assertTrue(throughput > 0.9, policy.name() + " " + throughput);
        }
        assertThrows(InvalidInputException.class, () -> EcsrlNetwork.shipped().policy(SCENARIO, EcsrlWeights.EVEN));
        assertThrows(
                InvalidInputException.class,
                () -> EcsrlNetwork.clusters().policy(Scenarios.named("ecsrl"), EcsrlWeights.EVEN));
    }
}
