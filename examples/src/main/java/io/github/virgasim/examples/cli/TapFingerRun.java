// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code virga run} does with a scenario of elastic tasks, and the options that only these scenarios have. */
final class TapFingerRun {
    private static final int MOST_SEEDS = 100;
    private static final List<String> OWN = List.of("--scheduler", "--durations", "--fidelity");
    private static final List<String> OF_SERVING =
            List.of("--policy", "--network", "--sweep-seeds", "--lambda", "--duration");

    @Option(
            names = "--scheduler",
            paramLabel = "NAME",
            defaultValue = TapFingerSchedulers.ALL,
            description = "Scheduler of elastic tasks, or 'all' (default); for scenarios tapfinger-....")
    private String scheduler;

    @Option(
            names = "--durations",
            paramLabel = "FILE",
            description = "CSV file of measured durations and fitted training curves, for tapfinger-trace and"
                    + " tapfinger-container (default: means and fits shipped with Virga).")
    private Path durations;

    @Option(
            names = "--fidelity",
            paramLabel = "NAME",
            defaultValue = "published",
            description = "Rules of TapFinger's published runs, 'published' (default), or of its text, 'paper'; for"
                    + " scenarios tapfinger-....")
    private String fidelity;

    /** Tells whether a scenario has elastic tasks. */
    static boolean takes(String scenario) {
        return scenario.startsWith(TapFingerExperiments.PREFIX);
    }

    /**
     * Checks that no option of elastic tasks was given.
     *
     * @param spec of the command being executed
     * @throws InvalidInputException if one was
     */
    void checkUnused(CommandSpec spec) {
        refuse(spec, OWN, "is for scenarios " + TapFingerExperiments.PREFIX + "...");
    }

    private static void refuse(CommandSpec spec, List<String> options, String why) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InvalidInputException(option + " " + why);
            }
        }
    }

    /**
     * Runs a scenario and leaves its results.
     *
     * @param spec of the command being executed
     * @param scenario name
     * @param firstSeed seed of the first run
     * @param runs number of runs for each scheduler
     * @param out folder for the results; null for results/SCENARIO
     * @return the exit code
     * @throws IOException if the results cannot be written
     * @throws InvalidInputException if an option is bad
     */
    int execute(CommandSpec spec, String scenario, long firstSeed, int runs, Path out) throws IOException {
        refuse(spec, OF_SERVING, "is not for scenarios " + TapFingerExperiments.PREFIX + "...");
        Checks.within("--seeds", runs, 1, MOST_SEEDS);
        List<String> schedulers = TapFingerSchedulers.chosen(scheduler);
        ElasticExperiment experiment = TapFingerExperiments.named(scenario, durations, rules());
        OutputFolder folder = OutputFolder.at(out == null ? Path.of("results", scenario) : out);
        List<Long> seeds =
                LongStream.range(0, runs).mapToObj(k -> firstSeed + k).toList();
        Provenance provenance = provenance(scenario, experiment, seeds);

        List<Callable<TapFingerEpisode>> tasks = new ArrayList<>();
        for (String name : schedulers) {
            seeds.forEach(seed -> tasks.add(() -> TapFingerEpisode.run(experiment, name, seed)));
        }
        List<TapFingerEpisode> episodes;
        try (TerminalProgress progress = new TerminalProgress(scenario, tasks.size())) {
            episodes = Parallel.run(tasks, progress);
        }
        TapFingerRunReport report = new TapFingerRunReport(scenario, schedulers, episodes);
        folder.write(provenance, part -> report.write(part));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.println("\nTables and figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private Fidelity rules() {
        List<String> known = Arrays.stream(Fidelity.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return Fidelity.valueOf(Checks.oneOf("--fidelity", fidelity, known).toUpperCase(Locale.ROOT));
    }

    private Provenance provenance(String scenario, ElasticExperiment experiment, List<Long> seeds) throws IOException {
        String command = String.format(
                Locale.ROOT,
                "virga run %s --scheduler %s --fidelity %s --seed %d --seeds %d",
                scenario,
                scheduler,
                fidelity,
                seeds.get(0),
                seeds.size());
        Inputs inputs = new Inputs();
        if (durations != null) {
            command += " --durations " + CommandText.word(durations);
            inputs.add(durations);
        } else if (TapFingerExperiments.isMeasured(scenario)) {
            inputs.addShipped(TracedTypes.SHIPPED);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("experiment", experiment.name());
        parameters.put(
                "clusters", String.valueOf(experiment.setting().capacities().size()));
        parameters.put("tasks", String.valueOf(experiment.tasks()));
        parameters.put("tasks_per_timestep", RunCommand.plain(experiment.rate()));
        parameters.put("mode", experiment.setting().mode().name().toLowerCase(Locale.ROOT));
        return new Provenance(command, inputs.hashes(), seeds, parameters);
    }
}
