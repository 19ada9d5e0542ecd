// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class GreedyAgentTest {
    @Test
    void takesTheLowestOfEqualActions() {
        assertEquals(0, GreedyAgent.best(new double[] {1, 1, 1}));
        assertEquals(1, GreedyAgent.best(new double[] {0, 3, 3}));
        assertEquals(2, GreedyAgent.best(new double[] {-3, -2, -1}));
        assertEquals(0, new GreedyAgent(new QNetwork(List.of(2, 3, 4), Activation.RELU)).act(new double[] {5, 6}));
    }

    @Test
    void refusesWhatIsNotANumber() {
        GreedyAgent agent = new GreedyAgent(new QNetwork(List.of(2, 4), Activation.RELU));
        assertThrows(InvalidInputException.class, () -> agent.act(new double[] {1, Double.NaN}));
        assertThrows(InvalidInputException.class, () -> agent.act(new double[] {1}));
    }

    @Test
    void keepsItsWeights() {
        QNetwork network = new QNetwork(List.of(1, 2), Activation.RELU);
        GreedyAgent agent = new GreedyAgent(network);
        network.weights()[3] = 1;
        assertEquals(0, agent.act(new double[] {1}));
    }

    @Test
    void decidesWithoutAllocating() {
        UniformRandomProvider random = new RandomStreams(1).stream("test");
        GreedyAgent agent = new GreedyAgent(QNetwork.random(List.of(60, 64, 64, 8), Activation.RELU, random));
        double[][] observations = new double[64][];
        for (int i = 0; i < observations.length; i++) {
            observations[i] = random.doubles(60, -1, 1).toArray();
        }
        decide(agent, observations, 20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        int decisions = 50_000;
        decide(agent, observations, decisions);
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        // The measurement itself may allocate a little; one object per decision would be 800 kB.
        assertTrue(allocated < 10_000, allocated + " bytes for all decisions");
    }

    private static void decide(GreedyAgent agent, double[][] observations, int decisions) {
        int sum = 0;
        for (int i = 0; i < decisions; i++) {
            sum += agent.act(observations[i % observations.length]);
        }
        assertTrue(sum >= 0);
    }
}
