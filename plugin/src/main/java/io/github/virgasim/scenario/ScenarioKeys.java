// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.scenario.Key.Block;
import io.github.virgasim.scenario.Key.Items;

/** The keys of a whole scenario, and of its disturbances. */
final class ScenarioKeys {
    static final Key SCENARIO = Key.text("scenario", "Name of the scenario.");
    static final Key DESCRIPTION =
            Key.of("description", new Key.Any(), "One sentence about it.").optional();
    static final Key CATALOG = Key.text("catalog", "Folder or YAML file with a catalogue; the embedded one unless set.")
            .optional();
    static final Key CATALOG_EXTENSION = Key.text(
                    "catalog_extension", "Folder or YAML file with rows that are added to the catalogue.")
            .optional();
    static final Key SITES = Key.of("sites", new Items(new Block(TopologyKeys.SITE)), "Where workers and clients are.");
    static final Key CLIENTS = Key.of(
            "clients",
            new Block(
                    WorkloadKeys.POISSON_CLIENTS,
                    WorkloadKeys.ON_OFF_CLIENTS,
                    WorkloadKeys.PROFILE_CLIENTS,
                    WorkloadKeys.FILED_CLIENTS),
            "How clients arrive.");
    static final Key CLASSES =
            Key.of("classes", new Items(new Block(WorkloadKeys.CLASS)), "What streams of queries clients send.");
    static final Key SERVING =
            Key.of("serving", new Block(ServingKeys.SERVING), "What is the same for all workers and classes.");

    static final Key AT = Key.notNegative("at_s", "When it happens [s].");
    static final Key FAIL = Key.text("fail", "Worker that goes down, as site/worker.");
    static final Key RECOVER = Key.text("recover", "Worker that comes up again, as site/worker.");
    static final Key SLOW_UPLINK = Key.text("slow_uplink", "Site whose uplink changes.");
    static final Key FACTOR = Key.positive("factor", "Factor on the uplink's usual delay.");
    static final Section ANY_DISTURBANCE =
            Section.of(AT, FAIL.optional(), RECOVER.optional(), SLOW_UPLINK.optional(), FACTOR.optional());
    static final Key DISTURBANCES = Key.of(
                    "disturbances",
                    new Items(new Block(
                            Section.of(AT, FAIL), Section.of(AT, RECOVER), Section.of(AT, SLOW_UPLINK, FACTOR))),
                    "What goes wrong, and when.")
            .optional();

    static final Section ROOT = Section.of(
            SCENARIO, DESCRIPTION, CATALOG, CATALOG_EXTENSION, SITES, CLIENTS, CLASSES, SERVING, DISTURBANCES);

    private ScenarioKeys() {}
}
