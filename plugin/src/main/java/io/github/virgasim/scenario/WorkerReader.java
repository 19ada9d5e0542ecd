// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.CountInterference;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.NoInterference;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.PairwiseInterference;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.topology.MigSlice;
import io.github.virgasim.topology.Worker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads one entry of a list of workers: a GPU, or a card cut into slices. */
final class WorkerReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final int UNLIMITED = ModelVariant.MOST_AT_ONCE;
    private static final double LONGEST_MS = 1e6;
    private static final String TURNS = "turns";
    private static final String OCCUPANCY = "occupancy";
    private static final String COPIES = "copies";
    private static final String CALIBRATION = "calibration";
    private static final List<String> NAMED = List.of("none", "measured", "linear", "ecsrl", TURNS, OCCUPANCY);
    private static final List<String> MODES = List.of("exclusive", "time-slicing", "mps");

    private final ModelCatalog catalog;
    private final ScenarioFiles files;
    private final YamlNode node;
    private final GpuSpec device;

    WorkerReader(ModelCatalog catalog, ScenarioFiles files, YamlNode node) {
        this.catalog = catalog;
        this.files = files;
        this.node = node;
        YamlNode name = node.get("device");
        device = name.make(() -> catalog.device(name.text()));
    }

    List<Worker> read(String name) {
        int cpus = node.integer("cpus", 1, device.cpus());
        double ram = node.number("ram_mib", ABOVE_ZERO, ANY, device.ramMib());
        if (node.has("mig_card") || node.has("slices")) {
            return slices(name, cpus, ram);
        }
        GpuSharing sharing = sharing(node);
        return List.of(new Worker(
                name,
                device,
                cpus,
                ram,
                node.number("gpu_memory_mib", ABOVE_ZERO, device.gpuMemoryMib(), device.gpuMemoryMib()),
                variants(node, "models", sharing),
                variants(node, "loadable", sharing),
                sharing));
    }

    private List<Worker> slices(String name, int cpus, double ram) {
        for (String key : List.of("models", "loadable", "replicas", "gpu_memory_mib", "sharing", COPIES)) {
            if (node.has(key)) {
                throw node.get(key).invalid("must stand in the entries of slices where the card is cut into slices");
            }
        }
        YamlNode cardName = node.get("mig_card");
        MigCard card = cardName.make(() -> MigCard.named(cardName.text()));
        List<MigSlice> slices = new ArrayList<>();
        for (YamlNode slice : node.get("slices").items()) {
            slice.allowOnly(
                    "profile",
                    "count",
                    "models",
                    "loadable",
                    "replicas",
                    "sharing",
                    "thread_percentage",
                    "interference",
                    COPIES);
            GpuSharing sharing = sharing(slice);
            MigSlice one = new MigSlice(
                    slice.text("profile"),
                    variants(slice, "models", sharing),
                    variants(slice, "loadable", sharing),
                    sharing);
            slices.addAll(Collections.nCopies(count(slice), one));
        }
        return MigSlice.cut(name, device, cpus, ram, card, slices);
    }

    /** Counts the workers that an entry with slices becomes. */
    static int countSlices(YamlNode worker) {
        int sum = 0;
        for (YamlNode slice : worker.get("slices").items()) {
            sum += count(slice);
        }
        return sum;
    }

    private static int count(YamlNode slice) {
        int count = slice.integer("count", 1, 1);
        if (count > MigCard.MOST_SLICES) {
            throw slice.get("count")
                    .invalid(String.format(
                            Locale.ROOT, "must be at most %d, the most slices of a card", MigCard.MOST_SLICES));
        }
        return count;
    }

    private List<ModelVariant> variants(YamlNode of, String key, GpuSharing sharing) {
        if (!of.has(key) && !key.equals("models")) {
            return List.of();
        }
        List<ModelVariant> variants = new ArrayList<>();
        for (YamlNode model : of.get(key).items()) {
            ModelVariant variant = model.make(() -> catalog.variant(model.text(), device.name()));
            variants.add(replicated(of, variant, sharing));
        }
        return variants;
    }

    /** Interference by counts says itself how many batches fit; elsewhere each replica has memory of its own. */
    private static ModelVariant replicated(YamlNode of, ModelVariant variant, GpuSharing sharing) {
        boolean counted = sharing.interference() instanceof CountInterference;
        if (of.has("replicas") && (counted || sharing.mode() == SharingMode.EXCLUSIVE)) {
            throw of.get("replicas")
                    .invalid("must be left out where sharing is exclusive or interference goes by counts");
        }
        if (counted) {
            return variant.withReplicas(UNLIMITED, variant.gpuMemoryMib());
        }
        int replicas = of.integer("replicas", 1, 1);
        return replicas == 1 ? variant : variant.withReplicas(replicas, replicas * variant.gpuMemoryMib());
    }

    private GpuSharing sharing(YamlNode of) {
        SharingMode mode = SharingMode.EXCLUSIVE;
        if (of.has("sharing")) {
            YamlNode value = of.get("sharing");
            mode = value.make(() -> SharingMode.named(Checks.oneOf("sharing", value.text(), MODES)));
        }
        if (mode == SharingMode.EXCLUSIVE && of.has("interference")) {
            throw of.get("interference").invalid("must be left out where sharing is exclusive");
        }
        if (mode != SharingMode.MPS && of.has("thread_percentage")) {
            throw of.get("thread_percentage").invalid("must be left out where sharing is " + mode.text());
        }
        if (mode != SharingMode.EXCLUSIVE && of.has(COPIES)) {
            throw of.get(COPIES).invalid("must be left out where sharing is " + mode.text());
        }
        return switch (mode) {
            case TIME_SLICING -> GpuSharing.timeSlicing(interference(of, mode));
            case MPS -> GpuSharing.mps(interference(of, mode), of.number("thread_percentage", ABOVE_ZERO, 100, 100));
            default -> overlaps(of) ? GpuSharing.overlappingCopies() : GpuSharing.exclusive();
        };
    }

    private static boolean overlaps(YamlNode of) {
        if (!of.has(COPIES)) {
            return false;
        }
        YamlNode value = of.get(COPIES);
        return value.make(() -> Checks.oneOf(COPIES, value.text(), List.of("serial", "overlap")))
                .equals("overlap");
    }

    private static void requireMode(YamlNode value, SharingMode mode, SharingMode needed) {
        if (mode != needed) {
            throw value.invalid("must go with sharing: " + needed.text());
        }
    }

    private Interference turns(YamlNode of, SharingMode mode) {
        requireMode(of.get("kind"), mode, SharingMode.TIME_SLICING);
        if (of.has(CALIBRATION)) {
            of.allowOnly("kind", CALIBRATION);
            return of.get(CALIBRATION).make(() -> Turns.read(files.find(of.get(CALIBRATION))));
        }
        of.allowOnly("kind", "switch_ms", "slice_ms", "yield_ms");
        Turns measured = Turns.MEASURED;
        return new Turns(
                of.number("switch_ms", 0, LONGEST_MS, 1e3 * measured.switchCost()) / 1e3,
                of.number("slice_ms", ABOVE_ZERO, LONGEST_MS, 1e3 * measured.slice()) / 1e3,
                of.number("yield_ms", 0, LONGEST_MS, 1e3 * measured.yieldCost()) / 1e3);
    }

    private Interference interference(YamlNode of, SharingMode mode) {
        if (!of.has("interference")) {
            return GpuSharing.defaults(mode).interference();
        }
        YamlNode value = of.get("interference");
        if (!value.isMap()) {
            String name = value.make(() -> Checks.oneOf("interference", value.text(), NAMED));
            if (name.equals(TURNS)) {
                requireMode(value, mode, SharingMode.TIME_SLICING);
            } else if (name.equals(OCCUPANCY)) {
                requireMode(value, mode, SharingMode.MPS);
            }
            return value.make(() -> switch (name) {
                case "none" -> new NoInterference();
                case TURNS -> Turns.MEASURED;
                case OCCUPANCY -> Occupancy.MPS;
                case "linear" -> LinearInterference.measured(mode);
                case "ecsrl" -> CountInterference.ecsrl(device.name());
                default -> GpuSharing.defaults(mode).interference();
            });
        }
        YamlNode kind = value.get("kind");
        if (kind.text().equals(TURNS)) {
            return turns(value, mode);
        } else if (kind.text().equals(OCCUPANCY)) {
            requireMode(kind, mode, SharingMode.MPS);
            value.allowOnly("kind", CALIBRATION);
            return value.make(() -> Occupancy.readMps(files.find(value.get(CALIBRATION))));
        }
        value.allowOnly("kind", "file");
        String kindName = kind.make(
                () -> Checks.oneOf("kind", kind.text(), List.of("linear", "pairwise", "counts", TURNS, OCCUPANCY)));
        YamlNode file = value.get("file");
        return file.make(() -> {
            Path path = files.find(file);
            return switch (kindName) {
                case "linear" -> LinearInterference.read(path, mode);
                case "pairwise" -> PairwiseInterference.read(path);
                default -> CountInterference.read(path, device.name());
            };
        });
    }
}
