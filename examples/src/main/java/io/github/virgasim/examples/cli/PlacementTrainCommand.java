// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.Checks;
import io.github.virgasim.papers.placement.PlacementTraining;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the network that places workers on hosts, and compares it with the other placement policies. */
@Command(
        name = "placement",
        sortOptions = false,
        description =
                "Trains the network that places GPU workers on hosts by the policy gradient; leaves the best network,"
                        + " its learning curve, and a comparison with the other placement policies under test seeds.")
final class PlacementTrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of training iterations of eight runs each (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--evaluate-every",
            paramLabel = "K",
            defaultValue = "20",
            description = "Iterations between two points of the learning curve (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--test-runs",
            paramLabel = "K",
            defaultValue = "20",
            description = "Runs of the comparison, with seeds 2000000, 2000001, ... (default: ${DEFAULT-VALUE}).")
    private int testRuns;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: results/train-placement). Earlier results of Virga are"
                    + " replaced; a folder with anything else is refused.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Checks.atLeastOne("--iterations", iterations);
        Checks.atLeastOne("--evaluate-every", every);
        Checks.within("--test-runs", testRuns, 2, 1000);
        OutputFolder folder = OutputFolder.at(out == null ? Path.of("results", "train-placement") : out);
        double started = cpuTime();
        PlacementTraining training = new PlacementTraining(seed);
        try (Progress progress = new Progress("placement", iterations)) {
            for (int done = 0; done < iterations; done += every) {
                training.train(Math.min(every, iterations - done), progress::step);
            }
        }
        double seconds = cpuTime() - started;
        PlacementReport report = new PlacementReport(training, testRuns);
        Provenance provenance = provenance();
        folder.write(provenance, part -> {
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("command", provenance.command());
            metadata.put("virga", Provenance.version());
            training.save(part.resolve("network.txt"), metadata);
            report.write(part);
        });
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        terminal.printf("%nTraining and selection took %d s of CPU time.%n", Math.round(seconds));
        terminal.println("Network, learning curve and comparison are in " + folder);
        terminal.flush();
        return 0;
    }

    private static double cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private Provenance provenance() {
        String command = "virga train placement --iterations %d --seed %d --evaluate-every %d --test-runs %d"
                .formatted(iterations, seed, every, testRuns);
        return new Provenance(command, Map.of(), List.of(seed), Map.of());
    }
}
