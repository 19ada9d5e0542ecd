// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.analysis.Finding;
import io.github.virgasim.analysis.ScenarioCheck;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Looks at scenarios before they run, and says on the standard error what cannot work or looks like a slip. */
final class ScenarioWarnings {
    /** The option that makes errors of warnings. */
    static final String STRICT = "--strict";

    @Option(
            names = STRICT,
            description = "Takes warnings about the scenario, as of classes that no instance can serve, for errors.")
    private boolean strict;

    /** Where clients of a class may be. */
    private record Place(int streamClass, int site) {}

    /**
     * Checks scenarios.
     *
     * @param err is told the warnings
     * @param scenarios what is going to be served, by what tells them apart; what holds for several is said once
     * @return the warnings, one line each
     * @throws InvalidInputException if there are any and the command is strict
     */
    List<String> check(PrintWriter err, Map<String, ServingScenario> scenarios) {
        List<String> warnings = new ArrayList<>();
        Set<String> said = new HashSet<>();
        scenarios.forEach((label, scenario) -> {
            String where = scenarios.size() == 1 ? "" : "scenario " + label + ": ";
            for (Finding finding : ScenarioCheck.of(scenario).findings()) {
                if (said.add(finding.text())) {
                    warnings.add(where + finding.text());
                }
            }
        });
        warnings.forEach(warning -> err.println("virga: " + (strict ? "" : "warning: ") + warning));
        err.flush();
        if (strict && !warnings.isEmpty()) {
            throw new InvalidInputException(
                    "with " + STRICT + ", a scenario must be free of warnings; found " + warnings.size());
        }
        return warnings;
    }

    /** Returns the option as it was given, for the command line in the provenance. */
    String text() {
        return strict ? " " + STRICT : "";
    }

    /**
     * Writes how many instances may serve each class from each site.
     *
     * @param file to be created
     * @param scenario what has been served
     * @throws IOException if the file cannot be written
     */
    static void candidates(Path file, ServingScenario scenario) throws IOException {
        ScenarioCheck check = ScenarioCheck.of(scenario);
        List<Site> sites = scenario.topology().sites();
        List<Place> rows = new ArrayList<>();
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            for (int site = 0; site < sites.size(); site++) {
                if (sites.get(site).access() != Link.NONE) {
                    rows.add(new Place(k, site));
                }
            }
        }
        new ResultTable<Place>()
                .column(
                        "class",
                        row -> scenario.workload()
                                .classes()
                                .get(row.streamClass)
                                .name())
                .column("site", row -> sites.get(row.site).name())
                .column("candidates", row -> check.candidates(row.site, row.streamClass))
                .write(file, rows);
    }
}
