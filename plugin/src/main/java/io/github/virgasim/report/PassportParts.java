// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.gpu.ShippedTable;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the parts of a scenario's model, and the measurements that each was compared with. */
final class PassportParts {
    private static final String SERVICE = "service times";
    private static final String SHARING = "sharing";
    private static final String POWER = "power";
    private static final String ARRIVALS = "arrivals";
    private static final String TASKS = "task times";
    private static final List<String> H100 = List.of("second", "demo-second", "testbed");

    /** Measurements as sources of the catalogue name them, and errors of the catalogue's kind of law on them. */
    private enum Measured {
        TESTBED("h100-testbed", H100, "serving graph latency (mean|p99) \\[s\\]"),
        GRID("edge_energy_grid", List.of("edge-energy-grid"), "at (50|75)% (mean|p99) \\[ms\\]"),
        MLPERF("mlperf_edge", List.of("mlperf"), "Server p(50|99) \\[s\\]"),
        TRTUTILS("trtutils_yolo_edge", List.of("trtutils"), "TensorRT latency, simple law \\[ms\\]");

        private final String named;
        private final List<String> sources;
        private final String quantities;

        Measured(String named, List<String> sources, String quantities) {
            this.named = named;
            this.sources = sources;
            this.quantities = quantities;
        }
    }

    private final ShippedErrors errors = new ShippedErrors();
    private final ModelCatalog shipped = ModelCatalog.embedded();
    private final Map<String, CsvTable.Row> rows = new LinkedHashMap<>();
    private ServingScenario scenario;
    private List<PassportPart> parts;

    PassportParts() {
        ShippedTable.open("catalog/variants.csv", "model", "device", "basis", "source")
                .rows()
                .forEach(row -> rows.put(row.text("model") + "@" + row.text("device"), row));
    }

    List<PassportPart> of(ServingScenario served) {
        scenario = served;
        parts = new ArrayList<>();
        serviceTimes();
        batching();
        laws();
        arrivals();
        network();
        sharing();
        power();
        memory();
        return List.copyOf(parts);
    }

    /** Returns the parts of the model of elastic tasks, by where the task times of each experiment come from. */
    List<PassportPart> elastic(Map<String, Passport.TaskTimes> experiments) {
        parts = new ArrayList<>();
        for (Passport.TaskTimes times : Passport.TaskTimes.values()) {
            Set<String> of = new LinkedHashSet<>(experiments.keySet());
            of.removeIf(name -> experiments.get(name) != times);
            if (!of.isEmpty()) {
                String subject = times.words() + (experiments.size() == 1 ? "" : ": " + String.join(" ", of));
                parts.add(
                        switch (times) {
                            case CONTAINERS ->
                                PassportPart.validated(
                                        TASKS,
                                        subject,
                                        "the same containers under recorded allocations, each scheduler from the others",
                                        errors(List.of("tapfinger-containers"), ".* run time \\[s\\]"));
                            case OWN -> PassportPart.own(TASKS, subject, "no intervals given");
                            default -> PassportPart.notValidated(TASKS, subject, "");
                        });
            }
        }
        parts.add(PassportPart.validated(
                "elastic engine",
                "progress in timesteps",
                "other training jobs in recorded rounds, so that decisions were not compared",
                errors(List.of("shockwave"), "(mean|[a-z_]+) completion \\[s\\]")));
        parts.add(PassportPart.notValidated(ARRIVALS, "poisson", "of tasks"));
        return List.copyOf(parts);
    }

    private List<ShippedErrors.Row> errors(List<String> sources, String quantities) {
        List<ShippedErrors.Row> all = sources.stream()
                .flatMap(source -> errors.of(source, quantities).stream())
                .toList();
        return Stream.of("apart", "test", "same", "fit")
                .flatMap(split -> all.stream().filter(row -> row.split().equals(split)))
                .toList();
    }

    private List<ModelVariant> deployed() {
        return scenario.topology().instances().stream()
                .map(Instance::variant)
                .distinct()
                .toList();
    }

