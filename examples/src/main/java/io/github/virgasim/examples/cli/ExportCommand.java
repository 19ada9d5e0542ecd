// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.ifogsim.FogApplicationFile;
import io.github.virgasim.ifogsim.FogExport;
import io.github.virgasim.ifogsim.FogNewNames;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.ifogsim.FogUsers;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what ships with Virga into files that can be changed. */
@Command(
        name = "export",
        synopsisSubcommandLabel = "(scenario | catalog | ifogsim)",
        description = "Writes what ships with Virga into files of your own, to be changed, or a scenario for iFogSim2.")
final class ExportCommand {
    private static final List<String> TABLES =
            List.of("tasks.csv", "devices.csv", "models.csv", "variants.csv", "times.csv");

    @Spec
    private CommandSpec spec;

    @Command(name = "scenario", description = "Writes a bundled scenario.")
    int scenario(
            @Parameters(paramLabel = "NAME", description = "Name of a bundled scenario.") String name,
            @Option(names = "--out", paramLabel = "FILE", description = "File to be written (default: NAME.yaml).")
                    Path out)
            throws IOException {
        Checks.oneOf("scenario", name, Scenarios.names());
        Path file = out == null ? Path.of(name + ".yaml") : out;
        NewFile.write(file, shipped("scenarios/" + name + ".yaml"));
        return wrote(file);
    }

    @Command(
            name = "catalog",
            description =
                    "Writes the catalogue of tasks, devices, models and variants; a scenario's key 'catalog' names it.")
    int catalog(
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description = "Folder to be made (default: catalog).",
                            defaultValue = "catalog")
                    Path out)
            throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String table : TABLES) {
            files.put(table, shipped("catalog/" + table));
        }
        try (NewFiles made = new NewFiles()) {
            made.folder(out);
            files.forEach((name, text) -> made.write(out.resolve(name), text));
            made.keep();
        }
        return wrote(out);
    }

    @Command(
            name = "ifogsim",
            description =
                    "Writes a scenario as files of iFogSim2, topology.json, application.json, the positions of users that"
                            + " were imported and copies of the files that it names, and says what they do not hold.")
    int ifogsim(
            @Parameters(paramLabel = "SCENARIO", description = "Name of a bundled scenario, or path of a YAML file.")
                    String name,
            @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to be made.") Path out,
            @Option(
                            names = "--time-unit-ms",
                            paramLabel = "MS",
                            defaultValue = "1",
                            description = "What a unit of time stands for (default: ${DEFAULT-VALUE}).")
                    double unit)
            throws IOException {
        NewFile.require(out);
        FogUnit.check(unit);
        ScenarioSource source = ScenarioSource.of(name);
        YamlNode document = document(name);
        Map<String, Path> named = new LinkedHashMap<>();
        if (!Scenarios.names().contains(name)) {
            Scenarios.readNaming(Path.of(name), named::put);
        }
        CarriedFiles carried = new CarriedFiles(named);
        FogExport.Result made = made(name, document, source, unit / 1000, carried.hashes());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("topology.json", FogTopologyFile.write(made.topology()));
        files.put("application.json", FogApplicationFile.write(made.application()));
        for (String each : carried.files().keySet()) {
            if (files.keySet().stream().anyMatch(Path.of(each)::startsWith)) {
                throw new InvalidInputException(name + ": names a file '" + each
                        + "', which must have another name, as export writes a file of this one");
            }
        }
        List<String> notes = new ArrayList<>(made.notes());
        clients(name, document)
                .ifPresent(file -> users(file, files, carried.files().keySet(), notes));
        try (NewFiles all = new NewFiles()) {
            all.folder(out);
            files.forEach((file, text) -> all.write(out.resolve(file), text));
            carried.files().forEach((file, from) -> all.copy(from, out.resolve(file)));
            all.keep();
        }
        wrote(out);
        notes.addAll(carried.notes());
        notes.forEach(note -> spec.commandLine().getOut().println("note: " + note));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Adds the positions of users, in files whose names no other file has; a scenario may say something else by these columns. */
    private static void users(Path clients, Map<String, String> files, Set<String> carried, List<String> notes) {
        FogNewNames names = new FogNewNames();
        // A folder's name is as good as a file's.
        carried.forEach(each -> names.file(Path.of(each).getName(0).toString(), ""));
        List<String> users = new ArrayList<>();
        try {
            FogUsers.traces(clients).forEach((user, trace) -> {
                String file = names.file(user, ".csv");
                files.put(file, trace.write());
                users.add(file.equals(user + ".csv") ? file : file + " (of user '" + user + "')");
            });
        } catch (InvalidInputException e) {
            notes.add("columns 'user' and 'positions' are not those that import writes, and no positions are written: "
                    + e.getMessage());
        }
        if (!users.isEmpty()) {
            notes.add("positions of users stand in " + String.join(", ", users)
                    + "; their values are those of the scenario, written anew (0 as 0.0), with the columns Latitude, Longitude"
                    + " and time_s");
        }
    }

    private static FogExport.Result made(
            String name, YamlNode document, ScenarioSource source, double unit, Map<String, String> files) {
        try {
            return FogExport.of(document, source.scenario(), unit, files);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(name + ": " + e.getMessage());
        }
    }

    /** Returns the file of clients of a scenario of the user's own. */
    private static Optional<Path> clients(String name, YamlNode document) {
        YamlNode clients = document.get("clients");
        return !Scenarios.names().contains(name) && clients.text("arrivals", "").equals("trace")
                ? Optional.of(Path.of(name).resolveSibling(clients.text("file")))
                : Optional.empty();
    }

    private static YamlNode document(String name) throws IOException {
        if (Scenarios.names().contains(name)) {
            return YamlNode.read(new StringReader(shipped("scenarios/" + name + ".yaml")), name);
        }
        return YamlNode.read(Path.of(name));
    }

    private int wrote(Path place) {
        spec.commandLine().getOut().println("Wrote " + place);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = Datasets.open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
