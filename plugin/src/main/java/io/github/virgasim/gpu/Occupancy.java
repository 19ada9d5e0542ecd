// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import java.nio.file.Path;
import java.util.List;

/**
 * Kernels side by side, under MPS or on streams of one process. A batch i among n takes longer by the factor
 *
 * <pre>  L_i (1 + o S_i + (1 - o) memory M_i) + perDoubling log2(n)</pre>
 *
 * <ul>
 *   <li>S_i = weight x sum over the others of u_j (1 - waiting + waiting g_j / g_i), what those on the same compute units cost: u, 0 to 1, is
 *       how much of the GPU a batch fills alone, read off how its variant's times grow with the batch ({@link
 *       io.github.virgasim.catalog.ModelVariant#occupancy}), and g how much longer it, and so each of its kernels, takes than
 *       a single query. A kernel that arrives waits until those before it have begun: on the average half of one.
 *   <li>L_i = 1 + limited (time of 1 / f times as many queries / time - 1) is what a limit to a share f of the compute units costs
 *       alone: a batch on a part of the units takes as long as a larger one on all, but for what does not grow with the units.
 *   <li>M_i = sum over the others of u_j / L_j is what those on other units cost, who share the memory.
 *   <li>o is the share of a batch's units that others must use too, as n batches have units of their own up to f = 1 / n: (n f - 1) /
 *       ((n - 1) f), 1 without a limit. Between these ends it is our choice.
 * </ul>
 *
 * <p>The engine reckons with the batches that run; {@link #among}, for those who ask beforehand without knowing batches,
 * takes each as filling the GPU.
 *
 * @param perDoubling what doubling the number of batches costs, of the time without a limit, not negative
 * @param weight not negative
 * @param waiting part of the slowdown that goes with the lengths of kernels, 0 to 1
 * @param memory how much of the time that it fills the GPU a batch keeps the memory busy, 0 to 1
 * @param limited part of the time of a larger batch by which a limit stretches, 0 to 1
 * @param range how far it was measured
 */
public record Occupancy(
        double perDoubling, double weight, double waiting, double memory, double limited, MeasuredRange range)
        implements Interference {
    /** A kernel that arrives finds, on the average, half of another one still to come. */
    public static final double HALF = 0.5;

    /** MPS as measured on an H100 (this project's recording, CC0). */
    public static final Occupancy MPS =
            new Occupancy(0.099, 1, HALF, 0.236, 0.568, new MeasuredRange(4, Double.POSITIVE_INFINITY, 16, 25));

    /** Streams of one process as measured there. */
    public static final Occupancy STREAMS = new Occupancy(0.04, 0.99, HALF, 0, 0);

    /** Checks the values. */
    public Occupancy {
        Checks.notNegative("slowdown per doubling", perDoubling);
        Checks.notNegative("weight of occupancy", weight);
        Checks.within("part of the slowdown by waiting", waiting, 0, 1);
        Checks.within("share of the memory", memory, 0, 1);
        Checks.within("part that a limit stretches", limited, 0, 1);
    }

    /**
     * Makes a law of which nobody knows how far it was measured.
     *
     * @param perDoubling not negative
     * @param weight not negative
     * @param waiting part of the slowdown that goes with the lengths of kernels, 0 to 1
     * @param memory how much of the time that it fills the GPU a batch keeps the memory busy, 0 to 1
     * @param limited part of the time of a larger batch by which a limit stretches, 0 to 1
     */
    public Occupancy(double perDoubling, double weight, double waiting, double memory, double limited) {
        this(perDoubling, weight, waiting, memory, limited, MeasuredRange.UNKNOWN);
    }

    /**
     * Reads what a recording of a testbed has said of MPS.
     *
     * @param calibration CSV with the columns parameter and value, in which mps/per_doubling and mps/limited stand, and
     *     mps/memory, mps/most_tenants, mps/largest_batch and mps/smallest_limit [%] may, as {@code virga calibrate} writes it
     * @return with weight 1 and half a kernel to wait for
     * @throws io.github.virgasim.input.InvalidInputException if it cannot be read or a parameter is missing
     */
    public static Occupancy readMps(Path calibration) {
        CalibratedValues values = CalibratedValues.read(calibration);
        return new Occupancy(
                values.of("mps/per_doubling"),
                1,
                HALF,
                values.orElse("mps/memory", MPS.memory),
                values.of("mps/limited"),
                values.range("mps"));
    }

    /**
     * Returns how much longer a batch takes alone under a limit on threads.
     *
     * @param growth how much longer than this one a batch takes that is larger by 1 / limit, minus 1; not negative
     * @return factor, at least 1
     */
    public double stretch(double growth) {
        return 1 + limited * growth;
    }

    /**
     * Returns how much longer a batch takes beside others.
     *
     * @param length how much longer it takes alone than a single query, at least 1
     * @param stretch that a limit causes alone, at least 1; 1 without
     * @param others sum of what the other batches fill
     * @param queues sum over them of what they fill, times their length
     * @param traffic sum over them of what they fill, over their stretch
     * @param batches number of batches that run, at least 1, this one included
     * @param share of the compute units that each may use, above 0, at most 1
     * @return factor, at least 1
     */
    public double slowdown(
            double length, double stretch, double others, double queues, double traffic, int batches, double share) {
        if (batches == 1) {
            return stretch;
        }
        double shared = Math.max(0, (batches * share - 1) / ((batches - 1) * share));
        double side = weight * ((1 - waiting) * others + waiting * queues / length);
        return stretch * (1 + shared * side + (1 - shared) * memory * traffic)
                + perDoubling * Math.log(batches) / Math.log(2);
    }

    @Override
    public Slowdown among(List<String> models) {
        return (model, running) -> {
            int batches = CoRunners.count(running);
            return slowdown(1, 1, batches - 1.0, batches - 1.0, 0, batches, 1);
        };
    }
}
