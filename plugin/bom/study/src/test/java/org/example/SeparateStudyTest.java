// SPDX-License-Identifier: GPL-3.0-or-later
package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;
import org.junit.jupiter.api.Test;

class SeparateStudyTest {
    /** CloudSim Plus, what it brings, and what only this test brings. */
    private static final Pattern NOT_OF_VIRGA = Pattern.compile("(cloudsimplus|commons-lang3|commons-collections4|gson"
            + "|error_prone_annotations|logback-(core|classic)|slf4j-api|annotations|junit-.*|opentest4j|apiguardian-api|surefire-.*)"
            + "-[0-9.]+\\.jar");

    private static List<String> jars() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .map(entry -> new File(entry).getName())
                .filter(name -> name.endsWith(".jar"))
                .collect(Collectors.toList());
    }

    @Test
    void servesQueries() {
        Log.setLevel(Level.OFF);
        var simulation = new CloudSimPlus();
        var scenario = Scenarios.named("aset-full-edge").withLambda(20);
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        var broker = new InferenceBroker(simulation, scenario, StaticPolicies.named("closest"), 1);
        simulation.start();
        var result = broker.getStatistics();
        assertTrue(result.served() > 100_000, "served " + result.served());
        assertEquals(result.offered(), result.served() + result.late() + result.rejected());
    }

    /** A study that only serves takes at most 15 jars beside CloudSim Plus and its own; libraries of agents are not among them. */
    @Test
    void takesFewJars() {
        boolean agents = Boolean.getBoolean("agents");
        List<String> jars = jars().stream()
                .filter(name -> !NOT_OF_VIRGA.matcher(name).matches())
                .collect(Collectors.toList());
        assertTrue(jars.stream().anyMatch(name -> name.startsWith("virga-0")), jars.toString());
        assertTrue(jars.size() <= (agents ? 17 : 15), jars.size() + ": " + jars);
        assertEquals(agents, jars.stream().anyMatch(name -> name.startsWith("encog-core")), jars.toString());
        assertEquals(agents, jars.stream().anyMatch(name -> name.startsWith("ojalgo")), jars.toString());
    }

    @Test
    void bidPricesNeedWhatTheStudyAdds() {
        var settings = Scenarios.named("aset-full-edge").settings();
        if (Boolean.getBoolean("agents")) {
            assertEquals("bid-price", BidPrice.of(settings).name());
            return;
        }
        try {
            BidPrice.of(settings);
        } catch (IllegalArgumentException expected) {
            assertTrue(expected.getMessage().contains("org.ojalgo:ojalgo"), expected.getMessage());
            return;
        }
        throw new AssertionError("ojAlgo is on the class path");
    }
}
