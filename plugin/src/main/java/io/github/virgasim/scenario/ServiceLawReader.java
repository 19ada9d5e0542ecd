// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.ServingKeys.Law;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServiceQuantiles;
import java.util.List;

/** Reads how service times or overheads vary: a key with the law's name, and keys beginning with it for what the law needs. */
final class ServiceLawReader {
    private final ModelCatalog catalog;
    private final ScenarioFiles files;
    private final YamlNode node;

    ServiceLawReader(ModelCatalog catalog, ScenarioFiles files, YamlNode node) {
        this.catalog = catalog;
        this.files = files;
        this.node = node;
    }

    ServiceLaw read(Law keys) {
        String name = keys.kind.word(node);
        allow(keys.cv, keys, name, name.equals(Law.LOG_NORMAL));
        allow(keys.file, keys, name, name.equals(Law.QUANTILES));
        allow(keys.correlation, keys, name, !name.equals(Law.DETERMINISTIC));
        ServiceLaw law = switch (name) {
            case Law.EXPONENTIAL -> ServiceLaw.exponential();
            case Law.LOG_NORMAL -> ServiceLaw.logNormal(keys.cv.number(node));
            case Law.QUANTILES -> quantiles(keys.file.get(node));
            default -> ServiceLaw.deterministic();
        };
        return keys.correlation.in(node) ? law.correlated(keys.correlation.number(node)) : law;
    }

    private void allow(Key key, Law of, String name, boolean allowed) {
        if (!allowed) {
            Key.leaveOut(node, "must be left out where " + of.kind.name() + " is " + name, key);
        }
    }

    private ServiceLaw quantiles(YamlNode file) {
        List<String> variants =
                catalog.variants().stream().map(ModelVariant::name).toList();
        return file.make(() -> ServiceLaw.quantiles(ServiceQuantiles.read(files.find(file), variants)));
    }
}
