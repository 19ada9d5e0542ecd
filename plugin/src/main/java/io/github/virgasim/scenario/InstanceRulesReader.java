// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.InstanceRules.Drop;
import java.util.List;
import java.util.Locale;

/** Reads how instances batch, queue and start. */
final class InstanceRulesReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;

    private InstanceRulesReader() {}

    static InstanceRules read(YamlNode node) {
        return new InstanceRules(
                batching(node),
                node.integer("queue_limit", 1, Integer.MAX_VALUE),
                drop(node),
                node.number("load_bandwidth_mib_s", ABOVE_ZERO, ANY, Double.POSITIVE_INFINITY),
                node.number("initialization_s", 0, ANY, 0),
                node.number("placement_period_s", ABOVE_ZERO, ANY, Double.POSITIVE_INFINITY));
    }

    private static Batching batching(YamlNode node) {
        String name = "dynamic";
        if (node.has("batching")) {
            YamlNode value = node.get("batching");
            List<String> known = List.of("none", "static", "dynamic", "timed", "adaptive");
            name = value.make(() -> Checks.oneOf("batching", value.text(), known));
        }
        if (node.has("batch_wait_ms") && !name.equals("dynamic") && !name.equals("timed")) {
            throw node.get("batch_wait_ms").invalid("must be left out where batching is " + name);
        }
        return switch (name) {
            case "none" -> Batching.none();
            case "static" -> Batching.fixed();
            case "timed" -> Batching.timed(node.number("batch_wait_ms", ABOVE_ZERO, ANY) / 1000);
            case "adaptive" -> Batching.adaptive();
            default -> Batching.dynamic(node.number("batch_wait_ms", 0, ANY, 0) / 1000);
        };
    }

    private static Drop drop(YamlNode node) {
        if (!node.has("drop")) {
            return Drop.NEWEST;
        }
        YamlNode value = node.get("drop");
        String name =
                value.make(() -> Checks.oneOf("query to drop", value.text(), List.of("newest", "oldest", "expired")));
        return Drop.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
