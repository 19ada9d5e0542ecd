// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PapersTest {
    private static List<String> names(Stream<String> names) {
        return new ArrayList<>(names.toList());
    }

    private static void assertDistinct(List<String> names) {
        assertEquals(new HashSet<>(names).size(), names.size(), () -> "distinct: " + names);
    }

    @Test
    void allPapersAreFound() {
        List<String> names = names(Papers.all().stream().map(Paper::name));
        assertTrue(names.containsAll(List.of("aset", "ecsrl", "placement")), () -> "found: " + names);
        assertDistinct(names);
        assertEquals(names.stream().sorted().toList(), names);
    }

    @Test
    void noNameStandsForTwoPolicies() {
        List<String> names = names(Papers.policies().stream().map(NamedPolicy::name));
        assertTrue(names.containsAll(List.of("closest", "aset", "actor-critic", "greedy")), () -> "found: " + names);
        assertDistinct(names);
    }

    @Test
    void noSettingStandsTwiceInAnActivity() {
        for (Paper paper : Papers.all()) {
            Stream.of(paper.training(), paper.reproduction())
                    .flatMap(Optional::stream)
                    .forEach(activity ->
                            assertDistinct(names(activity.settings().stream().map(Setting::name))));
        }
    }
}