    /** Tells whether a variant's times are those that ship. */
    private boolean isShipped(ModelVariant variant) {
        return shipped.variants().stream()
                .anyMatch(own -> own.name().equals(variant.name())
                        && own.intercept() == variant.intercept()
                        && own.slope() == variant.slope()
                        && own.overhead() == variant.overhead()
                        && variant.hostTime() == own.hostTime()
                        && (own.times() == null
                                ? variant.times() == null
                                : own.times().equals(variant.times())));
    }

    private void serviceTimes() {
        Map<Measured, Set<String>> measured = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        Set<String> derived = new LinkedHashSet<>();
        for (ModelVariant variant : deployed()) {
            String name = variant.name();
            if (isSlice(variant)) {
                continue;
            }
            if (!isShipped(variant)) {
                parts.add(PassportPart.own(SERVICE, name, interval(variant) + variant.source()));
            } else if (rows.get(name).text("basis").equals("derived")) {
                derived.add(name);
            } else {
                String source = rows.get(name).text("source");
                Stream.of(Measured.values())
                        .filter(kind -> source.startsWith(kind.named))
                        .findFirst()
                        .ifPresentOrElse(
                                kind -> measured.computeIfAbsent(kind, k -> new LinkedHashSet<>())
                                        .add(name),
                                () -> others.add(name));
            }
        }
        measured.forEach((kind, names) -> parts.add(PassportPart.validated(
                SERVICE,
                listed(names),
                "measured; errors of this kind of law over all models and devices of the source",
                errors(kind.sources, kind.quantities))));
        if (!others.isEmpty()) {
            parts.add(PassportPart.notValidated(SERVICE, listed(others), "measured alone, no serving to compare with"));
        }
        if (!derived.isEmpty()) {
            parts.add(PassportPart.notValidated(SERVICE, listed(derived), "derived from other measurements"));
        }
    }

    private static String interval(ModelVariant variant) {
        return variant.times() == null || Double.isNaN(variant.times().halfWidth())
                ? "no intervals given; "
                : String.format(
                        Locale.ROOT,
                        "intervals up to ±%.2g %% as given; ",
                        100 * variant.times().halfWidth());
    }

    private static String listed(Set<String> names) {
        String count = names.size() == 1 ? "" : names.size() + " variants: ";
        return count + String.join(" ", names);
    }

    private static boolean isSlice(ModelVariant variant) {
        return variant.device().name().contains("/");
    }

    private void batching() {
        Batching rule = scenario.settings().instances().batching();
        switch (rule.name()) {
            case "none", "dynamic" -> {
                boolean waits = rule.maxWait() > 0;
                parts.add(PassportPart.validated(
                        "batching",
                        waits ? "dynamic, free GPUs wait" : rule.name(),
                        waits ? "" : "batches up to 32",
                        waits
                                ? errors(Measured.MLPERF.sources, Measured.MLPERF.quantities)
                                : errors(H100, Measured.TESTBED.quantities)));
            }
            default -> parts.add(PassportPart.notValidated("batching", rule.name(), ""));
        }
    }

    private void laws() {
        ServingSettings settings = scenario.settings();
        law("service law", settings.service());
        law("overhead law", settings.overhead());
        settings.secondInference()
                .ifPresent(rule -> parts.add(
                        PassportPart.notValidated("second inference", "beta-distributed confidence", "our choice")));
    }

    private void law(String part, ServiceLaw law) {
        if (!law.name().equals("deterministic")) {
            parts.add(PassportPart.own(part, law.name(), "as the scenario says, no intervals given"));
        }
    }

    private void arrivals() {
        String law = scenario.workload().arrivals().orElse("given");
        parts.add(
                switch (law) {
                    case "on-off" ->
                        PassportPart.validated(
                                ARRIVALS,
                                law,
                                "this kind of law, fitted to half of the minutes; the rates are the scenario's",
                                errors(List.of("azure-llm"), "(rate|variation of gaps|dispersion over \\d+ s) \\[.*"));
                    case "given" -> PassportPart.own(ARRIVALS, "given, each at its time", "");
                    default -> PassportPart.notValidated(ARRIVALS, law, "");
                });
    }

