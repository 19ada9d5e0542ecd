// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;
import org.junit.jupiter.api.Test;

/** What happens on a class path without Encog and ojAlgo, which Virga does not bring along. */
class OptionalLibrariesTest {
    /** A study that serves queries; what it returns is how many. */
    public static final class Serving implements Callable<String> {
        @Override
        public String call() {
            Log.setLevel(Level.WARN);
            var simulation = new CloudSimPlus();
            var whole = Scenarios.named("aset-full-edge").withLambda(10);
            var scenario = whole.withSettings(whole.settings().withDuration(700));
            EdgeDatacenter.forScenario(simulation, scenario.topology());
            var broker = new InferenceBroker(simulation, scenario, new LeastImpedance(), 1);
            simulation.start();
            return Long.toString(broker.getStatistics().served());
        }
    }

    /** Makes a network. */
    public static final class Network implements Callable<String> {
        @Override
        public String call() {
            return new QNetwork(List.of(2, 3, 1), Activation.TANH).layers().toString();
        }
    }

    /** Makes a policy that solves linear programmes. */
    public static final class Prices implements Callable<String> {
        @Override
        public String call() {
            return BidPrice.of(Scenarios.named("aset-full-edge").settings()).name();
        }
    }

    private static String without(Class<? extends Callable<String>> study) throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("encog-core") && !entry.contains("ojalgo"))
                .map(OptionalLibrariesTest::url)
                .toArray(URL[]::new);
        try (var loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            for (String type : new String[] {"org.encog.Encog", "org.ojalgo.OjAlgoUtils"}) {
                assertThrows(ClassNotFoundException.class, () -> loader.loadClass(type), type);
                Class.forName(type, false, OptionalLibrariesTest.class.getClassLoader());
            }
            Object object =
                    loader.loadClass(study.getName()).getDeclaredConstructor().newInstance();
            return (String) ((Callable<?>) object).call();
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void servingNeedsNeither() throws Exception {
        assertEquals(new Serving().call(), without(Serving.class));
    }

    @Test
    void agentsAndBidPricesNameTheDependencyToAdd() throws Exception {
        assertEquals("[2, 3, 1]", new Network().call());
        assertEquals("bid-price", new Prices().call());
        String network =
                assertThrows(Exception.class, () -> without(Network.class)).toString();
        assertTrue(
                network.endsWith(
                        "InvalidInputException: neural agents need the library org.encog:encog-core, which is not on"
                                + " the class path: add it to the study's dependencies (virga-bom has its version)"),
                network);
        String prices =
                assertThrows(Exception.class, () -> without(Prices.class)).toString();
        assertTrue(prices.contains("InvalidInputException: bid prices need the library org.ojalgo:ojalgo,"), prices);
    }
}
