// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.analysis.ScenarioCheck;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a scenario and says what is in it, without a run. */
@Command(
        name = "check",
        description =
                "Reads a scenario and says what is in it, what cannot work and what looks like a slip, without a run.")
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "Name of a bundled scenario, or path of a YAML file.")
    private String name;

    @Mixin
    private ScenarioWarnings warnings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ServingScenario scenario = ScenarioSource.of(name).scenario();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %d sites, %d workers, %d classes, %.4g clients/min, %.4g s%n%n",
                scenario.name(),
                scenario.topology().sites().size(),
                scenario.topology().workers().size(),
                scenario.workload().classes().size(),
                scenario.workload().clientRate() * 60,
                scenario.settings().duration());
        out.print(candidates(scenario));
        out.flush();
        List<String> found = warnings.check(spec.commandLine().getErr(), Map.of(scenario.name(), scenario));
        out.println(found.isEmpty() ? "\nNothing to complain about." : "");
        out.flush();
        return 0;
    }

    private static TextTable candidates(ServingScenario scenario) {
        ScenarioCheck check = ScenarioCheck.of(scenario);
        TextTable table = new TextTable("class", "task", "deadline ms", "candidates at a site: fewest", "most");
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            StreamClass streamClass = scenario.workload().classes().get(k);
            int index = k;
            IntSummaryStatistics counts = IntStream.range(
                            0, scenario.topology().sites().size())
                    .filter(site -> scenario.topology().sites().get(site).access() != Link.NONE)
                    .map(site -> check.candidates(site, index))
                    .summaryStatistics();
            table.row(
                    streamClass.name(),
                    streamClass.task().name(),
                    String.format(Locale.ROOT, "%.4g", 1000 * streamClass.deadline()),
                    String.valueOf(counts.getMin()),
                    String.valueOf(counts.getMax()));
        }
        return table;
    }
}
