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
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
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
            node.allowOnly("name", "count", "tier", "uplink", "access", "client_weight", "workers");
            int count = count(node, EdgeTopology.MOST_SITES - total);
            total += count;
            if (counts.put(node.text("name"), count) != null) {
                throw node.get("name").invalid("must not appear twice");
            }
            machines += countWorkers(node, (EdgeTopology.MOST_WORKERS - machines) / count) * count;
        }
        List<Site> sites = new ArrayList<>();
        for (YamlNode node : list.items()) {
            int count = counts.get(node.text("name"));
            for (int i = 0; i < count; i++) {
                int number = i;
                sites.add(node.make(() -> site(node, counts, number)));
            }
        }
        return list.make(() -> new EdgeTopology(sites));
    }

    private Site site(YamlNode node, Map<String, Integer> counts, int number) {
        String name = node.text("name");
        int count = counts.get(name);
        YamlNode tier = node.get("tier");
        String tierName = tier.make(() -> Checks.oneOf("tier", tier.text(), TIERS.keySet()));
        double weight = node.number("client_weight", 0, ANY, 0);
        String parent = "";
        Link uplink = Link.NONE;
        if (node.has("uplink")) {
            YamlNode up = node.get("uplink").allowOnly("to", "delay_ms", "jitter_ms", "bandwidth_mbps");
            YamlNode to = up.get("to");
            String group = to.make(() -> Checks.oneOf("uplink", to.text(), counts.keySet()));
            parent = numbered(group, counts.get(group), (int) ((long) number * counts.get(group) / count));
            uplink = link(up);
        }
        Link access = weight > 0 || node.has("access")
                ? link(node.get("access").allowOnly("delay_ms", "jitter_ms", "bandwidth_mbps"))
                : Link.NONE;
        String siteName = numbered(name, count, number);
        return new Site(siteName, TIERS.get(tierName), parent, uplink, access, weight, workers(node, siteName));
    }

    /** Counts an entry's machines before any is made. */
    private static int countWorkers(YamlNode site, int most) {
        int sum = 0;
        if (site.has("workers")) {
            for (YamlNode worker : site.get("workers").items()) {
                int slices = worker.has("slices") ? WorkerReader.countSlices(worker) : 1;
                sum += count(worker, (most - sum) / slices) * slices;
            }
        }
        return sum;
    }

    private static int count(YamlNode node, int most) {
        int count = node.integer("count", 1, 1);
        if (count > most) {
            YamlNode wrong = node.has("count") ? node.get("count") : node;
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
                node.number("delay_ms", 0, ANY) / 1000,
                node.number("jitter_ms", 0, ANY) / 1000,
                node.number("bandwidth_mbps", ABOVE_ZERO, ANY) * 1e6);
    }

    private List<Worker> workers(YamlNode site, String siteName) {
        List<Worker> workers = new ArrayList<>();
        if (site.has("workers")) {
            for (YamlNode node : site.get("workers").items()) {
                node.allowOnly(
                        "name",
                        "count",
                        "device",
                        "models",
                        "loadable",
                        "replicas",
                        "cpus",
                        "ram_mib",
                        "gpu_memory_mib",
                        "sharing",
                        "thread_percentage",
                        "copies",
                        "interference",
                        "mig_card",
                        "slices");
                int count = count(node, EdgeTopology.MOST_WORKERS);
                for (int i = 0; i < count; i++) {
                    String name = siteName + "/" + numbered(node.text("name"), count, i);
                    workers.addAll(node.make(() -> new WorkerReader(catalog, files, node).read(name)));
                }
            }
        }
        return workers;
    }
}
