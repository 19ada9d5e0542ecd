// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads sites. An entry with a count stands for that many sites, named with a number behind; when it is linked to an
 * entry with a count of its own, its sites are spread over those in equal blocks.
 */
final class TopologyReader {
    private static final Map<String, Tier> TIERS =
            Map.of("edge", Tier.EDGE, "central-office", Tier.CENTRAL_OFFICE, "data-center", Tier.DATA_CENTER);

    private final ModelCatalog catalog;
    private final ScenarioFiles files;

    TopologyReader(ModelCatalog catalog, ScenarioFiles files) {
        this.catalog = catalog;
        this.files = files;
    }

    EdgeTopology read(YamlNode list) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int total = 0;
        int machines = 0;
        for (YamlNode node : list.items()) {
            TopologyKeys.SITE.check(node);
            int count = count(node, EdgeTopology.MOST_SITES - total);
            total += count;
            if (counts.put(TopologyKeys.NAME.text(node), count) != null) {
                throw TopologyKeys.NAME.get(node).invalid("must not appear twice");
            }
            machines += countWorkers(node, (EdgeTopology.MOST_WORKERS - machines) / count) * count;
        }
        List<Site> sites = new ArrayList<>();
        for (YamlNode node : list.items()) {
            int count = counts.get(TopologyKeys.NAME.text(node));
            for (int i = 0; i < count; i++) {
                int number = i;
                sites.add(node.make(() -> site(node, counts, number)));
            }
        }
        return list.make(() -> new EdgeTopology(sites));
    }

    private Site site(YamlNode node, Map<String, Integer> counts, int number) {
        String name = TopologyKeys.NAME.text(node);
        int count = counts.get(name);
        String tier = TopologyKeys.TIER.word(node);
        double weight = TopologyKeys.CLIENT_WEIGHT.number(node);
        String parent = "";
        Link uplink = Link.NONE;
        if (TopologyKeys.UPLINK.in(node)) {
            YamlNode up = TopologyKeys.LINK_UP.check(TopologyKeys.UPLINK.get(node));
            YamlNode to = TopologyKeys.TO.get(up);
            String group = to.make(() -> Checks.oneOf("uplink", to.text(), counts.keySet()));
            parent = numbered(group, counts.get(group), (int) ((long) number * counts.get(group) / count));
            uplink = link(up);
        }
        Link access = weight > 0 || TopologyKeys.ACCESS.in(node)
                ? link(TopologyKeys.LINK.check(TopologyKeys.ACCESS.get(node)))
                : Link.NONE;
        String siteName = numbered(name, count, number);
        return new Site(siteName, TIERS.get(tier), parent, uplink, access, weight, workers(node, siteName));
    }

    /** Counts an entry's machines before any is made. */
    private static int countWorkers(YamlNode site, int most) {
        int sum = 0;
        if (TopologyKeys.WORKERS.in(site)) {
            for (YamlNode worker : TopologyKeys.WORKERS.get(site).items()) {
                int slices = WorkerKeys.SLICES.in(worker) ? WorkerReader.countSlices(worker) : 1;
                sum += count(worker, (most - sum) / slices) * slices;
            }
        }
        return sum;
    }

    private static int count(YamlNode node, int most) {
        int count = TopologyKeys.COUNT.whole(node);
        if (count > most) {
            YamlNode wrong = TopologyKeys.COUNT.in(node) ? TopologyKeys.COUNT.get(node) : node;
            throw wrong.invalid(String.format(
                    Locale.ROOT,
                    "must be at most %d here, so that all sites are at most %d and all workers %d",
                    Math.max(0, most),
                    EdgeTopology.MOST_SITES,
                    EdgeTopology.MOST_WORKERS));
        }
        return count;
    }

    private static String numbered(String name, int count, int number) {
        return count == 1 ? name : name + "-" + (number + 1);
    }

    private static Link link(YamlNode node) {
        return new Link(
                TopologyKeys.DELAY.number(node) / 1000,
                TopologyKeys.JITTER.number(node) / 1000,
                TopologyKeys.BANDWIDTH.number(node) * 1e6);
    }

    private List<Worker> workers(YamlNode site, String siteName) {
        List<Worker> workers = new ArrayList<>();
        if (TopologyKeys.WORKERS.in(site)) {
            for (YamlNode node : TopologyKeys.WORKERS.get(site).items()) {
                WorkerKeys.WORKER.check(node);
                int count = count(node, EdgeTopology.MOST_WORKERS);
                for (int i = 0; i < count; i++) {
                    String name = siteName + "/" + numbered(WorkerKeys.NAME.text(node), count, i);
                    workers.addAll(node.make(() -> new WorkerReader(catalog, files, node).read(name)));
                }
            }
        }
        return workers;
    }
}
