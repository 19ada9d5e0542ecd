// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Two agents with three units each share jobs that need 1 to 3 units and are done at once; a job left over costs both. Units
 * come back when time passes, which it does when nobody starts anything.
 */
final class SharedJobs implements MultiAgentEnvironment {
    private static final int UNITS = 3;
    private static final int LENGTH = 6;

    private final GraphSpec spec = new GraphSpec(
            List.of(
                    new GraphSpec.NodeType("agent", new ObservationSpec(List.of("free units"))),
                    new GraphSpec.NodeType("job", new ObservationSpec(List.of("need", "age")))),
            List.of(new GraphSpec.Relation("sees", 0, 1)),
            1);
    private final List<int[]> jobs = new ArrayList<>();
    private final int[] free = new int[2];
    private UniformRandomProvider random;
    private int time;
    private boolean running;

    @Override
    public int agents() {
        return 2;
    }

    @Override
    public GraphSpec observation() {
        return spec;
    }

    @Override
    public List<ActionSpec> parts() {
        return List.of(new ActionSpec(Stream.of(1, 2, 3).map(n -> n + " units").toList()));
    }

    @Override
    public GraphObservation reset(long seed) {
        random = new RandomStreams(seed).stream("jobs");
        jobs.clear();
        time = 0;
        running = true;
        pass();
        return observe();
    }

    private void pass() {
        Arrays.fill(free, UNITS);
        jobs.forEach(job -> job[1]++);
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            jobs.add(new int[] {1 + random.nextInt(UNITS), 0});
        }
    }

    private GraphObservation observe() {
        int[] all = IntStream.range(0, jobs.size()).toArray();
        float[] seen = new float[2 * all.length];
        int[] from = new int[2 * all.length];
        int[] to = new int[2 * all.length];
        for (int i : all) {
            seen[2 * i] = jobs.get(i)[0];
            seen[2 * i + 1] = jobs.get(i)[1];
            from[2 * i + 1] = 1;
            to[2 * i] = i;
            to[2 * i + 1] = i;
        }
        return new GraphObservation(
                spec, new float[][] {{free[0], free[1]}, seen}, new int[][] {from}, new int[][] {to}, new int[][] {
                    all, all
                });
    }

    @Override
    public void allowed(int agent, int[] chosen, int part, boolean[] allowed) {
        for (int i = 0; i < allowed.length; i++) {
            int need = jobs.get(part == 0 ? i : chosen[0])[0];
            allowed[i] = need <= free[agent] && (part == 0 || i + 1 == need);
        }
    }

    @Override
    public MultiAgentStep step(int[][] actions) {
        if (!running) {
            throw new IllegalStateException("the episode has ended");
        }
        List<int[]> started = new ArrayList<>();
        for (int agent = 0; agent < 2; agent++) {
            if (actions[agent][0] != NOTHING) {
                int[] job = jobs.get(actions[agent][0]);
                if (started.contains(job) || job[0] > free[agent] || actions[agent][1] + 1 != job[0]) {
                    throw new IllegalArgumentException("job " + actions[agent][0] + " is taken or does not fit");
                }
                free[agent] -= job[0];
                started.add(job);
            }
        }
        jobs.removeAll(started);
        if (!started.isEmpty()) {
            return new MultiAgentStep(observe(), new double[2], 0, false, false);
        }
        double cost = -jobs.size();
        time++;
        running = time < LENGTH;
        pass();
        return new MultiAgentStep(observe(), new double[] {cost, cost}, 1, false, !running);
    }

    @Override
    public Identity identity() {
        return Identity.of("jobs", "shared").with("length", LENGTH);
    }
}
