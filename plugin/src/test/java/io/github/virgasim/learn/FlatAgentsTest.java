// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.learn.FlatEnvironment.View;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlatAgentsTest {
    private static final int MOST = 20;

    private static FlatAgents flat() {
        return new FlatAgents(new SharedJobs(), MOST, "rounds");
    }

    @Test
    void shapesFollowFromTheGraph() {
        FlatSpec spec = flat().spec();
        assertEquals(2 + MOST * 3, spec.observation().size());
        assertEquals("free units of own agent", spec.observation().names().get(0));
        assertEquals("free units of agent +1", spec.observation().names().get(1));
        assertEquals("job 0 is there", spec.observation().names().get(2));
        assertEquals(2, spec.parts().size());
        assertEquals(MOST + 1, spec.parts().get(0).size());
        assertEquals((MOST + 1) * (1 + 3), spec.maskSize());
        assertEquals(MOST + 1 + 2 * 3, spec.maskAt(1, 2));
    }

    @Test
    void whatIsAllowedIsWhatTheEnvironmentTakes() {
        SplittableRandom random = new SplittableRandom(3);
        for (long seed = 0; seed < 20; seed++) {
            FlatAgents environment = flat();
            View view = environment.reset(seed);
            double time = 0;
            while (!view.ended()) {
                int[] actions = draw(environment.spec(), view.allowed(), random);
                view = environment.step(actions);
                assertTrue(view.time() >= time);
                time = view.time();
            }
            assertThrows(IllegalStateException.class, () -> environment.step(new int[4]));
        }
    }

    private static int[] draw(FlatSpec spec, boolean[] allowed, SplittableRandom random) {
        int[] actions = new int[4];
        for (int at = 0; at < 4; at++) {
            int from = at / 2 * spec.maskSize() + spec.maskAt(at % 2, actions[at - at % 2]);
            do {
                actions[at] = random.nextInt(spec.parts().get(at % 2).size());
            } while (!allowed[from + actions[at]]);
        }
        return actions;
    }

    @Test
    void aJobThatBothPickGoesToTheLowerNumber() {
        FlatAgents environment = flat();
        long seed = 0;
        View view = environment.reset(seed);
        while (!view.allowed()[1]) {
            view = environment.reset(++seed);
        }
        int[] actions = {1, 0, 1, 0};
        int from = environment.spec().maskAt(1, 1);
        while (!view.allowed()[from + actions[1]]) {
            actions[1]++;
            actions[3]++;
        }
        View after = environment.step(actions);
        assertEquals(3 - (actions[1] + 1), free(after, 0), "the first agent holds the units");
        assertEquals(3, free(after, 1), "the second none");
    }

    private static double free(View view, int agent) {
        return view.observation()[agent * (view.observation().length / 2)];
    }

    @Test
    void choicesThatAreNotAllowedAreRefused() {
        FlatAgents environment = flat();
        assertThrows(IllegalStateException.class, () -> environment.step(new int[4]));
        environment.reset(1);
        for (int[] bad : new int[][] {{MOST, 0, 0, 0}, {-1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 3}, {0, 0, 99, 0}}) {
            assertThrows(IllegalArgumentException.class, () -> environment.step(bad));
        }
    }
}
