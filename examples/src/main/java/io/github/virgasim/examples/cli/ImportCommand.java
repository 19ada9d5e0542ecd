// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.FogDifferences;
import io.github.virgasim.ifogsim.FogExport;
import io.github.virgasim.ifogsim.FogImport;
import io.github.virgasim.ifogsim.FogTopology;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes scenarios of other simulators' files. */
@Command(
        name = "import",
        synopsisSubcommandLabel = "ifogsim",
        description = "Makes a scenario of a file of another simulator.")
final class ImportCommand {
    private static final String ENDING = ".yaml";

    @Spec
    private CommandSpec spec;

    @Command(
            name = "ifogsim",
            description = "Makes a scenario of a topology or a data set of edge resources of iFogSim2, and says what it"
                    + " assumes and leaves out.")
    int ifogsim(
            @Parameters(
                            paramLabel = "FILE",
                            description = "Topology (JSON), or edge resources (a name ending in .csv).")
                    Path file,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "Scenario to be written, NAME.yaml; NAME-clients.csv may come beside it.")
                    Path out,
            @Option(
                            names = "--time-unit-ms",
                            paramLabel = "MS",
                            defaultValue = "1",
                            description = "What a unit of time stands for (default: ${DEFAULT-VALUE}).")
                    double unit)
            throws IOException {
        NewFile.require(out);
        Checks.positive("--time-unit-ms", unit);
        String fileName = out.getFileName() == null ? "" : out.getFileName().toString();
        if (!fileName.endsWith(ENDING) || fileName.equals(ENDING)) {
            throw new InvalidInputException("--out must name a file that ends in .yaml, was '" + out + "'");
        }
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        Path clients = out.resolveSibling(name + "-clients.csv");
        FogTopology topology = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                ? EdgeResources.read(file).topology()
                : FogTopologyFile.read(file);
        FogImport.Result made = made(file, topology, name, clients.getFileName().toString(), unit / 1000);
        boolean hasClients = !made.clients().isEmpty();
        if (hasClients) {
            NewFile.require(clients);
        }
        NewFile.write(out, made.scenario());
        List<String> notes = new ArrayList<>(made.notes());
        boolean done = false;
        boolean clientsWritten = false;
        try {
            if (hasClients) {
                NewFile.write(clients, made.clients());
                clientsWritten = true;
            }
            notes.addAll(read(file, out, topology));
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(out);
                if (clientsWritten) {
                    Files.deleteIfExists(clients);
                }
            }
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Wrote " + out + (hasClients ? " and " + clients : ""));
        notes.forEach(note -> terminal.println("note: " + note));
        terminal.flush();
        return 0;
    }

    private static FogImport.Result made(Path file, FogTopology topology, String name, String clients, double unit) {
        try {
            return FogImport.of(topology, name, clients, unit);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage());
        }
    }

    /** Reads what has been written, so that nothing is left behind that could not be read, and tells what it does not hold. */
    private static List<String> read(Path file, Path out, FogTopology topology) {
        try {
            ServingScenario scenario = Scenarios.read(out);
            OptionalDouble unit = FogImport.timeUnit(topology);
            return unit.isEmpty()
                    ? List.of()
                    : FogDifferences.between(
                            topology,
                            FogExport.of(YamlNode.read(out), scenario, unit.getAsDouble())
                                    .topology());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": would make a scenario that cannot be read: " + e.getMessage());
        }
    }
}
