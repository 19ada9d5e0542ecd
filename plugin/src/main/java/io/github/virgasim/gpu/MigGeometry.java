// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A card cut into slices. A list of profiles is a geometry if every instance can be given one of its profile's start
 * positions such that no two share a memory slice: the card's real rule, by which for example 3g + 3g + 1g do not fit an
 * A100 although they have 7 compute slices together.
 *
 * @param card the card
 * @param slices the instances; their order does not matter
 */
public record MigGeometry(MigCard card, List<MigProfile> slices) {
    /**
     * Checks that the slices fit.
     *
     * @throws InvalidInputException if there is no slice or more than the card has memory slices, one is no profile of
     *     the card, or they do not fit together
     */
    public MigGeometry {
        Checks.count("number of slices of MIG card " + card.name(), slices.size(), card.memorySlices());
        for (MigProfile slice : slices) {
            if (!card.profiles().contains(slice)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "slice of MIG card %s must be one of its profiles, was '%s'", card.name(), slice));
            }
        }
        List<MigProfile> largestFirst = slices.stream()
                .sorted(Comparator.comparingInt(MigProfile::memorySlices).reversed())
                .toList();
        if (!fits(largestFirst, 0, 0, new HashSet<>())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "MIG geometry of card %s must fit its %d memory slices without overlap (%s), was '%s'",
                    card.name(),
                    card.memorySlices(),
                    rules(slices),
                    names(slices)));
        }
        slices = List.copyOf(slices);
    }

    /**
     * Cuts a card.
     *
     * @param card the card
     * @param profiles names of the slices' profiles
     * @return the geometry
     * @throws InvalidInputException if the card has no such profile, or the slices do not fit together
     */
    public static MigGeometry of(MigCard card, List<String> profiles) {
        return new MigGeometry(card, profiles.stream().map(card::profile).toList());
    }

    /**
     * Tries all places; what has been found not to fit is not tried again, so that the time is bounded.
     *
     * @param taken memory slices that are taken, one bit each
     * @param failed numbers of the next slice with the memory slices taken that cannot be gone on from
     */
    private static boolean fits(List<MigProfile> slices, int next, int taken, Set<Integer> failed) {
        if (next == slices.size()) {
            return true;
        }
        int state = next << MigCard.MOST_SLICES | taken;
        if (failed.contains(state)) {
            return false;
        }
        MigProfile slice = slices.get(next);
        for (int start : slice.starts()) {
            int wanted = (1 << slice.memorySlices()) - 1 << start;
            if ((taken & wanted) == 0 && fits(slices, next + 1, taken | wanted, failed)) {
                return true;
            }
        }
        failed.add(state);
        return false;
    }

    private static String rules(List<MigProfile> slices) {
        return slices.stream()
                .distinct()
                .map(slice -> String.format(
                        Locale.ROOT,
                        "%s: at most %d, takes %d from %s",
                        slice.name(),
                        slice.maxInstances(),
                        slice.memorySlices(),
                        slice.starts()))
                .collect(Collectors.joining("; "));
    }

    private static String names(List<MigProfile> slices) {
        return slices.stream().map(MigProfile::name).collect(Collectors.joining(" + "));
    }
}
