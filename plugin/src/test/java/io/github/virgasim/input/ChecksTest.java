// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void positiveRefuses(double value) {
        assertRefused(() -> Checks.positive("rate", value), "rate must be positive and finite, was '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
    void notNegativeRefuses(double value) {
        assertRefused(
                () -> Checks.notNegative("gap", value),
                "gap must be zero or positive, and finite, was '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9999, 2.0001, Double.NaN})
    void withinRefuses(double value) {
        assertRefused(() -> Checks.within("x", value, 1, 2), "x must be between 1.0 and 2.0, was '" + value + "'");
    }

    @Test
    void namesAndCountsAreRefused() {
        assertRefused(() -> Checks.named("name", " "), "name must be a name, was ' '");
        assertRefused(() -> Checks.named("name", null), "name must be a name, was 'null'");
        assertRefused(() -> Checks.atLeastOne("count", 0), "count must be at least 1, was '0'");
        assertRefused(
                () -> Checks.oneOf("fruit", "fig", List.of("pear", "lime")),
                "fruit must be one of: lime, pear, was 'fig'");
    }

    @Test
    void whatMeetsTheRuleIsReturned() {
        assertEquals(Double.MIN_VALUE, Checks.positive("x", Double.MIN_VALUE));
        assertEquals(0, Checks.notNegative("x", 0));
        assertEquals(2, Checks.within("x", 2, 1, 2));
        assertEquals(1, Checks.atLeastOne("x", 1));
        assertEquals("a", Checks.named("x", "a"));
        assertEquals("a", Checks.oneOf("x", "a", List.of("b", "a")));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable check, String message) {
        assertEquals(message, assertThrows(InvalidInputException.class, check).getMessage());
    }
}
