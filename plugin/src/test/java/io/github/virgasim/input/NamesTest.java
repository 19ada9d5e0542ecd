// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> SORTED = List.of(
            "",
            "0",
            "01",
            "1",
            "2",
            "10",
            "B",
            "a",
            "a0",
            "a0b",
            "a01",
            "a1",
            "a1b",
            "a2-1",
            "a2-1/gpu",
            "a2-2",
            "a10-1",
            "ab",
            "bs-2/gpu-9",
            "bs-2/gpu-10",
            "bs-10/gpu",
            "i",
            "\u0131",
            "\u0660");

    @Test
    void runsOfDigitsCountByTheirValue() {
        for (int i = 0; i < SORTED.size(); i++) {
            for (int j = 0; j < SORTED.size(); j++) {
                int order = Names.ORDER.compare(SORTED.get(i), SORTED.get(j));
                assertEquals(Integer.signum(i - j), Integer.signum(order), SORTED.get(i) + " and " + SORTED.get(j));
            }
        }
    }

    @Test
    void anyShuffleIsSortedBackWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr", "ar-EG", "en")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                List<String> names = new ArrayList<>(SORTED);
                Collections.shuffle(names, new Random(1));
                names.sort(Names.ORDER);
                assertEquals(SORTED, names, tag);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Names of two letters and two digits in all lengths up to five: what is sorted must be sorted pair by pair. */
    @Test
    void theOrderIsTransitive() {
        List<String> names = new ArrayList<>(List.of(""));
        for (int done = 0; names.get(names.size() - 1).length() < 5; done++) {
            for (char c : "a0/1".toCharArray()) {
                names.add(names.get(done) + c);
            }
        }
        Collections.shuffle(names, new Random(2));
        names.sort(Names.ORDER);
        Random random = new Random(3);
        for (int n = 0; n < 200_000; n++) {
            int i = random.nextInt(names.size());
            int j = random.nextInt(names.size());
            int order = Names.ORDER.compare(names.get(i), names.get(j));
            assertTrue(Integer.signum(order) == Integer.signum(i - j), names.get(i) + " and " + names.get(j));
        }
    }
}
