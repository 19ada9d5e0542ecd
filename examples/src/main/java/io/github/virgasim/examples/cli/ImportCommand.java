// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.FogImport;
import io.github.virgasim.ifogsim.FogTopology;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
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
        String fileName = out.getFileName() == null ? "" : out.getFileName().toString();
        if (!fileName.endsWith(ENDING) || fileName.equals(ENDING)) {
            throw new InvalidInputException("--out must name a file that ends in .yaml, was '" + out + "'");
        }
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        Path clients = out.resolveSibling(name + "-clients.csv");
        FogTopology topology = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                ? EdgeResources.read(file).topology()
                : FogTopologyFile.read(file);
        FogImport.Result made =
                FogImport.of(topology, name, clients.getFileName().toString(), unit / 1000);
        boolean hasClients = !made.clients().isEmpty();
        if (hasClients) {
            NewFile.require(clients);
        }
        NewFile.write(out, made.scenario());
        if (hasClients) {
            NewFile.write(clients, made.clients());
        }
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Wrote " + out + (hasClients ? " and " + clients : ""));
        made.notes().forEach(note -> terminal.println("note: " + note));
        terminal.flush();
        return 0;
    }
}