    private void network() {
        String jitter = scenario.settings().jitter().name();
        switch (jitter) {
            case "measured" ->
                parts.add(PassportPart.validated(
                        "network jitter",
                        "5G",
                        "drives that were not fitted; means and deviations of links are the scenario's",
                        errors(List.of("cicv5g"), "round trip (mean|p95|p99|lag-1 autocorrelation) \\[(ms|1)\\]")));
            case "none" -> {
                // Constant delays claim nothing that could be off.
            }
            default -> parts.add(PassportPart.notValidated("network jitter", jitter, ""));
        }
    }

    private void sharing() {
        Map<String, PassportPart> found = new LinkedHashMap<>();
        for (Worker worker : scenario.topology().workers()) {
            if (worker.sharing().copiesOverlap()) {
                PassportPart part = PassportPart.notValidated(SHARING, "overlapping copies", "");
                found.put(part.subject(), part);
            }
            if (worker.isShared()) {
                PassportPart part =
                        shared(worker.sharing().mode(), worker.sharing().law());
                found.put(part.subject(), part);
            }
            if (worker.device().name().contains("/")) {
                found.put(
                        "MIG",
                        PassportPart.validated(
                                SHARING, "MIG slices", "", errors(List.of("nos"), "mig time of a query \\[s\\]")));
            }
        }
        parts.addAll(found.values());
    }

    private PassportPart shared(SharingMode mode, Interference law) {
        String subject = mode.text() + ", ";
        if (law instanceof Turns turns) {
            return turns.equals(Turns.MEASURED)
                    ? PassportPart.validated(
                            SHARING,
                            subject + "turns",
                            "one H100",
                            errors(H100, "(ts closed loop, . tenants|two tenants ts latency (mean|p99)) \\[s\\]"))
                    : PassportPart.own(SHARING, subject + "turns", "costs as the scenario says");
        }
        if (law instanceof Occupancy occupancy) {
            return occupancy.equals(Occupancy.MPS)
                    ? PassportPart.validated(
                            SHARING,
                            subject + "occupancy",
                            "one H100",
                            errors(H100, "(mps closed loop, . tenants|two tenants mps latency (mean|p99)) \\[s\\]"))
                    : PassportPart.own(SHARING, subject + "occupancy", "constants as the scenario says");
        }
        if (law.equals(LinearInterference.measured(mode))) {
            return PassportPart.validated(
                    SHARING,
                    subject + "slope per co-runner",
                    "one model on an A100",
                    errors(List.of("nos"), mode.text() + " time of a query \\[s\\]"));
        }
        return law instanceof LinearInterference
                ? PassportPart.own(SHARING, subject + "slopes", "as the scenario says")
                : PassportPart.notValidated(SHARING, subject + law.getClass().getSimpleName(), "");
    }

    private void power() {
        Set<String> measured = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Worker worker : scenario.topology().workers()) {
            GpuSpec device = worker.device();
            boolean ships = shipped.devices().contains(device);
            if (!ships && !device.name().contains("/")) {
                add(PassportPart.own(POWER, device.name(), device.source()));
            } else if (ships && device.source().contains(Measured.GRID.named)) {
                measured.add(device.name());
            } else {
                others.add(device.name());
            }
            worker.allVariants().stream()
                    .filter(variant -> variant.power() != null)
                    .forEach(variant -> add(PassportPart.own(POWER, variant.name(), "power_w and power_exponent")));
        }
        if (!measured.isEmpty()) {
            parts.add(PassportPart.validated(
                    POWER,
                    String.join(" ", measured),
                    "a straight line, there with the slope of the lowest load",
                    errors(Measured.GRID.sources, "at (50|75|100)% power \\[W\\]")));
        }
        if (!others.isEmpty()) {
            parts.add(PassportPart.notValidated(
                    POWER, String.join(" ", others), "a straight line from idle to full load"));
        }
    }

    private void add(PassportPart part) {
        if (!parts.contains(part)) {
            parts.add(part);
        }
    }

    private void memory() {
        InstanceRules rules = scenario.settings().instances();
        if (rules.loadBandwidth() < Double.POSITIVE_INFINITY || rules.initialization() > 0) {
            parts.add(PassportPart.notValidated("cold starts", "memory / bandwidth + initialisation", ""));
        }
    }
}
