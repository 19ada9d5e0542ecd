// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.analysis.Finding.Kind;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds values that are allowed and look like slips: fractions for percent, seconds for milliseconds, pixels. */
final class ValueCheck {
    /** A delay below this that is not 0 [s] looks like one in another unit. */
    private static final double SHORTEST_DELAY = 1e-4;

    /** Inputs this many times larger than all that a law was made for look like ones in another unit. */
    private static final double BEYOND_RANGE = 10;

    /** How far a published throughput may be from the one that follows from the law. */
    private static final double TOLERANCE = 0.05;

    private static final String PERCENT = "accuracies go from 0 to 100 (a fraction?)";

    /** The same slip in several things. */
    private record Slip(String sort, String field, String value, String usual, Set<String> names) {}

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Slip> slips = new LinkedHashMap<>();

    private ValueCheck() {}

    static List<Finding> of(Collection<ModelVariant> variants) {
        ValueCheck check = new ValueCheck();
        check.variants(variants);
        return check.findings();
    }

    /** Checks a scenario; what others have found already is left out. */
    static List<Finding> of(ServingScenario scenario, List<Finding> known) {
        ValueCheck check = new ValueCheck();
        check.classes(scenario, known);
        check.links(scenario.topology().sites());
        Set<ModelVariant> deployed = new LinkedHashSet<>();
        scenario.topology().instances().stream().map(Instance::variant).forEach(deployed::add);
        check.variants(deployed);
        return check.findings();
    }

    /**
     * Returns the largest input that does not look like one in another unit: ten times what the largest batch of a
     * deployed variant for the task takes at the reference size, which is what service laws are made for.
     */
    static double largestUsualSize(ServingScenario scenario, StreamClass streamClass) {
        double batch = scenario.topology().instances().stream()
                .filter(instance -> instance.variant()
                        .model()
                        .task()
                        .name()
                        .equals(streamClass.task().name()))
                .mapToInt(instance -> instance.variant().maxBatch())
                .max()
                .orElse(1);
        return BEYOND_RANGE * batch * streamClass.task().referenceSize();
    }

    private void classes(ServingScenario scenario, List<Finding> known) {
        List<StreamClass> classes = scenario.workload().classes();
        double sum = classes.stream().mapToDouble(StreamClass::share).sum();
        if (!scenario.workload().isReplayed() && Math.abs(sum - 1) > 1e-6) {
            add(
                    "classes",
                    "share",
                    "sum of " + Digits.of(sum),
                    "1 in all is usual; shares count relative to each other");
        }
        for (StreamClass streamClass : classes) {
            String subject = "class " + streamClass.name();
            if (isFraction(streamClass.minAccuracy())) {
                add(subject, "min_accuracy", Digits.of(streamClass.minAccuracy()), PERCENT);
            }
            double usual = largestUsualSize(scenario, streamClass);
            boolean said = known.stream()
                    .anyMatch(finding -> finding.subject().equals(subject)
                            && finding.requirement().equals("input_size"));
            if (streamClass.size() > usual && !said) {
                add(
                        subject,
                        "input_size",
                        Digits.of(streamClass.size()),
                        String.format(
                                Locale.ROOT,
                                "service laws are made for up to %s %s",
                                Digits.of(usual / BEYOND_RANGE),
                                unit(streamClass)));
            }
        }
    }

    /** Returns the unit of a class's inputs, with the guess what a value far too large may be in. */
    static String unit(StreamClass streamClass) {
        String unit = streamClass.task().sizeUnit();
        return unit + (unit.equals("Mpixel") ? " (pixels?)" : " (another unit?)");
    }

    private void links(List<Site> sites) {
        for (Site site : sites) {
            delay("uplink.delay_ms", site.uplink(), site.name());
            delay("access.delay_ms", site.access(), site.name());
        }
    }

    private void delay(String field, Link link, String site) {
        if (link.delay() > 0 && link.delay() < SHORTEST_DELAY) {
            add("site", site, field, Digits.of(1000 * link.delay()), "at least 0.1 is usual (seconds?)");
        }
    }

    private void variants(Collection<ModelVariant> variants) {
        for (ModelVariant variant : variants) {
            DnnModel model = variant.model();
            if (isFraction(model.accuracy())) {
                add("model", model.name(), "accuracy", Digits.of(model.accuracy()), PERCENT);
            }
            double delay = variant.processingDelay(model.task().referenceSize());
            if (delay < SHORTEST_DELAY) {
                String field = "intercept_ms + slope_ms_per_unit x reference_size";
                add("variant", variant.name(), field, Digits.of(1000 * delay), "at least 0.1 is usual (seconds?)");
            }
            throughput(variant);
        }
    }

    /** Replicas either have parts of the device of their own, or share some of it. */
    private void throughput(ModelVariant variant) {
        double full =
                variant.batchDelay(variant.maxBatch() * variant.model().task().referenceSize())
                        + variant.maxBatch() * variant.hostTime();
        double one = variant.maxBatch() / full;
        long shares = Math.round(variant.maxThroughput() / one);
        double law = one * Math.max(1, Math.min(variant.replicas(), shares));
        if (Math.abs(variant.maxThroughput() - law) > TOLERANCE * law) {
            add(
                    "variant",
                    variant.name(),
                    "max_throughput_qps",
                    Digits.of(variant.maxThroughput()),
                    String.format(
                            Locale.ROOT,
                            "the service law gives %s: replicas x max_batch / time of a full batch",
                            Digits.of(law)));
        }
    }

    private static boolean isFraction(double accuracy) {
        return accuracy > 0 && accuracy < 1;
    }

    /** Notes what is wrong with one of several things of a sort; the first one's values stand for all. */
    private void add(String sort, String name, String field, String value, String usual) {
        slips.computeIfAbsent(sort + " " + field, key -> new Slip(sort, field, value, usual, new LinkedHashSet<>()))
                .names
                .add(name);
    }

    private void add(String subject, String field, String value, String usual) {
        findings.add(new Finding(Kind.SUSPICIOUS, subject, field, value, usual));
    }

    private List<Finding> findings() {
        for (Slip slip : slips.values()) {
            String first = slip.names.iterator().next();
            int count = slip.names.size();
            add(
                    count == 1
                            ? slip.sort + " " + first
                            : String.format(Locale.ROOT, "%,d %ss (%s, ...)", count, slip.sort, first),
                    slip.field,
                    slip.value,
                    slip.usual);
        }
        return findings;
    }
}
