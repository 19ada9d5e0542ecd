// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServiceQuantiles;
import java.util.List;

/** Reads how service times or overheads vary: a key with the law's name, and keys beginning with it for what the law needs. */
final class ServiceLawReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final String LOG_NORMAL = "log-normal";
    private static final String QUANTILES = "quantiles";
    private static final List<String> KNOWN = List.of("deterministic", "exponential", LOG_NORMAL, QUANTILES);

    private final ModelCatalog catalog;
    private final ScenarioFiles files;
    private final YamlNode node;

    ServiceLawReader(ModelCatalog catalog, ScenarioFiles files, YamlNode node) {
        this.catalog = catalog;
        this.files = files;
        this.node = node;
    }

    ServiceLaw read(String key) {
        String name = "deterministic";
        if (node.has(key)) {
            YamlNode value = node.get(key);
            name = value.make(() -> Checks.oneOf(key + " law", value.text(), KNOWN));
        }
        allow(key + "_cv", key, name, name.equals(LOG_NORMAL));
        allow(key + "_file", key, name, name.equals(QUANTILES));
        allow(key + "_correlation_s", key, name, !name.equals("deterministic"));
        ServiceLaw law = switch (name) {
            case "exponential" -> ServiceLaw.exponential();
            case LOG_NORMAL -> ServiceLaw.logNormal(node.number(key + "_cv", ABOVE_ZERO, 100));
            case QUANTILES -> quantiles(node.get(key + "_file"));
            default -> ServiceLaw.deterministic();
        };
        return node.has(key + "_correlation_s")
                ? law.correlated(node.number(key + "_correlation_s", ABOVE_ZERO, ANY))
                : law;
    }

    private void allow(String key, String of, String name, boolean allowed) {
        if (node.has(key) && !allowed) {
            throw node.get(key).invalid("must be left out where " + of + " is " + name);
        }
    }

    private ServiceLaw quantiles(YamlNode file) {
        List<String> variants =
                catalog.variants().stream().map(ModelVariant::name).toList();
        return file.make(() -> ServiceLaw.quantiles(ServiceQuantiles.read(files.find(file), variants)));
    }
}
