// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.workload.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written reads as what it was. */
class FogFilesTest {
    @TempDir
    Path folder;

    @Test
    void aTopologyGoesThroughItsFileUnchanged() {
        FogTopology read = FogTopologyFile.read(Samples.file(folder, "a.json", Samples.TOPOLOGY));
        assertEquals(
                List.of("cloud", "hub", "pole"),
                read.devices().stream().map(FogNode::name).toList());
        assertEquals(
                "{\"row\": 3, \"left\": true, \"tag\": \"a/b\"}",
                read.devices().get(1).extra().get("rack"));
        assertEquals(new FogDistribution.Normal(25, 2.5), read.sensors().get(1).distribution());
        assertEquals("hub", read.tree().parent("pole"));
        String text = FogTopologyFile.write(read);
        FogTopology again = FogTopologyFile.read(Samples.file(folder, "b.json", text));
        assertEquals(read, again);
        assertEquals(text, FogTopologyFile.write(again));
    }

    @Test
    void numbersKeepTheirKindAndValueHoweverLongTheyAre() {
        FogTopology odd = new FogTopology(
                List.of(
                        new FogNode.Device("cloud", Long.MAX_VALUE, 1, 1, 1, 0, 1e-7, Map.of()),
                        new FogNode.Device("d", 1, 1, 1, 1, 7, 1e20 / 3, Map.of("k", "[1, {}]"))),
                List.of(new FogLink("cloud", "d", 1.0 / 3, Map.of("km", "5"))),
                Map.of("by", "\"hand \\\"\\u0007\""));
        assertEquals(odd, FogTopologyFile.read(Samples.file(folder, "odd.json", FogTopologyFile.write(odd))));
    }

    @Test
    void anApplicationGoesThroughItsFileUnchanged() {
        FogApplication read = FogApplicationFile.read(Samples.file(folder, "app.json", Samples.APPLICATION));
        assertEquals(700.5, read.edges().get(1).cpuLength());
        String text = FogApplicationFile.write(read);
        assertEquals(read, FogApplicationFile.read(Samples.file(folder, "again.json", text)));
    }

    @Test
    void resourcesAndPositionsGoThroughTheirFilesUnchanged() {
        EdgeResources resources = EdgeResources.read(Samples.file(folder, "r.csv", Samples.RESOURCES));
        assertEquals(
                resources.all(),
                EdgeResources.read(Samples.file(folder, "s.csv", resources.write()))
                        .all());
        UserTrace user = UserTrace.read(Samples.file(folder, "u.csv", Samples.USER));
        assertEquals(10.5, user.positions().get(1).time());
        assertEquals(user, UserTrace.read(Samples.file(folder, "v.csv", user.write())));
    }

    @Test
    void positionsWithoutTimesGetEqualOnes() {
        Path file = Samples.file(folder, "u.csv", "Latitude,Longitude\n-1.5, 2.5\n\n-1.6, 2.5\n");
        assertEquals(
                List.of(new UserTrace.Position(0, -1.5, 2.5), new UserTrace.Position(30, -1.6, 2.5)),
                UserTrace.read(file, 30).positions());
        assertThrows(InvalidInputException.class, () -> UserTrace.read(file));
    }

    @Test
    void aUserIsAClientWhereverTheNearestGatewayIs() {
        EdgeResources resources = EdgeResources.read(Samples.file(folder, "r.csv", Samples.RESOURCES));
        UserTrace user = UserTrace.read(Samples.file(folder, "u.csv", Samples.USER));
        assertEquals(
                List.of(new Client(0, 4, 2, 20), new Client(20, 4, 3, 40)),
                user.clients(resources, 4, EdgeResource::id, 60));
        assertEquals(List.of(new Client(0, 4, 2, 15)), user.clients(resources, 4, EdgeResource::id, 15));
        assertThrows(InvalidInputException.class, () -> user.clients(resources, 4, EdgeResource::id, 0));
    }

    @Test
    void resourcesMakeATopology() {
        FogTopology made = EdgeResources.read(Samples.file(folder, "r.csv", Samples.RESOURCES))
                .topology(List.of());
        assertEquals(
                List.of("cloud", "res_1", "res_2", "res_3"),
                made.devices().stream().map(FogNode::name).toList());
        assertEquals("res_1", made.tree().parent("res_3"));
        assertEquals("res_2", made.tree().parent("usr_2"));
        assertEquals(2, made.sensors().size());
    }

    /** Three of the seven have blanks in names, which iFogSim2 itself refuses. */
    @Test
    void shippedFilesAreReadOrRefusedWithAReason() throws Exception {
        String home = System.getProperty("ifogsim.home");
        Assumptions.assumeTrue(home != null, "-Difogsim.home= names no copy of iFogSim2");
        int read = 0;
        try (Stream<Path> files = Files.list(Path.of(home, "topologies"))) {
            for (Path file : files.sorted().toList()) {
                boolean blanks = Files.readString(file).contains("GW 0");
                if (blanks) {
                    var refused = assertThrows(InvalidInputException.class, () -> FogTopologyFile.read(file));
                    assertTrue(refused.getMessage().contains("must have no blanks"), refused.getMessage());
                } else {
                    FogTopology topology = FogTopologyFile.read(file);
                    assertEquals(
                            topology,
                            FogTopologyFile.read(Samples.file(folder, "copy.json", FogTopologyFile.write(topology))));
                    read++;
                }
            }
        }
        assertEquals(4, read);
        EdgeResources resources = EdgeResources.read(Path.of(home, "dataset", "edgeResources-melbCBD.csv"));
        assertEquals(131, resources.all().size());
        assertEquals(118, resources.topology(List.of()).sensors().size());
        UserTrace user = UserTrace.read(Path.of(home, "dataset", "usersLocation-melbCBD_1.csv"), 20);
        assertEquals(82, user.positions().size());
    }
}
