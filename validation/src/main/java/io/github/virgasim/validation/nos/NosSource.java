// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.nos;

import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.sharing.TenantTimes;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Mean times of a detector by the number of clients on one GPU, each with a query always under way, {@code *.csv} with the
 * columns technology, pods, avg_inference_s (github.com/nebuly-ai/nos, Apache-2.0), replayed in the engine. Of each technology
 * a single client and the next smallest number are fitted, larger numbers are tests. Time slicing has one parameter, what a
 * turn costs besides its batch; MPS has one, how much of the GPU a client fills; under MIG nothing is shared.
 *
 * <p>The batches here are far longer than a time slice. Tenants that are equal yield to each other all the time, and what
 * these switches cost is in the parameter; what slices there are cannot be told from it.
 */
public final class NosSource implements ValidationSource {
    /** Longer than any batch: equal tenants take as long whether they yield or not. */
    private static final double NO_SLICE = 1e6;

    @Override
    public String name() {
        return "nos";
    }

    @Override
    public String folder() {
        return "nos_gpu_sharing";
    }

    @Override
    public String description() {
        return "Clients that share one GPU in closed loops (nos).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    private static Map<SharingMode, TreeMap<Integer, Double>> read(Measurements data) {
        Map<SharingMode, TreeMap<Integer, Double>> all = new TreeMap<>();
        for (Path file : data.files(".*\\.csv(\\.gz)?", "CSV file")) {
            TenantTimes.read(data.noted(file)).points().forEach(point -> {
                Double before =
                        all.computeIfAbsent(point.mode(), m -> new TreeMap<>()).put(point.tenants(), point.seconds());
                if (before != null) {
                    throw new InvalidInputException(file.getFileName() + ": " + point.tenants() + " pods under "
                            + point.mode().text() + " must stand once in all files");
                }
            });
        }
        all.forEach((mode, times) -> {
            if (!times.containsKey(1)) {
                throw new InvalidInputException(
                        data.folder() + ": has no time of a single client under " + mode.text());
            }
        });
        return all;
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(read(data));
    }

    private static Calibration calibration(Map<SharingMode, TreeMap<Integer, Double>> all) {
        List<Parameter> parameters = new ArrayList<>();
        all.forEach((mode, times) -> {
            double alone = times.get(1);
            parameters.add(single(mode, "alone", "s", alone));
            Map.Entry<Integer, Double> next = times.higherEntry(1);
            switch (mode) {
                case TIME_SLICING ->
                    parameters.add(
                            next == null
                                    ? Parameter.unidentified("time-slicing/switch", "s", Turns.MEASURED.switchCost())
                                    : single(mode, "switch", "s", next.getValue() / next.getKey() - alone));
                case MPS ->
                    parameters.add(
                            next == null
                                    ? Parameter.unidentified("mps/occupancy", "1", 1)
                                    : single(
                                            mode,
                                            "occupancy",
                                            "1",
                                            (next.getValue() / alone - 1) / (next.getKey() - 1)));
                default -> {
                    // Nothing is shared, so there is nothing to calibrate.
                }
            }
        });
        return new Calibration(parameters);
    }

    /** A single measurement has no interval. */
    private static Parameter single(SharingMode mode, String name, String unit, double value) {
        return new Parameter(mode.text() + "/" + name, value, unit, Double.NaN, Double.NaN, 1);
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Map<SharingMode, TreeMap<Integer, Double>> all = read(data);
        Calibration used = calibration.orElseGet(() -> calibration(all));
        List<ErrorRow> rows = new ArrayList<>();
        all.forEach((mode, times) -> times.forEach((clients, seconds) -> {
            boolean fit = clients == 1 || clients.equals(times.higherKey(1));
            rows.add(new ErrorRow(
                    name(),
                    mode.text() + " time of a query [s]",
                    clients + " clients",
                    seconds,
                    predicted(mode, clients, used),
                    Double.NaN,
                    true,
                    calibration.isPresent()
                            ? "apart"
                            : fit && mode != SharingMode.MIG || clients == 1 ? "fit" : "test"));
        }));
        return rows;
    }

    private static double predicted(SharingMode mode, int clients, Calibration used) {
        double alone = used.value(mode.text() + "/alone");
        GpuSharing sharing = switch (mode) {
            case TIME_SLICING ->
                GpuSharing.timeSlicing(new Turns(Math.max(0, used.value("time-slicing/switch")), NO_SLICE, 0));
            case MPS -> GpuSharing.mps(new Occupancy(0, Math.max(0, used.value("mps/occupancy")), 0, 0, 0), 100);
            default -> GpuSharing.exclusive();
        };
        int together = mode == SharingMode.MIG ? 1 : clients;
        return new TenantReplay(sharing, Collections.nCopies(together, TenantReplay.batch(alone))).closedLoop()[0];
    }
}
