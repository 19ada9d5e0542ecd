// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;

/**
 * A device with a GPU as it stands in the catalogue: what it can hold and what it draws.
 *
 * @param name the device's name, for example "agx-orin"
 * @param kind what sort of machine it is
 * @param gpuMemoryMib memory that models can use [MiB], positive
 * @param cpus CPU cores, 1 to {@value #MOST_CPUS}
 * @param ramMib main memory [MiB], positive; on boards with shared memory it includes the GPU's part
 * @param idlePower power at the wall when no query runs [W], not negative
 * @param maxPower power at the wall when the GPU is always busy [W], at least {@code idlePower}
 * @param powerSlope growth of the power with the utilisation, before the cap at {@code maxPower} [W per utilisation of 1],
 *     not negative
 * @param source where the figures come from
 */
public record GpuSpec(
        String name,
        Kind kind,
        double gpuMemoryMib,
        int cpus,
        double ramMib,
        double idlePower,
        double maxPower,
        double powerSlope,
        String source) {

    /** The most CPU cores of a machine; each becomes an object inside a simulator. */
    public static final int MOST_CPUS = 4096;

    /** Sorts of machines. */
    public enum Kind {
        /** A single-board computer at the edge. */
        EDGE,
        /** A workstation card. */
        WORKSTATION,
        /** A data-centre card. */
        DATACENTER
    }

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if a value breaks its rule
     */
    public GpuSpec {
        Checks.named("name of device", name);
        Checks.positive("GPU memory [MiB] of device " + name, gpuMemoryMib);
        Checks.count("CPUs of device " + name, cpus, MOST_CPUS);
        Checks.positive("RAM [MiB] of device " + name, ramMib);
        Checks.notNegative("idle power [W] of device " + name, idlePower);
        Checks.within("maximum power [W] of device " + name, maxPower, idlePower, 1e6);
        Checks.notNegative("power slope [W] of device " + name, powerSlope);
    }

    /**
     * Makes a device whose power grows linearly from {@code idlePower} to {@code maxPower}.
     *
     * @param name the device's name
     * @param kind what sort of machine it is
     * @param gpuMemoryMib memory that models can use [MiB], positive
     * @param cpus CPU cores, at least 1
     * @param ramMib main memory [MiB], positive
     * @param idlePower power at the wall when no query runs [W], not negative
     * @param maxPower power at the wall when the GPU is always busy [W], at least {@code idlePower}
     * @param source where the figures come from
     * @throws InvalidInputException if a value breaks its rule
     */
    public GpuSpec(
            String name,
            Kind kind,
            double gpuMemoryMib,
            int cpus,
            double ramMib,
            double idlePower,
            double maxPower,
            String source) {
        // A maximum below the idle power is refused by its own rule, not by that of the slope.
        this(name, kind, gpuMemoryMib, cpus, ramMib, idlePower, maxPower, Math.max(0, maxPower - idlePower), source);
    }

    /**
     * Returns this device with another power slope.
     *
     * @param slope growth of the power with the utilisation [W per utilisation of 1], not negative
     * @return a copy
     * @throws InvalidInputException if the slope is negative or not finite
     */
    public GpuSpec withPowerSlope(double slope) {
        return new GpuSpec(name, kind, gpuMemoryMib, cpus, ramMib, idlePower, maxPower, slope, source);
    }

    /**
     * Returns the power drawn at a utilisation: idle power + slope x utilisation, at most the maximum. Linear: over 99
     * cells of measured serving runs wall power against served rate has a median R2 of 0.999
     * (lab-paper-code/load-reactive-edge-inference, CC BY 4.0).
     *
     * @param utilization share of time that the GPU is busy, 0 to 1
     * @return power [W]
     */
    public double power(double utilization) {
        return Math.min(maxPower, idlePower + powerSlope * Checks.within("utilisation", utilization, 0, 1));
    }
}
