// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * A size of slice that a card can be cut into.
 *
 * @param name the profile's name, for example "1g.10gb"
 * @param computeSlices compute slices of an instance, 1 to {@value MigCard#MOST_SLICES}
 * @param memorySlices memory slices of an instance, 1 to {@value MigCard#MOST_SLICES}
 * @param multiprocessors of an instance, 1 to {@value #MOST_MULTIPROCESSORS}; not in proportion to the compute slices on all
 *     cards
 * @param memoryMib memory of an instance [MiB], positive
 * @param starts memory slices at which an instance can begin, ascending, at least {@code memorySlices} apart
 */
public record MigProfile(
        String name, int computeSlices, int memorySlices, int multiprocessors, double memoryMib, List<Integer> starts) {
    /** The most multiprocessors; today's largest cards have 148. */
    public static final int MOST_MULTIPROCESSORS = 10_000;

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if a value breaks its rule
     */
    public MigProfile {
        Checks.named("name of MIG profile", name);
        Checks.count("compute slices of MIG profile " + name, computeSlices, MigCard.MOST_SLICES);
        Checks.count("memory slices of MIG profile " + name, memorySlices, MigCard.MOST_SLICES);
        Checks.count("multiprocessors of MIG profile " + name, multiprocessors, MOST_MULTIPROCESSORS);
        Checks.positive("memory [MiB] of MIG profile " + name, memoryMib);
        Checks.atLeastOne("number of starts of MIG profile " + name, starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int low = i == 0 ? 0 : starts.get(i - 1) + memorySlices;
            Checks.within(
                    String.format(Locale.ROOT, "start %d of MIG profile %s", i, name),
                    starts.get(i),
                    low,
                    MigCard.MOST_SLICES);
        }
        starts = List.copyOf(starts);
    }

    /**
     * Returns how many instances of this profile an otherwise empty card can have.
     *
     * @return at least 1
     */
    public int maxInstances() {
        return starts.size();
    }
}
