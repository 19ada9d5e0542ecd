// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A way out of a small maze from any free cell: a reward of -1 for each move, moves into walls are ruled out, cut off
 * after 60 moves. A cell is seen as one component that is 1.
 */
final class Maze implements Environment {
    private static final String[] PLAN = {
        "..#..", //
        ".#...", "...#.", ".#...", "..#.E"
    };
    private static final int SIDE = PLAN.length;
    private static final int CELLS = SIDE * SIDE;
    private static final int[] EAST_OF = {0, 1, 0, -1};
    private static final int[] SOUTH_OF = {-1, 0, 1, 0};
    private static final int LONGEST = 60;

    private int cell;
    private int moves;

    private static int after(int from, int action) {
        int x = from % SIDE + EAST_OF[action];
        int y = from / SIDE + SOUTH_OF[action];
        boolean inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
        return inside && PLAN[y].charAt(x) != '#' ? y * SIDE + x : -1;
    }

    /** The fewest moves from each cell to the exit, by breadth-first search; large where there is no way. */
    static int[] fewestMoves() {
        int[] fewest = new int[CELLS];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        Deque<Integer> open = new ArrayDeque<>(List.of(CELLS - 1));
        fewest[CELLS - 1] = 0;
        while (!open.isEmpty()) {
            int at = open.remove();
            for (int action = 0; action < 4; action++) {
                int next = after(at, action);
                if (next >= 0 && fewest[next] == Integer.MAX_VALUE) {
                    fewest[next] = fewest[at] + 1;
                    open.add(next);
                }
            }
        }
        return fewest;
    }

    int cell() {
        return cell;
    }

    private double[] state() {
        double[] state = new double[CELLS];
        state[cell] = 1;
        return state;
    }

    @Override
    public double[] reset(long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("maze");
        int[] fewest = fewestMoves();
        do {
            cell = random.nextInt(CELLS - 1);
        } while (fewest[cell] == Integer.MAX_VALUE);
        moves = 0;
        return state();
    }

    @Override
    public boolean[] allowed() {
        boolean[] allowed = new boolean[4];
        for (int action = 0; action < 4; action++) {
            allowed[action] = after(cell, action) >= 0;
        }
        return allowed;
    }

    @Override
    public EnvironmentStep step(int action) {
        int next = after(cell, action);
        if (next < 0) {
            throw new IllegalArgumentException(
                    "there is a wall " + actions().names().get(action));
        }
        cell = next;
        moves++;
        boolean out = cell == CELLS - 1;
        return new EnvironmentStep(state(), -1, out, !out && moves == LONGEST);
    }

    @Override
    public ObservationSpec observation() {
        return new ObservationSpec(
                IntStream.range(0, CELLS).mapToObj(i -> "cell " + i).toList());
    }

    @Override
    public ActionSpec actions() {
        return new ActionSpec(List.of("north", "east", "south", "west"));
    }

    @Override
    public Identity identity() {
        return Identity.of("problem", "maze");
    }
}
