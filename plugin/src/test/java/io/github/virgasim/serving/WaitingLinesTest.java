// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {
    private static final int[][] INSTANCES = {{0, 1, 2, 3, 4}, {5, 6}};

    private final Queries queries = new Queries();
    private final Queues queues = new Queues(7);
    private final WaitingLines lines = new WaitingLines(INSTANCES, queries, queues);

    /** Queries come and leave at random, many of them at the same time; the lines are those of a scan with a sort. */
    @Test
    void linesAreInTheOrderOfTheOldestQueries() {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
        double now = 0;
        int longest = 0;
        for (int i = 0; i < 100_000; i++) {
            int worker = random.nextInt(2);
            int instance = INSTANCES[worker][random.nextInt(INSTANCES[worker].length)];
            now += random.nextInt(3) / 2;
            if (random.nextInt(100) < 49) {
                come(worker, instance, now);
            } else if (queues.length(instance) > 0) {
                queries.remove(queues.pull(instance));
                lines.firstLeft(worker, instance);
            }
            assertEquals(expected(worker), actual(worker));
            longest = Math.max(longest, lines.length(worker));
        }
        assertEquals(5, longest);
    }

    private void come(int worker, int instance, double now) {
        int query = queries.add(now, 0, instance, 0, 0);
        queries.arrived(query, now);
        queues.push(instance, query);
        if (queues.length(instance) == 1) {
            lines.join(worker, instance);
        }
    }

    private List<Integer> expected(int worker) {
        List<Integer> waiting = new ArrayList<>();
        for (int instance : INSTANCES[worker]) {
            if (queues.length(instance) > 0) {
                waiting.add(instance);
            }
        }
        waiting.sort(Comparator.comparingDouble(instance -> queries.arrived(queues.first(instance))));
        return waiting;
    }

    private List<Integer> actual(int worker) {
        List<Integer> line = new ArrayList<>();
        for (int place = 0; place < lines.length(worker); place++) {
            line.add(lines.at(worker, place));
        }
        return line;
    }
}
