// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.SafeJson;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Topologies as maps, with the load of the runs that were watched. Of more than {@value #SITES} sites those nearest to the root
 * are shown, in the order of the scenario, and {@value #WORKERS} of their workers.
 */
final class MapData {
    static final int SITES = 400;
    static final int WORKERS = 500;
    /** Topologies without a run that was watched. */
    private static final int MAPS = 6;

    private final JsonGenerator json;
    private final EdgeTopology topology;
    private final List<Integer> sites;
    private final List<Integer> workers;

    private MapData(JsonGenerator json, EdgeTopology topology) {
        this.json = json;
        this.topology = topology;
        int[] depths = IntStream.range(0, topology.sites().size())
                .map(site -> depth(topology, site))
                .toArray();
        sites = IntStream.range(0, depths.length)
                .boxed()
                .sorted(Comparator.comparingInt(site -> depths[site]))
                .limit(SITES)
                .toList();
        Set<Integer> there = Set.copyOf(sites);
        workers = IntStream.range(0, topology.workers().size())
                .boxed()
                .filter(worker -> there.contains(topology.siteOfWorker(worker)))
                .limit(WORKERS)
                .toList();
    }

    private static int depth(EdgeTopology topology, int site) {
        int depth = 0;
        Site at = topology.sites().get(site);
        while (!at.parent().isEmpty()) {
            at = topology.sites().get(topology.siteIndex(at.parent()));
            depth++;
        }
        return depth;
    }

    /** Writes the fields maps and runs; a run has the index of its map. */
    static void write(JsonGenerator json, List<RunSample> samples, Collection<ServingScenario> others)
            throws IOException {
        List<ServingScenario> shown = new ArrayList<>();
        samples.stream()
                .map(RunSample::scenario)
                .filter(scenario -> !has(shown, scenario))
                .forEach(shown::add);
        for (ServingScenario other : others) {
            if (shown.size() < MAPS && !has(shown, other)) {
                shown.add(other);
            }
        }
        List<MapData> maps = new ArrayList<>();
        json.writeArrayFieldStart("maps");
        for (ServingScenario scenario : shown) {
            MapData map = new MapData(json, scenario.topology());
            map.write(scenario);
            maps.add(map);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("runs");
        for (RunSample sample : samples) {
            int map = IntStream.range(0, shown.size())
                    .filter(i -> shown.get(i).topology() == sample.scenario().topology())
                    .findFirst()
                    .orElseThrow();
            maps.get(map).write(sample, map);
        }
        json.writeEndArray();
    }

    private static boolean has(List<ServingScenario> shown, ServingScenario scenario) {
        return shown.stream().anyMatch(one -> one.topology() == scenario.topology());
    }

    private void write(ServingScenario scenario) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", scenario.name());
        json.writeNumberField("totalSites", topology.sites().size());
        json.writeNumberField("totalWorkers", topology.workers().size());
        json.writeArrayFieldStart("sites");
        for (int index : sites) {
            Site site = topology.sites().get(index);
            json.writeStartObject();
            json.writeStringField("name", site.name());
            json.writeStringField(
                    "tier", site.tier().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            json.writeNumberField(
                    "parent", site.parent().isEmpty() ? -1 : sites.indexOf(topology.siteIndex(site.parent())));
            number("delay_ms", 1000 * site.uplink().delay());
            number("jitter_ms", 1000 * site.uplink().jitter());
            number("bandwidth_mbps", site.uplink().bandwidth() / 1e6);
            number("client_weight", site.clientWeight());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("workers");
        for (int index : workers) {
            Worker worker = topology.workers().get(index);
            json.writeStartObject();
            json.writeStringField("name", worker.name());
            json.writeNumberField("site", sites.indexOf(topology.siteOfWorker(index)));
            json.writeStringField("device", worker.device().name());
            json.writeStringField(
                    "sharing",
                    worker.sharing().mode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            json.writeNumberField("variants", worker.allVariants().size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        SafeJson.number(json, Math.round(value * 1000) / 1000.0);
    }

    /** Writes the load in whole percent, null for a worker that is down. */
    private void write(RunSample sample, int map) throws IOException {
        json.writeStartObject();
        json.writeNumberField("map", map);
        json.writeStringField("policy", sample.policy());
        json.writeNumberField("seed", sample.seed());
        json.writeNumberField("interval_s", sample.interval());
        json.writeNumberField("answered", sample.answered());
        json.writeArrayFieldStart("busy_percent");
        for (float[] shares : sample.busy()) {
            json.writeStartArray();
            for (int worker : workers) {
                if (Float.isNaN(shares[worker])) {
                    json.writeNull();
                } else {
                    json.writeNumber(Math.round(100 * shares[worker]));
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
