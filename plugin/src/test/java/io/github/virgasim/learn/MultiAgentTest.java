// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MultiAgentTest {
    private static final ObservationSpec TWO = new ObservationSpec(List.of("a", "b"));
    private static final GraphSpec SPEC = new GraphSpec(
            List.of(new GraphSpec.NodeType("x", TWO), new GraphSpec.NodeType("y", TWO)),
            List.of(new GraphSpec.Relation("x to y", 0, 1)),
            1);

    private static GraphObservation graph(float[] x, float[] y, int[] from, int[] to, int[] candidates) {
        return new GraphObservation(
                SPEC, new float[][] {x, y}, new int[][] {from}, new int[][] {to}, new int[][] {candidates});
    }

    @Test
    void aToyKeepsTheContract() {
        int steps = 0;
        for (long seed = 0; seed < 20; seed++) {
            steps += MultiAgentContract.check(new SharedJobs(), seed, 1000);
        }
        assertTrue(steps > 120, "steps in which no time passes are among them");
    }

    @Test
    void graphsCountTheirNodesAndEdges() {
        GraphObservation graph = graph(new float[2], new float[6], new int[] {0, 0}, new int[] {1, 2}, new int[] {2});
        assertEquals(1, graph.nodes(0));
        assertEquals(3, graph.nodes(1));
        assertEquals(2, graph.edges(0));
        assertEquals(
                0,
                graph(new float[0], new float[0], new int[0], new int[0], new int[0])
                        .nodes(1));
    }

    @Test
    void graphsThatDoNotFitAreRefused() {
        int[] none = {};
        int[] one = {0};
        assertRefused(() -> graph(new float[3], new float[2], none, none, none));
        assertRefused(() -> graph(new float[2], new float[2], one, none, none));
        assertRefused(() -> graph(new float[2], new float[2], one, new int[] {1}, none));
        assertRefused(() -> graph(new float[2], new float[2], none, none, new int[] {-1}));
        assertRefused(() -> new GraphObservation(SPEC, new float[1][], new int[1][], new int[1][], new int[0][]));
        assertThrows(InvalidInputException.class, () -> new GraphSpec(SPEC.nodeTypes(), SPEC.relations(), 2));
    }

    private static void assertRefused(Executable made) {
        assertThrows(IllegalArgumentException.class, made);
    }

    @Test
    void theCommonRewardIsTheSum() {
        GraphObservation graph = graph(new float[0], new float[0], new int[0], new int[0], new int[0]);
        MultiAgentStep step = new MultiAgentStep(graph, new double[] {-1, 0.25}, 1, false, true);
        assertEquals(-0.75, step.totalReward());
        assertTrue(step.ended());
    }

    @Test
    void anIdentityHasEachPartOnce() {
        Identity identity = Identity.of("reward", "plain").with(Identity.of("length_s", 30.0));
        assertEquals("30.0", identity.parts().get("length_s"));
        assertThrows(IllegalArgumentException.class, () -> identity.with("reward", "other"));
    }
}
