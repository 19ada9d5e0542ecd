// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.Disturbance.Kind;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangingLoadTest {
    private static final ServingScenario BASE = Scenarios.named("aset-full-edge");
    private static final double DURATION = BASE.settings().duration();

    private static List<Client> clients(long seed) {
        List<Client> clients = new ArrayList<>();
        ChangingLoad.of(BASE, seed).workload().replayed().forEach(clients::add);
        return clients;
    }

    @Test
    void theSeedFixesEverything() {
        ServingScenario one = ChangingLoad.of(BASE, 7);
        ServingScenario same = ChangingLoad.of(BASE, 7);
        ServingScenario other = ChangingLoad.of(BASE, 8);
        assertEquals(one.workload().replayed(), same.workload().replayed());
        assertEquals(one.disturbances(), same.disturbances());
        assertNotEquals(one.workload().replayed(), other.workload().replayed());
        assertNotEquals(one.disturbances(), other.disturbances());
    }

    @Test
    void ratesStayInTheirRangeAndCoverIt() {
        List<Double> rates = new ArrayList<>();
        double sum = 0;
        int seeds = 60;
        for (long seed = 0; seed < seeds; seed++) {
            List<Client> clients = clients(seed);
            sum += clients.size() * 60 / DURATION;
            for (double from = 0; from < DURATION; from += 60) {
                double start = from;
                rates.add((double) clients.stream()
                        .filter(client -> client.time() >= start && client.time() < start + 60)
                        .count());
            }
        }
        // Mean 60/min, and a flash crowd's (5 - 1) / 9 more in a fifth of the time.
        assertEquals(60 * (1 + 4 / 9.0 / 5), sum / seeds, 4);
        double n = rates.size();
        assertTrue(rates.stream().filter(rate -> rate < 35).count() / n > 0.1);
        assertTrue(rates.stream().filter(rate -> rate > 85).count() / n > 0.1);
        assertTrue(rates.stream().allMatch(rate -> rate < 100 * (1 + 4 / 9.0) + 60));
    }

    @Test
    void oneSiteIsCrowdedForTwoMinutes() {
        double[] largest = IntStream.range(0, 30)
                .mapToDouble(seed -> crowding(clients(seed)))
                .toArray();
        // Five of thirteen clients, where one of nine is usual.
        assertTrue(IntStream.range(0, 30).filter(i -> largest[i] > 0.25).count() > 24);
    }

    /** Returns the largest share that one site has of the clients of any two minutes. */
    private static double crowding(List<Client> clients) {
        double largest = 0;
        for (double from = 0; from <= DURATION - 120; from += 10) {
            double start = from;
            List<Client> some = clients.stream()
                    .filter(client -> client.time() >= start && client.time() < start + 120)
                    .toList();
            int sites = BASE.topology().sites().size();
            for (int site = 0; site < sites && some.size() > 20; site++) {
                int wanted = site;
                double there =
                        some.stream().filter(client -> client.site() == wanted).count();
                largest = Math.max(largest, there / some.size());
            }
        }
        return largest;
    }

    @Test
    void workersRecoverAndLinksAreRestored() {
        List<Disturbance> disturbances = ChangingLoad.of(BASE, 3).disturbances();
        assertEquals(8, disturbances.size());
        for (Kind kind : Kind.values()) {
            int expected = kind == Kind.SLOW_LINK ? 4 : 2;
            assertEquals(
                    expected,
                    disturbances.stream().filter(d -> d.kind() == kind).count());
        }
        for (Disturbance begin : disturbances) {
            if (begin.kind() == Kind.FAIL || begin.factor() > 1) {
                assertTrue(disturbances.stream()
                        .anyMatch(end -> end.target() == begin.target()
                                && end.factor() == 1
                                && Math.abs(end.time() - begin.time() - 120) < 1e-6));
            }
        }
    }

    @Test
    void everyOtherTrainingLoadIsSteady() {
        MixedLoad loads = new MixedLoad(BASE, 300);
        List<ServingScenario> steady = IntStream.range(0, 200)
                .mapToObj(loads::apply)
                .filter(scenario -> !scenario.workload().isReplayed())
                .toList();
        assertEquals(100, steady.size(), 25);
        steady.forEach(scenario -> {
            double lambda = scenario.workload().clientRate() * 60;
            assertTrue(lambda >= 15 && lambda <= 110, "was " + lambda);
            assertEquals(300, scenario.settings().duration());
            assertEquals(0, scenario.settings().warmup());
        });
    }

    @Test
    void aLoadWithoutClientsIsRefusedByName() {
        String problem = assertThrows(InvalidInputException.class, () -> ChangingLoad.of(BASE.withLambda(1e-6), 1))
                .getMessage();
        assertTrue(problem.startsWith("scenario 'aset-full-edge' under changing load: a run of"), problem);
    }
}
