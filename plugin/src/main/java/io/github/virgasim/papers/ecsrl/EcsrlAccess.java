// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What the agent of each access point chooses from. All choose from devices of the same names, so that one network serves all
 * of them.
 */
final class EcsrlAccess {
    private final EcsrlDevices[] bySite;
    private final int[] points;

    private EcsrlAccess(EdgeTopology topology, IntFunction<EcsrlDevices> devicesOf) {
        List<Site> sites = topology.sites();
        points = IntStream.range(0, sites.size())
                .filter(site -> sites.get(site).clientWeight() > 0)
                .toArray();
        // Replayed clients may enter where random ones do not.
        bySite = IntStream.range(0, sites.size()).mapToObj(devicesOf).toArray(EcsrlDevices[]::new);
        for (int point : points) {
            List<String> names = bySite[points[0]].names();
            if (!bySite[point].names().equals(names)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "access points must have clusters of the same workers: %s has %s, %s has %s",
                        sites.get(points[0]).name(),
                        names,
                        sites.get(point).name(),
                        bySite[point].names()));
            }
        }
    }

    /** Each chooses from its own boards, those of its neighbours and the cloud where there are clusters, else all from all. */
    static EcsrlAccess of(EdgeTopology topology) {
        return hasClusters(topology) ? clusters(topology) : common(topology);
    }

    /** All choose from the same devices, whoever's they are. */
    static EcsrlAccess common(EdgeTopology topology) {
        EcsrlDevices devices = new EcsrlDevices(topology);
        return new EcsrlAccess(topology, site -> devices);
    }

    /** Each chooses from its own boards, those of its neighbours if there are any, and the cloud. */
    static EcsrlAccess clusters(EdgeTopology topology) {
        return new EcsrlAccess(topology, site -> EcsrlDevices.around(topology, site, true));
    }

    /** Each chooses from its own boards and the cloud, as if there were no others. */
    static EcsrlAccess alone(EdgeTopology topology) {
        return new EcsrlAccess(topology, site -> EcsrlDevices.around(topology, site, false));
    }

    /** Tells whether boards stand at several sites where clients enter, and nowhere else. */
    static boolean hasClusters(EdgeTopology topology) {
        List<Site> withBoards = topology.sites().stream()
                .filter(site ->
                        site.tier() != Tier.DATA_CENTER && !site.workers().isEmpty())
                .toList();
        return withBoards.size() > 1 && withBoards.stream().allMatch(site -> site.clientWeight() > 0);
    }

    /** Returns the sites where clients enter, as indices of the topology, rising. */
    int[] points() {
        return points.clone();
    }

    /** Returns what the access point of a site chooses from. */
    EcsrlDevices at(int site) {
        return bySite[site];
    }

    /** Returns the names that all of them choose from. */
    List<String> names() {
        return bySite[points[0]].names();
    }

    /** Makes an observer for each site; sites that choose from the same devices share it. */
    EcsrlObserver[] observers(ServingScenario scenario, double energyShare) {
        Map<EcsrlDevices, EcsrlObserver> made = new IdentityHashMap<>();
        return Arrays.stream(bySite)
                .map(devices -> made.computeIfAbsent(devices, seen -> new EcsrlObserver(scenario, seen, energyShare)))
                .toArray(EcsrlObserver[]::new);
    }

    /** Returns the names of what each of them observes. */
    List<String> observations(ServingScenario scenario) {
        return new EcsrlObserver(scenario, bySite[points[0]], EcsrlWeights.EVEN)
                .spec()
                .names();
    }
}
