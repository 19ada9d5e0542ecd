// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.Checks;
import io.github.virgasim.papers.aset.AsetSelection;
import io.github.virgasim.papers.aset.AsetTrainer;
import io.github.virgasim.papers.aset.AsetTraining;
import io.github.virgasim.papers.aset.ServingReward;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains ASET's agent and leaves its network and learning curve. */
@Command(
        name = "aset",
        sortOptions = false,
        description = "Trains ASET's agent by deep Q-learning; leaves the best network and its learning curve.")
final class AsetTrainCommand implements Callable<Integer> {
    private static final int MOST_TRAININGS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--topology",
            paramLabel = "NAME",
            defaultValue = "full-edge",
            description = "dc-cloud, co-dc-cloud, full-edge, real-deployment, or the path of a YAML file with a"
                    + " scenario (default: ${DEFAULT-VALUE}).")
    private String topology;

    @Option(
            names = "--state",
            paramLabel = "NAME",
            defaultValue = "aset-extended",
            description = "What the agent observes and chooses among: aset-published, aset-extended (default), or"
                    + " aset-priced, which adds bid-price control to the actions.")
    private String state;

    @Option(
            names = "--reward",
            paramLabel = "NAME",
            defaultValue = "all-failures",
            description = "What it is paid for: 1 minus the share of instant-failures, as published, or of"
                    + " all-failures (default), late answers included.")
    private String reward;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of training episodes (default: ${DEFAULT-VALUE}).")
    private int episodes;

    @Option(
            names = "--episode-length",
            paramLabel = "S",
            description = "Simulated time of an episode [s] (default: 900).")
    private double length = AsetTraining.EPISODE;

    @Option(
            names = "--lambda",
            paramLabel = "L",
            description = "Trains and selects at this steady rate of arriving clients [1/min] only (default: mixed"
                    + " loads).")
    private Double lambda;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trainings",
            paramLabel = "K",
            defaultValue = "1",
            description = "Number of trainings, under this seed and the next ones (default: ${DEFAULT-VALUE}); the best"
                    + " network of all is kept, the curve shows their mean and 95 %% interval.")
    private int trainings;

    @Option(
            names = "--evaluate-every",
            paramLabel = "K",
            defaultValue = "25",
            description = "Episodes between two points of the learning curve (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--selection-runs",
            paramLabel = "K",
            defaultValue = "8",
            description = "Runs behind each point, under seeds that are used for nothing else"
                    + " (default: ${DEFAULT-VALUE}).")
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
            description = "Folder for the results (default: results/train-SCENARIO-STATE). Earlier results of Virga are"
                    + " replaced; a folder with anything else is refused. Meanwhile the training is saved beside it,"
                    + " as DIR.training, at each point of the curve.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Checks.atLeastOne("--episodes", episodes);
        Checks.atLeastOne("--evaluate-every", every);
        Checks.within("--trainings", trainings, 1, resume == null ? MOST_TRAININGS : 1);
        SystemState observed = SystemState.named(state);
        ScenarioSource source = AsetTopologies.source(topology);
        ServingScenario scenario =
                lambda == null ? source.scenario() : source.scenario().withLambda(lambda);
        AsetSelection selection =
                new AsetSelection(scenario, length, ServingReward.named(reward), lambda != null, selectionRuns);
        OutputFolder folder =
                OutputFolder.at(out == null ? Path.of("results", "train-" + source.name() + "-" + state) : out);
        Provenance provenance = provenance(source);
        double started = cpuTime();
        Path saved = folder.beside(".training");
        List<AsetTrainer> trainers = new ArrayList<>();
        try (Progress progress = new Progress(source.name(), trainings * episodes)) {
            for (int k = 0; k < trainings; k++) {
                AsetTrainer trainer = resume == null
                        ? new AsetTrainer(selection, observed, seed + k)
                        : AsetTrainer.resume(selection, observed, resume);
                for (int done = 0; done < episodes; done += every) {
                    trainer.train(Math.min(every, episodes - done), episode -> progress.step());
                    trainer.saveTraining(saved);
                }
                trainers.add(trainer);
            }
        }
        AsetTrainer best = trainers.stream()
                .max(Comparator.comparingDouble(trainer -> trainer.best().score()))
                .orElseThrow();
        double seconds = cpuTime() - started;
        AsetTrainReport report = new AsetTrainReport(trainers, best, selection);
        folder.write(provenance, part -> {
            Map<String, String> metadata = new LinkedHashMap<>(provenance.parameters());
            metadata.put("command", provenance.command());
            metadata.put("seed", String.valueOf(seed + trainers.indexOf(best)));
            metadata.put("virga", Provenance.version());
            best.save(part.resolve("network.txt"), metadata);
            best.saveTraining(part.resolve("training.bin"));
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
        String command = "virga train aset --topology %s --state %s --reward %s --episodes %d --episode-length %s"
                        .formatted(CommandText.word(topology), state, reward, episodes, RunCommand.plain(length))
                + " --seed %d --evaluate-every %d --selection-runs %d".formatted(seed, every, selectionRuns);
        if (trainings > 1) {
            command += " --trainings " + trainings;
        }
        if (lambda != null) {
            command += " --lambda " + RunCommand.plain(lambda);
        }
        Inputs inputs = new Inputs().addAll(source.hashes());
        if (resume != null) {
            command += " --resume " + CommandText.word(resume);
            inputs.add(resume);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", String.valueOf(seed));
        parameters.put("episode_s", RunCommand.plain(length));
        parameters.put("settings", AsetTraining.settings().toString());
        return new Provenance(
                command,
                inputs.hashes(),
                LongStream.range(seed, seed + trainings).boxed().toList(),
                parameters);
    }
}
