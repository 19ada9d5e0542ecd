// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds settings that change nothing, since what they work on is not there, and one that lets nothing happen. */
final class EffectCheck {
    private final ServingScenario scenario;
    private final List<ModelVariant> deployed;
    private final List<Finding> findings = new ArrayList<>();

    private EffectCheck(ServingScenario scenario) {
        this.scenario = scenario;
        deployed = scenario.topology().instances().stream()
                .map(Instance::variant)
                .distinct()
                .toList();
    }

    static List<Finding> of(ServingScenario scenario) {
        EffectCheck check = new EffectCheck(scenario);
        check.copies();
        check.quantiles("service", scenario.settings().service());
        check.quantiles("overhead", scenario.settings().overhead());
        check.overhead();
        check.staticBatches();
        return check.findings;
    }

    private void copies() {
        for (Worker worker : scenario.topology().workers()) {
            boolean copies = worker.allVariants().stream()
                    .anyMatch(v ->
                            v.hostTime() > 0 || v.times() != null && v.times().copySeconds(1) > 0);
            if (worker.sharing().copiesOverlap() && !copies) {
                add(
                        "worker " + worker.name(),
                        "copies",
                        "overlap",
                        "none of its variants has copy_ms, copy_ms_per_query or host_ms_per_query");
            }
        }
    }

    private void quantiles(String key, ServiceLaw law) {
        String without = deployed.stream()
                .map(ModelVariant::name)
                .filter(name ->
                        law.name().equals("quantiles") && !law.quantiles().containsKey(name))
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            add("serving", key, law.name(), key + "_file has no row of " + without + ", whose times do not vary");
        }
    }

    private void overhead() {
        ServiceLaw law = scenario.settings().overhead();
        if (!law.name().equals("deterministic") && deployed.stream().allMatch(v -> v.overhead() == 0)) {
            add("serving", "overhead", law.name(), "none of the variants has overhead_ms");
        }
    }

    /** A queue that is shorter than a batch never fills one; its queries wait until the run ends. */
    private void staticBatches() {
        InstanceRules rules = scenario.settings().instances();
        if (rules.batching().maxWait() < Double.POSITIVE_INFINITY) {
            return;
        }
        deployed.stream()
                .filter(variant -> variant.maxBatch() > rules.queueLimit())
                .max(Comparator.comparingInt(ModelVariant::maxBatch))
                .ifPresent(variant -> add(
                        "serving",
                        "queue_limit",
                        String.valueOf(rules.queueLimit()),
                        "batching static waits for batches that never fill, as of " + variant.name()
                                + " with max_batch " + variant.maxBatch()));
    }

    private void add(String subject, String field, String value, String usual) {
        findings.add(new Finding(Finding.Kind.SUSPICIOUS, subject, field, value, usual));
    }
}
