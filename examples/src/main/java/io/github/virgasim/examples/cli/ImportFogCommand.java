// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.FogApplication;
import io.github.virgasim.ifogsim.FogApplicationFile;
import io.github.virgasim.ifogsim.FogDifferences;
import io.github.virgasim.ifogsim.FogExport;
import io.github.virgasim.ifogsim.FogImport;
import io.github.virgasim.ifogsim.FogTopology;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.ifogsim.FogUsers;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a scenario of iFogSim2's files. */
@Command(
        name = "ifogsim",
        description = "Makes a scenario of a topology or a data set of edge resources of iFogSim2, and says what it"
                + " assumes and leaves out, here and at the top of the scenario.")
final class ImportFogCommand implements Callable<Integer> {
    private static final String ENDING = ".yaml";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Topology (JSON), or edge resources (a name ending in .csv).")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Scenario to be written, NAME.yaml; NAME-clients.csv, or the files that an exported"
                    + " scenario names, may come beside it.")
    private Path out;

    @Option(
            names = "--time-unit-ms",
            paramLabel = "MS",
            description = "What a unit of time stands for (default: what the topology says, or else 1).")
    private Double unit;

    @Option(
            names = "--application",
            paramLabel = "FILE",
            description =
                    "What becomes of the sensors' tuples, in the form of the application.json of export: classes are"
                            + " made of it. Beside a topology that export has made, it is only compared.")
    private Path application;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Positions of a user, with the columns Latitude, Longitude and time_s; may be given again. Users are"
                            + " the clients then, where each is nearest to. FILE must be edge resources.")
    private List<Path> users = List.of();

    @Option(
            names = "--user-interval-s",
            paramLabel = "S",
            description = "Time between positions, for users' files without the column time_s.")
    private Double interval;

    @Override
    public Integer call() {
        NewFile.require(out);
        String fileName = out.getFileName() == null ? "" : out.getFileName().toString();
        if (!fileName.endsWith(ENDING) || fileName.equals(ENDING)) {
            throw new InvalidInputException("--out must name a file that ends in .yaml, was '" + out + "'");
        }
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        Path clients = out.resolveSibling(name + "-clients.csv");
        List<String> notes = new ArrayList<>();
        Optional<FogApplication> load = Optional.ofNullable(application).map(FogApplicationFile::read);
        boolean isCsv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        checkUsers(isCsv);
        FogTopology topology;
        Optional<FogUsers> them = Optional.empty();
        if (isCsv) {
            EdgeResources resources = EdgeResources.read(file);
            topology = resources.topology(load.map(FogApplication::sensorTypes).orElse(List.of()));
            notes.addAll(resources.notes());
            if (!users.isEmpty()) {
                them = Optional.of(FogUsers.read(resources, users, optional(interval)));
            }
        } else {
            topology = FogTopologyFile.read(file);
        }
        load.ifPresent(one -> check(one, topology));
        FogImport.Result made = made(topology, name, clients.getFileName().toString(), load, them);
        notes.addAll(made.notes());
        List<Path> beside = write(made, clients, topology, load, notes);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(
                "Wrote " + out + beside.stream().map(one -> " and " + one).collect(Collectors.joining()));
        notes.forEach(note -> terminal.println("note: " + oneLine(note)));
        terminal.flush();
        return 0;
    }

    private void checkUsers(boolean isCsv) {
        if (interval != null) {
            Checks.positive("--user-interval-s", interval);
            if (users.isEmpty()) {
                throw new InvalidInputException(
                        "--user-interval-s must be left out without --users, was '" + interval + "'");
            }
        }
        if (!users.isEmpty() && !isCsv) {
            throw new InvalidInputException(
                    "--users must come with edge resources (.csv), which say where gateways are; was '" + file + "'");
        }
    }

    private void check(FogApplication one, FogTopology topology) {
        try {
            if (!topology.extra().containsKey(FogExport.KEY)) {
                FogImport.check(one);
            }
        } catch (InvalidInputException e) {
            throw new InvalidInputException(application + ": " + e.getMessage());
        }
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private FogImport.Result made(
            FogTopology topology, String name, String clients, Optional<FogApplication> load, Optional<FogUsers> them) {
        try {
            OptionalDouble own = FogImport.timeUnit(topology);
            if (unit != null && own.isPresent() && own.getAsDouble() != unit / 1000) {
                throw new InvalidInputException(
                        "--time-unit-ms must be left out, as the topology says what a unit of time is, "
                                + 1000 * own.getAsDouble() + " ms; was '" + unit + "'");
            }
            double taken = unit == null ? 1 : FogUnit.check(unit);
            return FogImport.of(topology, name, clients, taken / 1000, load, them);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage());
        }
    }

    /**
     * Writes the scenario and what belongs beside it, or leaves nothing behind; what has been written is read, so that nothing
     * stays that could not be.
     *
     * @return what stands beside the scenario
     */
    private List<Path> write(
            FogImport.Result result,
            Path clients,
            FogTopology topology,
            Optional<FogApplication> load,
            List<String> notes) {
        try (NewFiles made = new NewFiles()) {
            made.write(out, result.scenario());
            Map<String, String> carried = files(topology);
            List<Path> beside = new ArrayList<>(CarriedFiles.copy(file, carried, out, made, notes));
            if (!result.clients().isEmpty()) {
                made.write(clients, result.clients());
                beside.add(clients);
            }
            notes.addAll(read(result, topology, load, carried));
            if (!notes.isEmpty()) {
                NewFile.rewrite(out, comments(notes) + result.scenario());
            }
            made.keep();
            return beside;
        }
    }

    private Map<String, String> files(FogTopology topology) {
        try {
            return FogImport.files(topology);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage());
        }
    }

    private String comments(List<String> notes) {
        StringBuilder text = new StringBuilder(
                "# Made of iFogSim2's " + oneLine(file.getFileName().toString()) + ":\n");
        notes.forEach(note -> text.append("# - ").append(oneLine(note)).append('\n'));
        return text.toString();
    }

    /** Takes out what would end a comment or is refused in one. */
    private static String oneLine(String note) {
        return note.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{FEFF}\\x{FFFE}\\x{FFFF}]", "?");
    }

    /** Reads what has been written, and tells where files that go by keys of Virga were changed besides. */
    private List<String> read(
            FogImport.Result made, FogTopology topology, Optional<FogApplication> load, Map<String, String> carried) {
        List<String> notes = new ArrayList<>();
        Map<String, Path> named = new LinkedHashMap<>();
        try {
            ServingScenario scenario;
            OptionalDouble own = FogImport.timeUnit(topology);
            try {
                scenario = Scenarios.readNaming(out, named::put);
            } finally {
                if (own.isPresent()) {
                    // Whether a file may be taken comes before what is in it.
                    CarriedFiles.check(file, carried.keySet(), named, notes);
                }
            }
            if (own.isPresent()) {
                CarriedFiles.checkAllNamed(file, carried.keySet(), named);
                FogExport.Result again = FogExport.of(YamlNode.read(out), scenario, own.getAsDouble());
                notes.addAll(FogDifferences.between(topology, again.topology()));
                load.ifPresent(one -> notes.addAll(FogDifferences.between(one, again.application())));
            }
            return notes;
        } catch (InvalidInputException e) {
            if (e.getMessage().startsWith(file + ": ")) {
                throw e;
            }
            throw new FogPlaces(out, file, application).of(e, made, carried.keySet());
        }
    }
}
