// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures ASET's agent beside static policies and bounds. */
@Command(
        name = "aset",
        sortOptions = false,
        description =
                "Runs ASET's trained agents beside all static policies, a random action in each period, and bounds,"
                        + " under steady and changing loads and seeds that no training has seen.")
final class AsetReproduceCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final int MOST_SEEDS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--topology",
            paramLabel = "NAME",
            defaultValue = ALL,
            description = "dc-cloud, co-dc-cloud, full-edge, real-deployment, the path of a YAML file with a scenario,"
                    + " or 'all' four (default).")
    private String topology;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "8",
            description = "Number of runs for each policy and load (default: ${DEFAULT-VALUE}). From 2 on, results have"
                    + " 95 %% confidence intervals.")
    private int seeds;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "A trained network to be used instead of those that ship; may be repeated; for one topology.")
    private List<Path> networks = List.of();

    @Option(names = "--duration", paramLabel = "S", description = "Simulated time [s] (default: the scenario's).")
    private Double duration;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: results/reproduce-aset). Earlier results of Virga are"
                    + " replaced; a folder with anything else is refused.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Checks.within("--seeds", seeds, 1, MOST_SEEDS);
        if (topology.equals(ALL) && !networks.isEmpty()) {
            throw new InvalidInputException("--network is for one topology; name it with --topology");
        }
        OutputFolder folder = OutputFolder.at(out == null ? Path.of("results", "reproduce-aset") : out);
        List<Long> testSeeds = Seeds.test(seeds);
        Inputs inputs = new Inputs();
        List<AsetTrial> trials = new ArrayList<>();
        for (String name : topology.equals(ALL) ? AsetTopologies.NAMES : List.of(topology)) {
            ScenarioSource source = AsetTopologies.source(name);
            inputs.addAll(source.hashes());
            trials.add(new AsetTrial(source.name(), scenario(source), agents(source, inputs), testSeeds));
        }
        List<Callable<AsetTrial.Run>> tasks = new ArrayList<>();
        trials.forEach(trial -> tasks.addAll(trial.runs()));
        List<AsetTrial.Run> runs;
        try (Progress progress = new Progress("aset", tasks.size())) {
            runs = Parallel.run(tasks, progress);
        }
        AsetReport report = new AsetReport(trials, runs);
        Provenance provenance = provenance(inputs, testSeeds);
        folder.write(provenance, part -> report.write(part));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.println("\nTables and figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private ServingScenario scenario(ScenarioSource source) {
        ServingScenario scenario = source.scenario();
        return duration == null
                ? scenario
                : scenario.withSettings(RunCommand.withDuration(scenario.settings(), duration));
    }

    /** Finds the agents, and puts the hashes of their files among the inputs. */
    private Map<String, AsetNetwork> agents(ScenarioSource source, Inputs inputs) throws IOException {
        Map<String, AsetNetwork> agents = new LinkedHashMap<>();
        for (Path file : networks) {
            AsetNetwork network = AsetNetwork.load(file);
            String name = network.state().label();
            for (int k = 2; agents.containsKey(name); k++) {
                name = network.state().label() + "-" + k;
            }
            agents.put(name, network);
            inputs.add(file);
        }
        if (agents.isEmpty()) {
            for (SystemState state : SystemState.values()) {
                agents.put(state.label(), AsetNetwork.shipped(source.name(), state));
                inputs.addShipped(AsetNetwork.resource(source.name(), state));
            }
        }
        return agents;
    }

    private Provenance provenance(Inputs inputs, List<Long> testSeeds) {
        StringBuilder command = new StringBuilder(
                "virga reproduce aset --topology %s --seeds %d".formatted(CommandText.word(topology), seeds));
        networks.forEach(file -> command.append(" --network ").append(CommandText.word(file)));
        Map<String, String> parameters = new LinkedHashMap<>();
        if (duration != null) {
            command.append(" --duration ").append(RunCommand.plain(duration));
            parameters.put("duration_s", RunCommand.plain(duration));
        }
        return new Provenance(command.toString(), inputs.hashes(), testSeeds, parameters);
    }
}
