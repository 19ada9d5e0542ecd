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
    @ValueSource(doubles = {Double.MIN_VALUE, 9e-51, 1.1e50, Double.MAX_VALUE})
    void sizesOutOfWhichNothingCanBeMadeAreRefused(double value) {
        String rule = " must be between 1.0E-50 and 1.0E50, was '" + value + "'";
        assertRefused(() -> Checks.positive("rate", value), "rate" + rule);
        assertRefused(() -> Checks.notNegative("gap", value), "gap" + rule);
    }

    @Test
    void countsAndProductsAboveTheirBoundAreRefused() {
        assertEquals(3, Checks.count("slots", 3, 3));
        assertRefused(() -> Checks.count("slots", 4, 3), "slots must be between 1 and 3, was '4'");
        assertRefused(() -> Checks.count("slots", 0, 3), "slots must be between 1 and 3, was '0'");
        assertEquals(2.5, Checks.atMost("a x b", 2.5, 2.5));
        assertRefused(
                () -> Checks.atMost("a x b", Double.POSITIVE_INFINITY, 2.5),
                "a x b must be at most 2.5, was 'Infinity'");
        assertRefused(() -> Checks.atMost("a x b", Double.NaN, 2.5), "a x b must be at most 2.5, was 'NaN'");
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
        assertRefused(() -> Checks.named("name", "a\u001b[31m"), "name must have no control characters, had U+001B");
        assertRefused(() -> Checks.named("name", "a\nb"), "name must have no control characters, had U+000A");
        assertRefused(() -> Checks.atLeastOne("count", 0), "count must be at least 1, was '0'");
        assertRefused(
                () -> Checks.oneOf("fruit", "fig", List.of("pear", "lime")),
                "fruit must be one of: lime, pear, was 'fig'");
    }

    @Test
    void whatMeetsTheRuleIsReturned() {
        assertEquals(1e-50, Checks.positive("x", 1e-50));
        assertEquals(1e50, Checks.notNegative("x", 1e50));
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
