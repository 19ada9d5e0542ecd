// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands on each site, with equal instances of a site taken together. */
final class Offers {
    /** What makes two instances of a site equal. */
    private record Kind(ModelVariant variant, double limit, boolean loaded) {}

    /**
     * Equal instances of one site.
     *
     * @param example one of them
     * @param count how many there are
     * @param limit the utilisation that their workers are admitted to
     * @param loaded whether they are in memory from the beginning
     */
    record Offer(Instance example, int count, double limit, boolean loaded) {}

    private final List<List<Offer>> offers = new ArrayList<>();
    private final List<Object> kinds = new ArrayList<>();

    Offers(ServingScenario scenario) {
        EdgeTopology topology = scenario.topology();
        List<Map<Kind, Offer>> bySite = new ArrayList<>();
        topology.sites().forEach(site -> bySite.add(new LinkedHashMap<>()));
        Worker worker = null;
        double limit = 0;
        for (Instance instance : topology.instances()) {
            if (instance.worker() != worker) {
                worker = instance.worker();
                limit = scenario.settings().maxUtilization() * worker.saturatedSpeed();
            }
            Kind kind = new Kind(instance.variant(), limit, instance.loaded());
            bySite.get(instance.siteIndex())
                    .merge(
                            kind,
                            new Offer(instance, 1, limit, kind.loaded),
                            (old, one) -> new Offer(old.example, old.count + 1, old.limit, old.loaded));
        }
        for (Map<Kind, Offer> site : bySite) {
            offers.add(List.copyOf(site.values()));
            Map<Kind, Integer> counts = new LinkedHashMap<>();
            site.forEach((kind, offer) -> counts.put(kind, offer.count));
            kinds.add(counts);
        }
    }

    /** Returns what stands on a site. */
    List<Offer> at(int site) {
        return offers.get(site);
    }

    /** Returns something that is equal for sites with equal offers. */
    Object kind(int site) {
        return kinds.get(site);
    }
}
