// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole scenario. */
final class ScenarioReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;

    private ScenarioReader() {}

    static ServingScenario read(YamlNode root, Path folder) {
        root.allowOnly("scenario", "description", "catalog", "sites", "clients", "classes", "serving", "disturbances");
        ModelCatalog catalog = root.has("catalog")
                ? ModelCatalog.read(folder.resolve(root.get("catalog").text()))
                : ModelCatalog.embedded();
        EdgeTopology topology = new TopologyReader(catalog).read(root.get("sites"));
        var workload = new WorkloadReader(catalog, topology, folder).read(root);
        ServingSettings settings = settings(root.get("serving"));
        return root.make(() ->
                new ServingScenario(root.text("scenario"), topology, workload, settings, disturbances(root, topology)));
    }

    private static ServingSettings settings(YamlNode node) {
        node.allowOnly(
                "duration_s",
                "warmup_s",
                "binding",
                "max_utilization",
                "monitoring_interval_s",
                "jitter",
                "service",
                "service_cv",
                "timeline_interval_s");
        double duration = node.number("duration_s", ABOVE_ZERO, ANY);
        return node.make(() -> new ServingSettings(
                duration,
                node.number("warmup_s", 0, ANY, 0),
                binding(node),
                node.number("max_utilization", ABOVE_ZERO, 1, 1),
                node.number("monitoring_interval_s", 0, ANY, 0),
                node.has("jitter") ? jitter(node.get("jitter")) : JitterModel.measured(),
                service(node),
                node.number("timeline_interval_s", ABOVE_ZERO, ANY, 10)));
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

    private static ServiceLaw service(YamlNode node) {
        if (!node.has("service")) {
            return ServiceLaw.deterministic();
        }
        YamlNode value = node.get("service");
        List<String> known = List.of("deterministic", "exponential", "log-normal");
        return switch (value.make(() -> Checks.oneOf("service law", value.text(), known))) {
            case "exponential" -> ServiceLaw.exponential();
            case "log-normal" -> ServiceLaw.logNormal(node.number("service_cv", ABOVE_ZERO, 100));
            default -> ServiceLaw.deterministic();
        };
    }

    private static List<Disturbance> disturbances(YamlNode root, EdgeTopology topology) {
        List<Disturbance> disturbances = new ArrayList<>();
        if (root.has("disturbances")) {
            for (YamlNode node : root.get("disturbances").items()) {
                disturbances.add(disturbance(node, topology));
            }
        }
        return disturbances;
    }

    private static Disturbance disturbance(YamlNode node, EdgeTopology topology) {
        node.allowOnly("at_s", "fail", "recover", "slow_uplink", "factor");
        double time = node.number("at_s", 0, ANY);
        if (node.has("slow_uplink")) {
            YamlNode site = node.get("slow_uplink");
            int index = site.make(() -> topology.siteIndex(site.text()));
            return new Disturbance(time, Disturbance.Kind.SLOW_LINK, index, node.number("factor", ABOVE_ZERO, ANY));
        }
        boolean fails = node.has("fail");
        YamlNode worker = node.get(fails ? "fail" : "recover");
        int index = worker.make(() -> topology.workerIndex(worker.text()));
        return new Disturbance(time, fails ? Disturbance.Kind.FAIL : Disturbance.Kind.RECOVER, index, 1);
    }
}
