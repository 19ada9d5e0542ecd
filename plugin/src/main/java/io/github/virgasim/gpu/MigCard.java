// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A card that can be cut into slices.
 *
 * @param name the card's name, for example "a100-80gb"
 * @param computeSlices compute slices of the card, 1 to {@value #MOST_SLICES}
 * @param memorySlices memory slices of the card, 1 to {@value #MOST_SLICES}
 * @param memoryMib memory of the card [MiB], positive
 * @param neighbourSlope share of its time alone that each busy neighbouring slice adds to a batch, not negative; for
 *     {@link LinearInterference#of}
 * @param profiles sizes of slices, each name once
 */
public record MigCard(
        String name,
        int computeSlices,
        int memorySlices,
        double memoryMib,
        double neighbourSlope,
        List<MigProfile> profiles) {
    /** The most slices of a card; today's have 8. */
    public static final int MOST_SLICES = 16;

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if a value breaks its rule, a profile stands twice or does not lie within the card
     */
    public MigCard {
        Checks.named("name of MIG card", name);
        Checks.count("compute slices of MIG card " + name, computeSlices, MOST_SLICES);
        Checks.count("memory slices of MIG card " + name, memorySlices, MOST_SLICES);
        Checks.positive("memory [MiB] of MIG card " + name, memoryMib);
        Checks.notNegative("neighbour slope of MIG card " + name, neighbourSlope);
        Checks.atLeastOne("number of profiles of MIG card " + name, profiles.size());
        Set<String> seen = new HashSet<>();
        for (MigProfile profile : profiles) {
            String of = String.format(Locale.ROOT, " of MIG profile %s on card %s", profile.name(), name);
            if (!seen.add(profile.name())) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "MIG profile '%s' must not appear twice on card %s", profile.name(), name));
            }
            Checks.within("compute slices" + of, profile.computeSlices(), 1, computeSlices);
            Checks.within("memory [MiB]" + of, profile.memoryMib(), 0, memoryMib);
            int end = profile.starts().get(profile.starts().size() - 1) + profile.memorySlices();
            Checks.within("end of the last start" + of, end, 1, memorySlices);
        }
        profiles = List.copyOf(profiles);
    }

    /**
     * Finds a card that ships with Virga.
     *
     * @param name "a30-24gb", "a100-40gb", "a100-80gb", "h100-80gb" or "h200-141gb"
     * @return the card
     * @throws InvalidInputException if there is none; the message lists the names
     */
    public static MigCard named(String name) {
        Map<String, MigCard> cards = MigCardFiles.shipped();
        return cards.get(Checks.oneOf("MIG card", name, cards.keySet()));
    }

    /**
     * Reads cards from two CSV files: one with the columns card, compute_slices, memory_slices, memory_mib,
     * neighbour_slope, source; one with the columns card, profile, compute_slices, memory_slices, multiprocessors,
     * memory_mib, starts (numbers with spaces between them), source.
     *
     * @param cards the file of cards
     * @param profiles the file of profiles
     * @return the cards by name, in file order
     * @throws InvalidInputException if a file cannot be read, a card or profile stands twice, a profile's card is
     *     unknown, or a value breaks a rule of {@link MigCard} or {@link MigProfile}
     */
    public static Map<String, MigCard> read(Path cards, Path profiles) {
        return MigCardFiles.read(cards, profiles);
    }

    /**
     * Returns how many multiprocessors the largest profile has.
     *
     * @return at least 1
     */
    public int multiprocessors() {
        return profiles.stream().mapToInt(MigProfile::multiprocessors).max().orElseThrow();
    }

    /**
     * Finds a profile.
     *
     * @param profile its name
     * @return the profile
     * @throws InvalidInputException if the card has none of this name; the message lists the names
     */
    public MigProfile profile(String profile) {
        List<String> names = profiles.stream().map(MigProfile::name).toList();
        return profiles.get(names.indexOf(Checks.oneOf("MIG profile of card " + name, profile, names)));
    }
}
