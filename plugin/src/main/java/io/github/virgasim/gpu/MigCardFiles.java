// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads cards and their profiles from two CSV files. */
final class MigCardFiles {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final String[] CARD_COLUMNS = {
        "card", "compute_slices", "memory_slices", "memory_mib", "neighbour_slope", "source"
    };
    private static final String[] PROFILE_COLUMNS = {
        "card", "profile", "compute_slices", "memory_slices", "multiprocessors", "memory_mib", "starts", "source"
    };

    private MigCardFiles() {}

    static Map<String, MigCard> shipped() {
        return cards(
                ShippedTable.open("gpu/mig-cards.csv", CARD_COLUMNS),
                ShippedTable.open("gpu/mig-profiles.csv", PROFILE_COLUMNS));
    }

    static Map<String, MigCard> read(Path cards, Path profiles) {
        return cards(CsvTable.read(cards, CARD_COLUMNS), CsvTable.read(profiles, PROFILE_COLUMNS));
    }

    private static Map<String, MigCard> cards(CsvTable cards, CsvTable profiles) {
        cards.requireUnique("card");
        profiles.requireUnique("card", "profile");
        Map<String, List<MigProfile>> byCard = new LinkedHashMap<>();
        cards.rows().forEach(row -> byCard.put(row.text("card"), new ArrayList<>()));
        for (CsvTable.Row row : profiles.rows()) {
            List<MigProfile> known = byCard.get(row.text("card"));
            if (known == null) {
                throw row.invalid("card", row.text("card"), "must be one of: " + String.join(", ", byCard.keySet()));
            }
            known.add(row.make(() -> profile(row)));
        }
        Map<String, MigCard> read = new LinkedHashMap<>();
        for (CsvTable.Row row : cards.rows()) {
            String name = row.text("card");
            read.put(
                    name,
                    row.make(() -> new MigCard(
                            name,
                            row.integer("compute_slices", 1),
                            row.integer("memory_slices", 1),
                            row.number("memory_mib", ABOVE_ZERO, ANY),
                            row.number("neighbour_slope", 0, ANY),
                            byCard.get(name))));
        }
        return read;
    }

    private static MigProfile profile(CsvTable.Row row) {
        return new MigProfile(
                row.text("profile"),
                row.integer("compute_slices", 1),
                row.integer("memory_slices", 1),
                row.integer("multiprocessors", 1),
                row.number("memory_mib", ABOVE_ZERO, ANY),
                starts(row));
    }

    private static List<Integer> starts(CsvTable.Row row) {
        String text = row.text("starts");
        if (!text.matches("\\d{1,4}( +\\d{1,4})*")) {
            throw row.invalid("starts", text, "must be whole numbers with spaces between them");
        }
        return Arrays.stream(text.split(" +")).map(Integer::valueOf).toList();
    }
}
