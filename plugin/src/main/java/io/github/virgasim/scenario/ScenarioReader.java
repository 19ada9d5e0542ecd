// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static io.github.virgasim.scenario.ScenarioKeys.CATALOG;
import static io.github.virgasim.scenario.ScenarioKeys.CATALOG_EXTENSION;
import static io.github.virgasim.scenario.ScenarioKeys.DISTURBANCES;
import static io.github.virgasim.scenario.ScenarioKeys.FACTOR;
import static io.github.virgasim.scenario.ScenarioKeys.FAIL;
import static io.github.virgasim.scenario.ScenarioKeys.RECOVER;
import static io.github.virgasim.scenario.ScenarioKeys.SCENARIO;
import static io.github.virgasim.scenario.ScenarioKeys.SERVING;
import static io.github.virgasim.scenario.ScenarioKeys.SITES;
import static io.github.virgasim.scenario.ScenarioKeys.SLOW_UPLINK;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.SecondInference;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a whole scenario. */
final class ScenarioReader {
    private ScenarioReader() {}

    static ServingScenario read(YamlNode root, ScenarioFiles files) {
        ScenarioKeys.ROOT.check(root);
        ModelCatalog catalog = catalog(root, files);
        EdgeTopology topology = new TopologyReader(catalog, files).read(SITES.get(root));
        var workload = new WorkloadReader(catalog, topology, files).read(root);
        ServingSettings settings = settings(SERVING.get(root), catalog, files);
        return root.make(() ->
                new ServingScenario(SCENARIO.text(root), topology, workload, settings, disturbances(root, topology)));
    }

    private static ModelCatalog catalog(YamlNode root, ScenarioFiles files) {
        ModelCatalog catalog = CATALOG.in(root)
                ? CATALOG.get(root).make(() -> ModelCatalog.read(files.find(CATALOG.get(root))))
                : ModelCatalog.embedded();
        if (!CATALOG_EXTENSION.in(root)) {
            return catalog;
        }
        YamlNode extension = CATALOG_EXTENSION.get(root);
        return extension.make(() -> catalog.extendedBy(files.find(extension)));
    }

    private static ServingSettings settings(YamlNode node, ModelCatalog catalog, ScenarioFiles files) {
        ServingKeys.SERVING.check(node);
        double duration = ServingKeys.DURATION.number(node);
        double warmup = ServingKeys.WARMUP.number(node);
        if (warmup >= duration) {
            throw ServingKeys.WARMUP
                    .get(node)
                    .invalid("must be below duration_s, which is " + ServingKeys.DURATION.text(node));
        }
        InstanceRules rules = node.make(() -> InstanceRulesReader.read(node));
        Optional<SecondInference> second = Optional.empty();
        if (ServingKeys.CONFIDENCE.in(node)) {
            YamlNode value = ServingKeys.CONFIDENCE.get(node);
            second = Optional.of(value.make(() -> new SecondInference(ServingKeys.CONFIDENCE.number(node))));
        }
        Optional<SecondInference> rule = second;
        ServiceLawReader laws = new ServiceLawReader(catalog, files, node);
        return node.make(() -> new ServingSettings(
                duration,
                warmup,
                ServingKeys.BINDING.word(node).equals("stream") ? Binding.STREAM : Binding.QUERY,
                admissionLimit(node),
                ServingKeys.MONITORING.number(node),
                JitterModel.named(ServingKeys.JITTER.word(node)),
                laws.read(ServingKeys.SERVICE),
                ServingKeys.TIMELINE.number(node),
                rules,
                rule,
                laws.read(ServingKeys.OVERHEAD),
                ServingKeys.FALLBACK.word(node).equals("next") ? Fallback.NEXT : Fallback.NONE,
                ServingKeys.PREEMPT.word(node).equals("allowed")));
    }

    private static double admissionLimit(YamlNode node) {
        if (!ServingKeys.MAX_UTILIZATION.in(node)) {
            return (double) ServingKeys.MAX_UTILIZATION.usual();
        }
        YamlNode value = ServingKeys.MAX_UTILIZATION.get(node);
        return value.text().equals(ServingKeys.NO_LIMIT)
                ? Double.POSITIVE_INFINITY
                : value.number(ServingKeys.UTILIZATION.low(), ServingKeys.UTILIZATION.high());
    }

    private static List<Disturbance> disturbances(YamlNode root, EdgeTopology topology) {
        List<Disturbance> disturbances = new ArrayList<>();
        if (DISTURBANCES.in(root)) {
            for (YamlNode node : DISTURBANCES.get(root).items()) {
                disturbances.add(node.make(() -> disturbance(node, topology)));
            }
        }
        return disturbances;
    }

    private static Disturbance disturbance(YamlNode node, EdgeTopology topology) {
        ScenarioKeys.ANY_DISTURBANCE.check(node);
        double time = ScenarioKeys.AT.number(node);
        List<Key> kinds = Stream.of(FAIL, RECOVER, SLOW_UPLINK)
                .filter(key -> key.in(node))
                .toList();
        if (kinds.size() != 1) {
            throw node.invalid("must have exactly one of the keys fail, recover, slow_uplink");
        }
        YamlNode target = kinds.get(0).get(node);
        if (SLOW_UPLINK.in(node)) {
            int site = target.make(() -> topology.siteIndex(target.text()));
            if (topology.sites().get(site).parent().isEmpty()) {
                throw target.invalid("must be a site that has an uplink");
            }
            return new Disturbance(time, Disturbance.Kind.SLOW_LINK, site, FACTOR.number(node));
        }
        Key.leaveOut(node, "must stand beside slow_uplink only", FACTOR);
        int worker = target.make(() -> topology.workerIndex(target.text()));
        return new Disturbance(time, FAIL.in(node) ? Disturbance.Kind.FAIL : Disturbance.Kind.RECOVER, worker, 1);
    }
}
