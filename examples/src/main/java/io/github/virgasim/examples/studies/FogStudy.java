// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.ifogsim.FogExport;
import io.github.virgasim.ifogsim.FogImport;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * To iFogSim2 and back: a scenario becomes a topology that iFogSim2's reader takes, with GPUs, models and deadlines under a key
 * that it ignores; read again it is the same scenario. What the format has no place for is said.
 */
public final class FogStudy {
    private static final Map<String, String> SHORT = Map.of("serving.warmup_s", "20", "serving.duration_s", "60");

    private FogStudy() {}

    /**
     * Runs the study and prints notes and both runs.
     *
     * @param args not used
     * @throws IOException if files cannot be written
     */
    public static void main(String[] args) throws IOException {
        String name = "aset-dc-cloud";
        YamlNode document;
        try (var in = new InputStreamReader(Datasets.open("scenarios/" + name + ".yaml"), StandardCharsets.UTF_8)) {
            document = YamlNode.read(in, name);
        }
        // A unit of time in iFogSim2 stands for a millisecond.
        FogExport.Result exported = FogExport.of(document, Scenarios.named(name), 0.001);
        exported.notes().forEach(note -> System.out.println("note: " + note));
        Path folder = Files.createTempDirectory("fog");
        Path topology = folder.resolve("topology.json");
        Path scenario = folder.resolve("again.yaml");
        Path clients = folder.resolve("clients.csv");
        ServingScenario again;
        try {
            Files.writeString(topology, FogTopologyFile.write(exported.topology()));
            FogImport.Result imported = FogImport.of(FogTopologyFile.read(topology), "again", "clients.csv", 0.001);
            Files.writeString(scenario, imported.scenario());
            Files.writeString(clients, imported.clients());
            again = Scenarios.read(scenario, SHORT, file -> {});
        } finally {
            for (Path file : new Path[] {topology, scenario, clients, folder}) {
                Files.deleteIfExists(file);
            }
        }
        TextTable table = new TextTable("scenario", "sites", "workers", "offered", "served", "late", "mean ms");
        for (ServingScenario one : new ServingScenario[] {Scenarios.named(name, SHORT), again}) {
            var run = ServingRun.execute(one, new LeastImpedance(), 1).summary();
            table.row(
                    one.name(),
                    Integer.toString(one.topology().sites().size()),
                    Integer.toString(one.topology().workers().size()),
                    Long.toString(run.offered()),
                    Long.toString(run.served()),
                    Long.toString(run.late()),
                    TextTable.number(1000 * run.meanLatency(), 3));
        }
        System.out.print(table);
    }
}
