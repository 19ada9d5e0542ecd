// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.ecsrl.EcsrlTrainer;
import io.github.virgasim.papers.ecsrl.EcsrlTraining;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains ECSRL's agent and leaves its network and learning curve. */
@Command(
        name = "ecsrl",
        sortOptions = false,
        description = "Trains ECSRL's agent by advantage actor-critic, for all loads and all weights of its objective;"
                + " leaves the best network and its learning curve.")
final class EcsrlTrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "2500",
            description = "Number of training episodes (default: ${DEFAULT-VALUE}).")
    private int episodes;

    @Option(
            names = "--episode-length",
            paramLabel = "S",
            description = "Simulated time of an episode [s], above the scenario's warm-up (default: 60).")
    private double length = EcsrlTraining.EPISODE;

    @Option(
            names = "--weights",
            paramLabel = "NAME",
            defaultValue = "adaptive",
            description = "Weights alpha and beta of the objective within an episode: fixed, or adaptive (default):"
                    + " beta is raised while more than 13 %% of the requests fail.")
    private String weights;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--evaluate-every",
            paramLabel = "K",
            defaultValue = "125",
            description = "Episodes between two points of the learning curve (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--selection-runs",
            paramLabel = "K",
            defaultValue = "3",
            description = "Runs behind each point for each of four loads and three weights, under seeds that are used"
                    + " for nothing else (default: ${DEFAULT-VALUE}).")
    private int selectionRuns;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Goes on with a saved training for another N episodes; its seed counts, the curve begins anew.")
    private Path resume;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for the results (default: results/train-ecsrl). Earlier results of Virga are replaced;"
                            + " a folder with anything else is refused. Meanwhile the training is saved beside it, as"
                            + " DIR.training, at each point of the curve.")
    private Path out = Path.of("results", "train-ecsrl");

    @Override
    public Integer call() throws IOException {
        Checks.atLeastOne("--episodes", episodes);
        Checks.atLeastOne("--evaluate-every", every);
        Checks.oneOf("--weights", weights, List.of("fixed", "adaptive"));
        ScenarioSource source = ScenarioSource.of("ecsrl");
        double warmup = source.scenario().settings().warmup();
        if (length <= warmup) {
            throw new InvalidInputException("--episode-length must be above the scenario's warm-up of %s s, was '%s'"
                    .formatted(RunCommand.plain(warmup), RunCommand.plain(length)));
        }
        EcsrlTraining plan = new EcsrlTraining(source.scenario(), length, weights.equals("adaptive"), selectionRuns);
        OutputFolder folder = OutputFolder.at(out);
        Provenance provenance = provenance(source);
        double started = cpuTime();
        EcsrlTrainer trainer = resume == null ? new EcsrlTrainer(plan, seed) : EcsrlTrainer.resume(plan, resume);
        Path saved = folder.beside(".training");
        try (Progress progress = new Progress(source.name(), episodes)) {
            for (int done = 0; done < episodes; done += every) {
                trainer.train(Math.min(every, episodes - done), episode -> progress.step());
                trainer.saveTraining(saved);
            }
        }
        double seconds = cpuTime() - started;
        EcsrlTrainReport report = new EcsrlTrainReport(trainer, plan);
        folder.write(provenance, part -> {
            Map<String, String> metadata = new LinkedHashMap<>(provenance.parameters());
            metadata.put("command", provenance.command());
            metadata.put("virga", Provenance.version());
            trainer.save(part.resolve("network.txt"), metadata);
            trainer.saveTraining(part.resolve("training.bin"));
            report.write(part);
        });
        Files.deleteIfExists(saved);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.printf("%nTraining and selection took %d s of CPU time.%n", Math.round(seconds));
        terminal.println("Network, learning curve and training are in " + folder);
        terminal.flush();
        return 0;
    }

    private static double cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private Provenance provenance(ScenarioSource source) throws IOException {
        String command = "virga train ecsrl --episodes %d --episode-length %s --weights %s --seed %d"
                        .formatted(episodes, RunCommand.plain(length), weights, seed)
                + " --evaluate-every %d --selection-runs %d".formatted(every, selectionRuns);
        Inputs inputs = new Inputs().addAll(source.hashes());
        if (resume != null) {
            command += " --resume " + CommandText.word(resume);
            inputs.add(resume);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", String.valueOf(seed));
        parameters.put("episode_s", RunCommand.plain(length));
        parameters.put("weights", weights);
        parameters.put("settings", EcsrlTraining.settings().toString());
        return new Provenance(command, inputs.hashes(), List.of(seed), parameters);
    }
}
