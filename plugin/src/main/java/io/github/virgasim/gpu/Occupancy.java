// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import java.nio.file.Path;
import java.util.List;

/**
 * Kernels side by side, under MPS or on streams of one process: a batch i among n takes longer by the factor
 * {@code 1 + perDoubling log2(n) + weight x (sum of the others' u) x (1 - damping u_i)}, where u, 0 to 1, is how much of the
 * GPU a batch fills alone, read off how its variant's times grow with the batch ({@link
 * io.github.virgasim.catalog.ModelVariant#occupancy}). Under a limit to a share f of the compute units, it takes longer
 * besides by the factor {@code 1 + limited u_i (1 / f - 1)}: a part of its time is serial.
 *
 * <p>The engine reckons with the batches that run; {@link #among}, for those who ask beforehand without knowing batches,
 * takes each as filling the GPU. Measured with batches up to 16; beside batches of hundreds, short ones wait for whole
 * kernels and take far longer than this says.
 *
 * @param perDoubling not negative
 * @param weight not negative
 * @param damping 0 to 1
 * @param limited parallel part of a batch that fills the GPU, 0 to 1
 * @param range how far it was measured
 */
public record Occupancy(double perDoubling, double weight, double damping, double limited, MeasuredRange range)
        implements Interference {
    /** MPS as measured on an H100 (this project's recording, CC0). */
    public static final Occupancy MPS =
            new Occupancy(0.141, 1, 0, 0.55, new MeasuredRange(4, Double.POSITIVE_INFINITY, 16));

    /** Streams of one process as measured there. */
    public static final Occupancy STREAMS = new Occupancy(0, 1.749, 0.535, 0);

    /** Checks the values. */
    public Occupancy {
        Checks.notNegative("slowdown per doubling", perDoubling);
        Checks.notNegative("weight of occupancy", weight);
        Checks.within("damping of occupancy", damping, 0, 1);
        Checks.within("parallel part of a full batch", limited, 0, 1);
    }

    /**
     * Makes a law of which nobody knows how far it was measured.
     *
     * @param perDoubling not negative
     * @param weight not negative
     * @param damping 0 to 1
     * @param limited parallel part of a batch that fills the GPU, 0 to 1
     */
    public Occupancy(double perDoubling, double weight, double damping, double limited) {
        this(perDoubling, weight, damping, limited, MeasuredRange.UNKNOWN);
    }

    /**
     * Reads what a recording of a testbed has said of MPS.
     *
     * @param calibration CSV with the columns parameter and value, in which mps/per_doubling and mps/limited stand, and
     *     mps/most_tenants and mps/largest_batch may, as {@code virga calibrate} writes it
     * @return with weight 1 and no damping
     * @throws io.github.virgasim.input.InvalidInputException if it cannot be read or a parameter is missing
     */
    public static Occupancy readMps(Path calibration) {
        CalibratedValues values = CalibratedValues.read(calibration);
        return new Occupancy(values.of("mps/per_doubling"), 1, 0, values.of("mps/limited"), values.range("mps"));
    }

    /**
     * Returns how much longer a batch takes.
     *
     * @param own how much of the GPU it fills alone, 0 to 1
     * @param others sum over the other batches that run
     * @param batches number of batches that run, at least 1, this one included
     * @param share of the compute units that it may use, above 0, at most 1
     * @return factor, at least 1
     */
    public double slowdown(double own, double others, int batches, double share) {
        double log2 = batches == 1 ? 0 : Math.log(batches) / Math.log(2);
        double side = 1 + perDoubling * log2 + weight * others * (1 - damping * own);
        return share == 1 ? side : side * (1 + limited * own * (1 / share - 1));
    }

    @Override
    public Slowdown among(List<String> models) {
        return (model, running) -> {
            int batches = CoRunners.count(running);
            return slowdown(1, batches - 1.0, batches, 1);
        };
    }
}
