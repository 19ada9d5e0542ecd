// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.InstanceRules.Drop;
import java.util.Locale;

/** Reads how instances batch, queue and start. */
final class InstanceRulesReader {
    private InstanceRulesReader() {}

    static InstanceRules read(YamlNode node) {
        return new InstanceRules(
                batching(node),
                ServingKeys.QUEUE_LIMIT.whole(node, Integer.MAX_VALUE),
                Drop.valueOf(ServingKeys.DROP.word(node).toUpperCase(Locale.ROOT)),
                ServingKeys.LOAD_BANDWIDTH.number(node, Double.POSITIVE_INFINITY),
                ServingKeys.INITIALIZATION.number(node),
                ServingKeys.PLACEMENT_PERIOD.number(node, Double.POSITIVE_INFINITY));
    }

    private static Batching batching(YamlNode node) {
        String name = ServingKeys.BATCHING.word(node);
        if (!name.equals("dynamic") && !name.equals("timed")) {
            Key.leaveOut(node, "must be left out where batching is " + name, ServingKeys.BATCH_WAIT);
        }
        return switch (name) {
            case "none" -> Batching.none();
            case "static" -> Batching.fixed();
            case "timed" ->
                Batching.timed(
                        node.number(ServingKeys.BATCH_WAIT.name(), Double.MIN_VALUE, Double.POSITIVE_INFINITY) / 1000);
            case "adaptive" -> Batching.adaptive();
            default -> Batching.dynamic(ServingKeys.BATCH_WAIT.number(node, 0) / 1000);
        };
    }
}
