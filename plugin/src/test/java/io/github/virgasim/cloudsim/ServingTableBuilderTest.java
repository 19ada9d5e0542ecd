// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingStatistics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloudsimplus.builders.tables.CsvTable;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.api.Test;

class ServingTableBuilderTest {
    @Test
    void printsARowForEachClass() {
        CloudSimPlus simulation = Fixtures.simulation();
        EdgeDatacenter.forScenario(simulation, Fixtures.TOPOLOGY);
        var broker = new InferenceBroker(simulation, Fixtures.scenario(), StaticPolicies.named("closest"), 1);
        simulation.terminateAt(100);
        simulation.start();
        ServingStatistics statistics = broker.getStatistics();

        var bytes = new ByteArrayOutputStream();
        var table = new CsvTable();
        table.setPrintStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        new ServingTableBuilder(statistics, Fixtures.CLASSES, table).build();

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).startsWith("Class,Offered,Served,Late,Rejected,Under way,"), lines.get(0));
        assertEquals(
                List.of("headset", "camera", "drone"),
                lines.stream()
                        .skip(2)
                        .map(line -> line.split(",")[0])
                        .filter(name -> !name.isEmpty())
                        .toList());
        String[] cells = lines.get(3).split(",");
        assertEquals("camera", cells[0].strip());
        assertEquals(statistics.offered(1), Long.parseLong(cells[1].strip()));
        assertEquals(statistics.served(1), Long.parseLong(cells[2].strip()));
        assertEquals(statistics.underWay(1), Long.parseLong(cells[5].strip()));
        assertTrue(statistics.underWay() > 0);
        assertEquals(1e3 * statistics.meanLatency(1), Double.parseDouble(cells[7].strip()), 0.005);
    }

    @Test
    void isMarkdownByDefault() {
        CloudSimPlus simulation = Fixtures.simulation();
        var broker = new InferenceBroker(simulation, Fixtures.scenario(), StaticPolicies.named("closest"), 1);
        assertInstanceOf(MarkdownTable.class, new ServingTableBuilder(broker).getTable());
    }
}
