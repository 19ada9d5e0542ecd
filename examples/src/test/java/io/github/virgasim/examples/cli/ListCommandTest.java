// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.scenario.Scenarios;
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
        Papers.policies().forEach(policy -> assertTrue(list.out.contains("  " + policy.name()), policy.name()));
        for (ExperimentKind kind : Papers.experiments()) {
            kind.names().forEach(name -> assertTrue(list.out.contains(name), name));
            kind.lists().values().forEach(names -> names.forEach(name -> assertTrue(list.out.contains(name), name)));
        }
        assertTrue(list.out.contains("tapfinger-synthetic") && list.out.contains("optimus-as-published"), list.out);
        assertTrue(list.out.contains("  aset (trained agent)\n"), list.out);
        ModelCatalog.embedded().devices().forEach(one -> assertTrue(list.out.contains(one.name()), one.name()));
        ModelCatalog.embedded().models().forEach(one -> assertTrue(list.out.contains(one.name()), one.name()));
    }

    @Test
    void helpsAndTellsTheVersion() {
        assertTrue(Console.execute("--help").out.contains("bench"));
        assertTrue(Console.execute("run", "--help").out.contains("--lambda"));
        assertTrue(Console.execute("train", "--help").out.contains("deep Q-learning"));
        String help = Console.execute("train", "aset", "--help").out;
        assertTrue(help.contains("results/train-SCENARIO-STATE") && help.contains("(default: 200)."), help);
        assertTrue(help.contains("95 % interval") && help.contains("--verbose"), help);
        assertTrue(Console.execute("--version").out.startsWith("virga "));
        assertTrue(Console.execute("bench", "--version").out.startsWith("virga "));
    }
}
