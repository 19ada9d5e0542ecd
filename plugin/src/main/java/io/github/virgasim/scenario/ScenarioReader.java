// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
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
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;

    private ScenarioReader() {}

    static ServingScenario read(YamlNode root, ScenarioFiles files) {
        root.allowOnly(
                "scenario",
                "description",
                "catalog",
                "catalog_extension",
                "sites",
                "clients",
                "classes",
                "serving",
                "disturbances");
        ModelCatalog catalog = catalog(root, files);
        EdgeTopology topology = new TopologyReader(catalog, files).read(root.get("sites"));
        var workload = new WorkloadReader(catalog, topology, files).read(root);
        ServingSettings settings = settings(root.get("serving"), catalog, files);
        return root.make(() ->
                new ServingScenario(root.text("scenario"), topology, workload, settings, disturbances(root, topology)));
    }

    private static ModelCatalog catalog(YamlNode root, ScenarioFiles files) {
        ModelCatalog catalog = root.has("catalog")
                ? root.get("catalog").make(() -> ModelCatalog.read(files.find(root.get("catalog"))))
                : ModelCatalog.embedded();
        if (!root.has("catalog_extension")) {
            return catalog;
        }
        YamlNode extension = root.get("catalog_extension");
        return extension.make(() -> catalog.extendedBy(files.find(extension)));
    }

    private static ServingSettings settings(YamlNode node, ModelCatalog catalog, ScenarioFiles files) {
        node.allowOnly(
                "duration_s",
                "warmup_s",
                "binding",
                "max_utilization",
                "monitoring_interval_s",
                "jitter",
                "service",
                "service_cv",
                "service_file",
                "service_correlation_s",
                "overhead",
                "overhead_cv",
                "overhead_file",
                "overhead_correlation_s",
                "timeline_interval_s",
                "batching",
                "batch_wait_ms",
                "queue_limit",
                "drop",
                "load_bandwidth_mib_s",
                "initialization_s",
                "placement_period_s",
                "confidence_concentration");
        double duration = node.number("duration_s", ABOVE_ZERO, ANY);
        double warmup = node.number("warmup_s", 0, ANY, 0);
        if (warmup >= duration) {
            throw node.get("warmup_s").invalid("must be below duration_s, which is " + node.text("duration_s"));
        }
        InstanceRules rules = node.make(() -> InstanceRulesReader.read(node));
        Optional<SecondInference> second = Optional.empty();
        if (node.has("confidence_concentration")) {
            YamlNode value = node.get("confidence_concentration");
            second = Optional.of(value.make(() -> new SecondInference(value.number(ABOVE_ZERO, ANY))));
        }
        Optional<SecondInference> rule = second;
        ServiceLawReader laws = new ServiceLawReader(catalog, files, node);
        return node.make(() -> new ServingSettings(
                duration,
                warmup,
                binding(node),
                admissionLimit(node),
                node.number("monitoring_interval_s", 0, ANY, 0),
                node.has("jitter") ? jitter(node.get("jitter")) : JitterModel.measured(),
                laws.read("service"),
                node.number("timeline_interval_s", ABOVE_ZERO, ANY, 10),
                rules,
                rule,
                laws.read("overhead")));
    }

    private static double admissionLimit(YamlNode node) {
        boolean none = node.has("max_utilization")
                && node.get("max_utilization").text().equals("none");
        return none ? ANY : node.number("max_utilization", ABOVE_ZERO, 1, 1);
    }

    private static JitterModel jitter(YamlNode node) {
        return node.make(() -> JitterModel.named(node.text()));
    }

    private static Binding binding(YamlNode node) {
        if (!node.has("binding")) {
            return Binding.STREAM;
        }
        YamlNode value = node.get("binding");
        String name = value.make(() -> Checks.oneOf("binding", value.text(), List.of("stream", "query")));
        return name.equals("stream") ? Binding.STREAM : Binding.QUERY;
    }

    private static List<Disturbance> disturbances(YamlNode root, EdgeTopology topology) {
        List<Disturbance> disturbances = new ArrayList<>();
        if (root.has("disturbances")) {
            for (YamlNode node : root.get("disturbances").items()) {
                disturbances.add(node.make(() -> disturbance(node, topology)));
            }
        }
        return disturbances;
    }

    private static Disturbance disturbance(YamlNode node, EdgeTopology topology) {
        node.allowOnly("at_s", "fail", "recover", "slow_uplink", "factor");
        double time = node.number("at_s", 0, ANY);
        List<String> kinds =
                Stream.of("fail", "recover", "slow_uplink").filter(node::has).toList();
        if (kinds.size() != 1) {
            throw node.invalid("must have exactly one of the keys fail, recover, slow_uplink");
        }
        YamlNode target = node.get(kinds.get(0));
        if (node.has("slow_uplink")) {
            int site = target.make(() -> topology.siteIndex(target.text()));
            if (topology.sites().get(site).parent().isEmpty()) {
                throw target.invalid("must be a site that has an uplink");
            }
            return new Disturbance(time, Disturbance.Kind.SLOW_LINK, site, node.number("factor", ABOVE_ZERO, ANY));
        }
        if (node.has("factor")) {
            throw node.get("factor").invalid("must stand beside slow_uplink only");
        }
        int worker = target.make(() -> topology.workerIndex(target.text()));
        return new Disturbance(time, node.has("fail") ? Disturbance.Kind.FAIL : Disturbance.Kind.RECOVER, worker, 1);
    }
}
