// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
     * @throws InvalidInputException if there is no slice, one is no profile of the card, or they do not fit together
     */
    public MigGeometry {
        Checks.atLeastOne("number of slices of MIG card " + card.name(), slices.size());
        for (MigProfile slice : slices) {
            if (!card.profiles().contains(slice)) {
                throw new InvalidInputException(
                        "slice of MIG card %s must be one of its profiles, was '%s'".formatted(card.name(), slice));
            }
        }
        List<MigProfile> largestFirst = slices.stream()
                .sorted(Comparator.comparingInt(MigProfile::memorySlices).reversed())
                .toList();
        if (!fits(largestFirst, 0, new boolean[card.memorySlices()])) {
            throw new InvalidInputException(
                    "MIG geometry of card %s must fit its %d memory slices without overlap (%s), was '%s'"
                            .formatted(card.name(), card.memorySlices(), rules(slices), names(slices)));
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

    private static boolean fits(List<MigProfile> slices, int next, boolean[] taken) {
        if (next == slices.size()) {
            return true;
        }
        MigProfile slice = slices.get(next);
        for (int start : slice.starts()) {
            if (isFree(taken, start, slice.memorySlices())) {
                set(taken, start, slice.memorySlices(), true);
                if (fits(slices, next + 1, taken)) {
                    return true;
                }
                set(taken, start, slice.memorySlices(), false);
            }
        }
        return false;
    }

    private static boolean isFree(boolean[] taken, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (taken[i]) {
                return false;
            }
        }
        return true;
    }

    private static void set(boolean[] taken, int start, int length, boolean value) {
        Arrays.fill(taken, start, start + length, value);
    }

    private static String rules(List<MigProfile> slices) {
        return slices.stream()
                .distinct()
                .map(slice -> "%s: at most %d, takes %d from %s"
                        .formatted(slice.name(), slice.maxInstances(), slice.memorySlices(), slice.starts()))
                .collect(Collectors.joining("; "));
    }

    private static String names(List<MigProfile> slices) {
        return slices.stream().map(MigProfile::name).collect(Collectors.joining(" + "));
    }
}
