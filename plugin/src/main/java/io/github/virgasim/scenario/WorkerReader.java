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
    private static final int UNLIMITED = ModelVariant.MOST_AT_ONCE;

    private final ModelCatalog catalog;
    private final ScenarioFiles files;
    private final YamlNode node;
    private final GpuSpec device;

    WorkerReader(ModelCatalog catalog, ScenarioFiles files, YamlNode node) {
        this.catalog = catalog;
        this.files = files;
        this.node = node;
        YamlNode name = WorkerKeys.DEVICE.get(node);
        device = name.make(() -> catalog.device(name.text()));
    }

    List<Worker> read(String name) {
        int cpus = WorkerKeys.CPUS.whole(node, device.cpus());
        double ram = WorkerKeys.RAM.number(node, device.ramMib());
        if (WorkerKeys.MIG_CARD.in(node) || WorkerKeys.SLICES.in(node)) {
            return slices(name, cpus, ram);
        }
        GpuSharing sharing = sharing(node);
        return List.of(new Worker(
                name,
                device,
                cpus,
                ram,
                gpuMemory(),
                variants(node, WorkerKeys.MODELS, sharing),
                variants(node, WorkerKeys.LOADABLE, sharing),
                sharing));
    }

    /** At most what the device has, which a file's key cannot say. */
    private double gpuMemory() {
        String key = WorkerKeys.GPU_MEMORY.name();
        return node.number(key, Double.MIN_VALUE, device.gpuMemoryMib(), device.gpuMemoryMib());
    }

    private List<Worker> slices(String name, int cpus, double ram) {
        Key.leaveOut(
                node,
                "must stand in the entries of slices where the card is cut into slices",
                WorkerKeys.MODELS,
                WorkerKeys.LOADABLE,
                WorkerKeys.REPLICAS,
                WorkerKeys.GPU_MEMORY,
                WorkerKeys.SHARING,
                WorkerKeys.COPIES,
                WorkerKeys.THREADS,
                WorkerKeys.INTERFERENCE);
        YamlNode cardName = WorkerKeys.MIG_CARD.get(node);
        MigCard card = cardName.make(() -> MigCard.named(cardName.text()));
        List<MigSlice> slices = new ArrayList<>();
        for (YamlNode slice : WorkerKeys.SLICES.get(node).items()) {
            WorkerKeys.CARD_SLICE.check(slice);
            GpuSharing sharing = sharing(slice);
            MigSlice one = new MigSlice(
                    WorkerKeys.PROFILE.text(slice),
                    variants(slice, WorkerKeys.MODELS, sharing),
                    variants(slice, WorkerKeys.LOADABLE, sharing),
                    sharing);
            slices.addAll(Collections.nCopies(count(slice), one));
        }
        return MigSlice.cut(name, device, cpus, ram, card, slices);
    }

    /** Counts the workers that an entry with slices becomes. */
    static int countSlices(YamlNode worker) {
        int sum = 0;
        for (YamlNode slice : WorkerKeys.SLICES.get(worker).items()) {
            sum += count(slice);
        }
        return sum;
    }

    private static int count(YamlNode slice) {
        int count = WorkerKeys.COUNT.whole(slice);
        if (count > MigCard.MOST_SLICES) {
            throw WorkerKeys.COUNT
                    .get(slice)
                    .invalid(String.format(
                            Locale.ROOT, "must be at most %d, the most slices of a card", MigCard.MOST_SLICES));
        }
        return count;
    }

    private List<ModelVariant> variants(YamlNode of, Key key, GpuSharing sharing) {
        if (key == WorkerKeys.LOADABLE && !key.in(of)) {
            return List.of();
        }
        List<ModelVariant> variants = new ArrayList<>();
        for (YamlNode model : key.get(of).items()) {
            ModelVariant variant = model.make(() -> catalog.variant(model.text(), device.name()));
            variants.add(replicated(of, variant, sharing));
        }
        return variants;
    }

    /** Interference by counts says itself how many batches fit; elsewhere each replica has memory of its own. */
    private static ModelVariant replicated(YamlNode of, ModelVariant variant, GpuSharing sharing) {
        boolean counted = sharing.interference() instanceof CountInterference;
        if (counted || sharing.mode() == SharingMode.EXCLUSIVE) {
            Key.leaveOut(
                    of,
                    "must be left out where sharing is exclusive or interference goes by counts",
                    WorkerKeys.REPLICAS);
        }
        if (counted) {
            return variant.withReplicas(UNLIMITED, variant.gpuMemoryMib());
        }
        int replicas = WorkerKeys.REPLICAS.whole(of);
        return replicas == 1 ? variant : variant.withReplicas(replicas, replicas * variant.gpuMemoryMib());
    }

    private GpuSharing sharing(YamlNode of) {
        SharingMode mode = SharingMode.named(WorkerKeys.SHARING.word(of));
        if (mode == SharingMode.EXCLUSIVE) {
            Key.leaveOut(of, "must be left out where sharing is exclusive", WorkerKeys.INTERFERENCE);
        }
        if (mode != SharingMode.MPS) {
            Key.leaveOut(of, "must be left out where sharing is " + mode.text(), WorkerKeys.THREADS);
        }
        if (mode != SharingMode.EXCLUSIVE) {
            Key.leaveOut(of, "must be left out where sharing is " + mode.text(), WorkerKeys.COPIES);
        }
        return switch (mode) {
            case TIME_SLICING -> GpuSharing.timeSlicing(interference(of, mode));
            case MPS -> GpuSharing.mps(interference(of, mode), WorkerKeys.THREADS.number(of));
            default ->
                WorkerKeys.COPIES.word(of).equals("overlap") ? GpuSharing.overlappingCopies() : GpuSharing.exclusive();
        };
    }

    private static void requireMode(YamlNode value, SharingMode mode, SharingMode needed) {
        if (mode != needed) {
            throw value.invalid("must go with sharing: " + needed.text());
        }
    }

    private Interference turns(YamlNode of, SharingMode mode) {
        requireMode(WorkerKeys.KIND.get(of), mode, SharingMode.TIME_SLICING);
        if (WorkerKeys.CALIBRATION.in(of)) {
            WorkerKeys.CALIBRATED_TURNS.check(of);
            YamlNode file = WorkerKeys.CALIBRATION.get(of);
            return file.make(() -> Turns.read(files.find(file)));
        }
        WorkerKeys.OWN_TURNS.check(of);
        Turns measured = Turns.MEASURED;
        Turns own = new Turns(
                WorkerKeys.SWITCH.number(of) / 1e3,
                WorkerKeys.SLICE.number(of) / 1e3,
                WorkerKeys.YIELD.number(of) / 1e3,
                measured.range());
        return own.equals(measured) ? measured : new Turns(own.switchCost(), own.slice(), own.yieldCost());
    }

    private Interference interference(YamlNode of, SharingMode mode) {
        if (!WorkerKeys.INTERFERENCE.in(of)) {
            return GpuSharing.defaults(mode).interference();
        }
        YamlNode value = WorkerKeys.INTERFERENCE.get(of);
        return value.isMap() ? described(value, mode) : named(value, mode);
    }

    private Interference named(YamlNode value, SharingMode mode) {
        Key.Choice known = WorkerKeys.INTERFERENCE_NAMES;
        String name = value.make(() -> Checks.oneOf(known.what(), value.text(), known.names()));
        if (name.equals(WorkerKeys.TURNS)) {
            requireMode(value, mode, SharingMode.TIME_SLICING);
        } else if (name.equals(WorkerKeys.OCCUPANCY)) {
            requireMode(value, mode, SharingMode.MPS);
        }
        return value.make(() -> switch (name) {
            case "none" -> new NoInterference();
            case WorkerKeys.TURNS -> Turns.MEASURED;
            case WorkerKeys.OCCUPANCY -> Occupancy.MPS;
            case WorkerKeys.LINEAR -> LinearInterference.measured(mode);
            case "ecsrl" -> CountInterference.ecsrl(device.name());
            default -> GpuSharing.defaults(mode).interference();
        });
    }

    private Interference described(YamlNode value, SharingMode mode) {
        YamlNode kind = WorkerKeys.KIND.get(value);
        if (kind.text().equals(WorkerKeys.TURNS)) {
            return turns(value, mode);
        } else if (kind.text().equals(WorkerKeys.OCCUPANCY)) {
            requireMode(kind, mode, SharingMode.MPS);
            WorkerKeys.MEASURED_OCCUPANCY.check(value);
            return value.make(() -> Occupancy.readMps(files.find(WorkerKeys.CALIBRATION.get(value))));
        }
        WorkerKeys.FROM_FILE.check(value);
        String name = WorkerKeys.KIND.word(value);
        YamlNode file = WorkerKeys.FILE.get(value);
        return file.make(() -> {
            Path path = files.find(file);
            return switch (name) {
                case WorkerKeys.LINEAR -> LinearInterference.read(path, mode);
                case WorkerKeys.PAIRWISE -> PairwiseInterference.read(path);
                default -> CountInterference.read(path, device.name());
            };
        });
    }
}
