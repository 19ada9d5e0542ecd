// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.builders.tables.CsvTable;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.api.Test;

class EnergyTableBuilderTest {
    private final CloudSimPlus simulation = Fixtures.simulation();

    @Test
    void printsARowForEachWorkerThatAddUp() {
        EdgeDatacenter.forScenario(simulation, Fixtures.TOPOLOGY);
        var broker = new InferenceBroker(simulation, Fixtures.scenario(), StaticPolicies.named("closest"), 1);
        simulation.start();
        var bytes = new ByteArrayOutputStream();
        var table = new CsvTable();
        table.setPrintStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        new EnergyTableBuilder(broker, table).build();

        List<String[]> rows = bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Arrays.stream(line.split(",")).map(String::strip).toArray(String[]::new))
                .filter(cells -> cells.length == 7)
                .toList();
        assertEquals(
                List.of("Worker", "Site", "Device", "Busy", "Mean power", "Energy", "Per answer"),
                List.of(rows.get(0)));
        ServingEngine engine = broker.getEngine();
        double perAnswer = 0;
        for (int worker = 0; worker < 4; worker++) {
            String[] cells = rows.get(rows.size() - 4 + worker);
            assertEquals(Fixtures.TOPOLOGY.workers().get(worker).name(), cells[0]);
            assertEquals(engine.energy(worker), Double.parseDouble(cells[5]), 0.005);
            assertEquals(engine.energy(worker) / engine.now(), Double.parseDouble(cells[4]), 0.005);
            perAnswer += Double.parseDouble(cells[6]);
        }
        Monitoring counts = engine.monitoring();
        double answered = IntStream.range(0, 3)
                .mapToDouble(k -> counts.served(k) + counts.late(k))
                .sum();
        double energy = IntStream.range(0, 4).mapToDouble(engine::energy).sum();
        assertEquals(energy / answered, perAnswer, 0.02);
    }

    @Test
    void isMarkdownByDefault() {
        var broker = new InferenceBroker(simulation, Fixtures.scenario(), StaticPolicies.named("closest"), 1);
        assertInstanceOf(MarkdownTable.class, new EnergyTableBuilder(broker).getTable());
    }
}
