// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.MigGeometry;
import io.github.virgasim.gpu.MigProfile;
import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs on one slice of a GPU. Slices have compute units and memory of their own, so that each becomes a worker, and
 * what one does is not felt by the others (the measured effect of busy neighbours, {@link MigCard#neighbourSlope}, is left
 * out).
 *
 * @param profile name of a profile of the card
 * @param variants what is in the slice's memory from the beginning, compiled for the whole card
 * @param loadable what may be loaded besides
 * @param sharing how batches run beside each other on the slice
 */
public record MigSlice(String profile, List<ModelVariant> variants, List<ModelVariant> loadable, GpuSharing sharing) {
    /**
     * Cuts a machine's card into workers. Each slice has the profile's memory and, in proportion to its compute slices, a
     * part of the machine's CPUs (at least one), RAM and power. The part of a batch's time that grows with its queries is
     * multiplied by {@link MigSpeed#workFactor}.
     *
     * @param name the machine's name; the workers are called "name/profile-1", "name/profile-2", ...
     * @param device the machine with the whole card
     * @param cpus the machine's CPU cores
     * @param ramMib the machine's main memory [MiB]
     * @param card how the card can be cut
     * @param slices what runs on each slice
     * @return one worker for each slice
     * @throws io.github.virgasim.input.InvalidInputException if the slices do not fit the card, or their variants do not
     *     fit them
     */
    public static List<Worker> cut(
            String name, GpuSpec device, int cpus, double ramMib, MigCard card, List<MigSlice> slices) {
        MigGeometry geometry =
                MigGeometry.of(card, slices.stream().map(MigSlice::profile).toList());
        double used =
                geometry.slices().stream().mapToInt(MigProfile::computeSlices).sum();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            MigSlice slice = slices.get(i);
            MigProfile profile = geometry.slices().get(i);
            double share = (double) profile.computeSlices() / card.computeSlices();
            // The card idles as a whole, whether or not all of it has been cut.
            double idle = device.idlePower() * profile.computeSlices() / used;
            GpuSpec part = new GpuSpec(
                            device.name() + "/" + profile.name(),
                            device.kind(),
                            profile.memoryMib(),
                            Math.max(1, (int) (cpus * share)),
                            ramMib * share,
                            idle,
                            idle + (device.maxPower() - device.idlePower()) * share,
                            device.source())
                    .withPowerSlope(device.powerSlope() * share);
            double factor = MigSpeed.measured(MigSpeed.DEFAULT).workFactor(card, profile);
            workers.add(new Worker(
                    name + "/" + profile.name() + "-" + (i + 1),
                    part,
                    part.cpus(),
                    part.ramMib(),
                    part.gpuMemoryMib(),
                    on(part, slice.variants, factor),
                    on(part, slice.loadable, factor),
                    slice.sharing));
        }
        return workers;
    }

    private static List<ModelVariant> on(GpuSpec part, List<ModelVariant> variants, double factor) {
        return variants.stream()
                .map(v -> {
                    if (v.times() != null) {
                        throw new InvalidInputException(
                                "variant " + v.name() + " with times by batch cannot be scaled to a MIG slice");
                    }
                    if (v.power() != null) {
                        throw new InvalidInputException(
                                "variant " + v.name() + " with a power of its own cannot be scaled to a MIG slice");
                    }
                    double slope = v.slope() * factor;
                    double full = v.intercept()
                            + slope * v.maxBatch() * v.model().task().referenceSize()
                            + v.maxBatch() * v.hostTime();
                    ModelVariant scaled = new ModelVariant(
                            v.model(),
                            part,
                            v.intercept(),
                            slope,
                            v.overhead(),
                            (double) v.replicas() * v.maxBatch() / full,
                            v.gpuMemoryMib(),
                            v.maxBatch(),
                            v.replicas(),
                            v.source());
                    return scaled.withHostTime(v.hostTime());
                })
                .toList();
    }
}
