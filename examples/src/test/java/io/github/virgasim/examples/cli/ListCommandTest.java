// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    @Test
    void namesEverything() {
        Console list = Console.execute("list");
        assertEquals(0, list.exitCode);
        for (String name : Scenarios.names()) {
            assertTrue(list.out.contains(name), name);
            assertTrue(list.out.contains(Scenarios.description(name)), name);
        }
        StaticPolicies.names().forEach(name -> assertTrue(list.out.contains(name), name));
        TapFingerExperiments.names().forEach(name -> assertTrue(list.out.contains(name), name));
        TapFingerSchedulers.names().forEach(name -> assertTrue(list.out.contains(name), name));
        ModelCatalog.embedded().devices().forEach(one -> assertTrue(list.out.contains(one.name()), one.name()));
        ModelCatalog.embedded().models().forEach(one -> assertTrue(list.out.contains(one.name()), one.name()));
    }

    @Test
    void helpsAndTellsTheVersion() {
        assertTrue(Console.execute("--help").out.contains("bench"));
        assertTrue(Console.execute("run", "--help").out.contains("--lambda"));
        assertTrue(Console.execute("--version").out.startsWith("virga "));
        assertTrue(Console.execute("bench", "--version").out.startsWith("virga "));
    }
}
