// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledScenariosTest {
    static List<String> names() {
        return Scenarios.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aScenarioIsCalledAsItsFileAndDescribed(String name) {
        assertEquals(name, Scenarios.named(name).name());
        assertFalse(Scenarios.description(name).isBlank());
    }

    @ParameterizedTest
    @CsvSource({
        // name, data centres, central offices, base stations, workers in each tier, clients per minute
        "aset-dc-cloud, 1, 3, 9, 2, 0, 0, 60",
        "aset-co-dc-cloud, 1, 3, 9, 1, 3, 0, 60",
        "aset-full-edge, 1, 3, 9, 1, 3, 9, 60",
        "aset-real-deployment, 3, 0, 9, 5, 0, 0, 60",
        "aset-dc-cloud-isp, 1, 20, 320, 32, 0, 0, 2000",
        "aset-co-dc-cloud-isp, 1, 20, 320, 16, 40, 0, 2000",
        "aset-full-edge-isp, 1, 20, 320, 8, 40, 320, 2000"
    })
    void sitesAndWorkersAreAsDescribed(
            String name,
            int centers,
            int offices,
            int stations,
            int inCenters,
            int inOffices,
            int inStations,
            double rate) {
        ServingScenario scenario = Scenarios.named(name);
        EdgeTopology topology = scenario.topology();
        assertEquals(centers, sites(topology, Tier.DATA_CENTER));
        assertEquals(offices, sites(topology, Tier.CENTRAL_OFFICE));
        assertEquals(stations, sites(topology, Tier.EDGE));
        assertEquals(inCenters, workers(topology, Tier.DATA_CENTER));
        assertEquals(inOffices, workers(topology, Tier.CENTRAL_OFFICE));
        assertEquals(inStations, workers(topology, Tier.EDGE));
        assertEquals(rate, 60 * scenario.workload().clientRate(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dc-cloud", "co-dc-cloud", "full-edge"})
    void aStrictScenarioDiffersFromThePlainOneInItsFallbackOnly(String topology) throws IOException {
        String plain = "aset-" + topology;
        assertEquals(lines(plain), lines(plain + "-strict"));
        assertEquals(Fallback.NEXT, Scenarios.named(plain).settings().fallback());
        assertEquals(
                Fallback.NONE, Scenarios.named(plain + "-strict").settings().fallback());
    }

    /** The lines of a scenario's file without what names and describes it. */
    private static List<String> lines(String name) throws IOException {
        try (InputStream file = Datasets.open("scenarios/" + name + ".yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.matches("(scenario|description|  fallback): .*|# As aset-.*"))
                    .toList();
        }
    }

    @Test
    void theProvidersNetworkIsLarge() {
        EdgeTopology isp = Scenarios.named("aset-full-edge-isp").topology();
        assertTrue(isp.sites().size() > 300, "sites: " + isp.sites().size());
        // Sixteen base stations below each central office: the first block below the first, and so on.
        for (int station = 0; station < 320; station++) {
            Site site = isp.sites().get(isp.siteIndex("bs-" + (station + 1)));
            assertEquals("co-" + (station / 16 + 1), site.parent(), site.name());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void clientsAreAtBaseStationsAndEachClassFindsAWorkerInTime(String name) {
        ServingScenario scenario = Scenarios.named(name);
        EdgeTopology topology = scenario.topology();
        double[] planned = new double[topology.sites().size()];
        Arrays.fill(planned, 1);
        for (int site = 0; site < planned.length; site++) {
            if (topology.sites().get(site).tier() != Tier.EDGE) {
                assertEquals(0, topology.sites().get(site).clientWeight());
                continue;
            }
            for (StreamClass streamClass : scenario.workload().classes()) {
                Candidates candidates =
                        new Candidates(topology.instances(), topology.pathsFrom(site, planned), streamClass);
                String what = streamClass.name() + " from "
                        + topology.sites().get(site).name();
                assertTrue(candidates.size() > 0, what);
            }
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        String message = assertThrows(InvalidInputException.class, () -> Scenarios.named("aset"))
                .getMessage();
        names().forEach(name -> assertTrue(message.contains(name), message));
    }

    private static long sites(EdgeTopology topology, Tier tier) {
        return topology.sites().stream().filter(site -> site.tier() == tier).count();
    }

    private static long workers(EdgeTopology topology, Tier tier) {
        return topology.sites().stream()
                .filter(site -> site.tier() == tier)
                .mapToLong(site -> site.workers().size())
                .sum();
    }
}
