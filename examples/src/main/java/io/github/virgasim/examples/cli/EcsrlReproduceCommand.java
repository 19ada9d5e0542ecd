// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.input.Checks;
import io.github.virgasim.papers.ecsrl.EcsrlNetwork;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what ECSRL's poster shows. */
@Command(
        name = "ecsrl",
        sortOptions = false,
        description = "Shows ECSRL's degradation matrices and lines, edge and cloud in contrast, and its trained agent"
                + " beside all baselines under several loads and weights and seeds that no training has seen.")
final class EcsrlReproduceCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "20",
            description = "Number of runs for each policy and load (default: ${DEFAULT-VALUE}). From 2 on, results have"
                    + " 95 %% confidence intervals.")
    private int seeds;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "A trained network to be used instead of the one that ships.")
    private Path network;

    @Option(names = "--duration", paramLabel = "S", description = "Simulated time [s] (default: the scenario's).")
    private Double duration;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: results/reproduce-ecsrl). Earlier results of Virga are"
                    + " replaced; a folder with anything else is refused.")
    private Path out = Path.of("results", "reproduce-ecsrl");

    @Override
    public Integer call() throws IOException {
        Checks.within("--seeds", seeds, 1, MOST_SEEDS);
        OutputFolder folder = OutputFolder.at(out);
        ScenarioSource source = ScenarioSource.of("ecsrl");
        ServingScenario scenario = duration == null
                ? source.scenario()
                : source.scenario()
                        .withSettings(RunCommand.withDuration(source.scenario().settings(), duration));
        List<Long> testSeeds = Seeds.test(seeds);
        EcsrlNetwork agent = network == null ? EcsrlNetwork.shipped() : EcsrlNetwork.load(network);
        Provenance provenance = provenance(source, testSeeds);
        List<Callable<EcsrlMeasurement>> tasks = new EcsrlTrial(scenario, agent, testSeeds).runs();
        EcsrlTrial.Results results;
        try (Progress progress = new Progress(source.name(), tasks.size())) {
            results = new EcsrlTrial.Results(Parallel.run(tasks, progress));
        }
        EcsrlReport report = new EcsrlReport(scenario, results);
        folder.write(provenance, part -> report.write(part));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.println("\nTables and figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private Provenance provenance(ScenarioSource source, List<Long> testSeeds) throws IOException {
        String command = "virga reproduce ecsrl --seeds " + seeds;
        Inputs inputs = new Inputs().addAll(source.hashes()).add(network, EcsrlNetwork.RESOURCE);
        if (network != null) {
            command += " --network " + CommandText.word(network);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (duration != null) {
            command += " --duration " + RunCommand.plain(duration);
            parameters.put("duration_s", RunCommand.plain(duration));
        }
        return new Provenance(command, inputs.hashes(), testSeeds, parameters);
    }
}
