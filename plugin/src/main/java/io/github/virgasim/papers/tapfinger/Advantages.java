// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.papers.tapfinger.Episode.Step;
import java.util.Arrays;
import java.util.List;

/**
 * How much better each step went than its siblings: generalised advantages (Schulman et al. 2016) without discount, in
 * which reward and value are taken relative to their means over episodes with the same arrivals at the same timestep. The
 * reward of a timestep is minus the number of tasks alive.
 */
final class Advantages {
    private final float lambda;
    private final float scale;
    private final float empty;
    private final float[] meanAlive;
    private final float[] meanValue;

    /**
     * Prepares the advantages of episodes with the same arrivals.
     *
     * @param siblings episodes, over
     * @param lambda how far an advantage looks ahead, from 0 to 1, per timestep
     * @param scale what a value of 1 is worth, in tasks times timesteps
     * @param empty value of a system without tasks
     */
    Advantages(List<Episode> siblings, float lambda, float scale, float empty) {
        this.lambda = lambda;
        this.scale = scale;
        this.empty = empty;
        int longest = siblings.stream().mapToInt(Episode::timesteps).max().orElseThrow();
        meanAlive = new float[longest + 1];
        meanValue = new float[longest + 1];
        for (Episode episode : siblings) {
            float[] values = firstValues(episode, longest);
            for (int t = 0; t <= longest; t++) {
                meanAlive[t] += episode.alive(t) / siblings.size();
                meanValue[t] += values[t] / siblings.size();
            }
        }
    }

    private float[] firstValues(Episode episode, int longest) {
        float[] values = new float[longest + 1];
        Arrays.fill(values, empty);
        int seen = -1;
        for (Step step : episode.steps) {
            if (step.timestep() > seen) {
                values[step.timestep()] = step.value();
                seen = step.timestep();
            }
        }
        return values;
    }

    /** Returns the advantage of each step of an episode, in units of the scale. */
    float[] of(Episode episode) {
        List<Step> steps = episode.steps;
        float[] advantages = new float[steps.size()];
        float next = 0;
        for (int k = steps.size() - 1; k >= 0; k--) {
            Step step = steps.get(k);
            int t = step.timestep();
            boolean last = k + 1 == steps.size();
            boolean passes = last || steps.get(k + 1).timestep() > t;
            float after = last ? empty : steps.get(k + 1).value();
            float gain = after - step.value();
            if (passes) {
                gain += meanValue[t] - meanValue[t + 1] - (episode.alive(t) - meanAlive[t]) / scale;
            }
            next = gain + (passes ? lambda : 1) * next;
            advantages[k] = next;
        }
        return advantages;
    }
}
