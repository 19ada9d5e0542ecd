// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The allocations worth giving to a task: no other one has no more units of any kind and is no slower.
 *
 * <p>The expected number of timesteps is exact without noise, and else the mean over {@value #SAMPLES} tasks, which meet
 * the same noise under every allocation.
 */
public final class AllocationMenu {
    private static final int SAMPLES = 100;
    /** No task of a menu is followed longer than this. */
    private static final int LONGEST = 10_000;

    private static final double ROUNDING = 1e-9;

    private final List<List<Option>> options = new ArrayList<>();

    /**
     * An allocation.
     *
     * @param units of each kind
     * @param steps expected number of timesteps from start to completion
     */
    record Option(Units units, double steps) {}

    /**
     * Makes the menu of each type.
     *
     * @param types by number
     */
    public AllocationMenu(List<TaskType> types) {
        for (TaskType type : types) {
            List<Option> worthy = new ArrayList<>();
            // In this order, an allocation comes after all that could make it unworthy.
            Units.between(type.minimum(), type.cap(), units -> {
                Option option = new Option(units, steps(type, units));
                if (worthy.stream().noneMatch(other -> isAsGood(other, option))) {
                    worthy.add(option);
                }
            });
            options.add(List.copyOf(worthy));
        }
    }

    private static boolean isAsGood(Option one, Option other) {
        return other.units.covers(one.units) && one.steps <= other.steps + ROUNDING;
    }

    private static double steps(TaskType type, Units units) {
        int samples = type.noise() > 0 ? SAMPLES : 1;
        UniformRandomProvider random = new RandomStreams(1).stream("menu");
        long sum = 0;
        for (int i = 0; i < samples; i++) {
            double progress = 0;
            for (int step = 0; progress < 1 && step < LONGEST; step++) {
                double noise = samples == 1 ? 0 : type.noise() * (random.nextDouble() - 0.5);
                progress += Math.max(0, type.progress().gain(units, progress) + noise);
                sum++;
            }
        }
        return (double) sum / samples;
    }

    /** Returns the number of types. */
    int types() {
        return options.size();
    }

    /** Returns the options of a type, the smallest first. */
    List<Option> of(int type) {
        return options.get(type);
    }

    /** Returns the least product of expected timesteps and units of a kind. */
    double leastWork(int type, int kind) {
        return of(type).stream()
                .mapToDouble(option -> option.steps * option.units.get(kind))
                .min()
                .orElseThrow();
    }
}
