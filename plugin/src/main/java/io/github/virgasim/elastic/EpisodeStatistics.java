// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Arrays;
import java.util.List;

/** The figures of an episode; memory depends on the longest completion time, not on the number of tasks. */
public final class EpisodeStatistics implements EpisodeObserver {
    private long[] completions = new long[16];
    private long completed;
    private long completionSum;
    private long timesteps;
    private long accumulationSum;
    private long largestAccumulation;
    private long[][] usedSum = new long[0][];

    @Override
    public void completed(ElasticTask task, long timestep) {
        int duration = Math.toIntExact(timestep - task.arrival() + 1);
        if (duration >= completions.length) {
            completions = Arrays.copyOf(completions, Math.max(duration + 1, 2 * completions.length));
        }
        completions[duration]++;
        completed++;
        completionSum += duration;
    }

    @Override
    public void passed(long timestep, long alive, List<Cluster> clusters) {
        timesteps++;
        accumulationSum += alive;
        largestAccumulation = Math.max(largestAccumulation, alive);
        if (usedSum.length == 0) {
            usedSum = new long[clusters.size()][clusters.get(0).capacity().kinds()];
        }
        for (int i = 0; i < usedSum.length; i++) {
            for (int kind = 0; kind < usedSum[i].length; kind++) {
                usedSum[i][kind] += clusters.get(i).used(kind);
            }
        }
    }

    /**
     * Returns the number of complete tasks.
     *
     * @return from 0
     */
    public long completed() {
        return completed;
    }

    /**
     * Returns the length of the episode.
     *
     * @return timesteps
     */
    public long timesteps() {
        return timesteps;
    }

    /**
     * Returns the sum of all completion times.
     *
     * @return timesteps
     */
    public long completionTimeSum() {
        return completionSum;
    }

    /**
     * Returns the mean completion time: timesteps from arrival to completion, waiting included, at least 1 each.
     *
     * @return timesteps, NaN without a complete task
     */
    public double meanCompletionTime() {
        return (double) completionSum / completed;
    }

    /**
     * Returns the number of tasks that were complete so many timesteps after their arrival.
     *
     * @param duration timesteps, not negative
     * @return from 0
     */
    public long completedWithin(int duration) {
        long within = 0;
        for (int i = 0; i <= Math.min(duration, completions.length - 1); i++) {
            within += completions[i];
        }
        return within;
    }

    /**
     * Returns a quantile of the completion times: the smallest that at least this share of tasks does not exceed.
     *
     * @param share above 0, at most 1
     * @return timesteps, 0 without a complete task
     */
    public int completionTimeQuantile(double share) {
        long wanted = (long) Math.ceil(share * completed);
        int duration = 0;
        for (long seen = 0; seen < wanted; seen += completions[duration]) {
            duration++;
        }
        return duration;
    }

    /**
     * Returns the sum over all timesteps of the tasks alive at their ends.
     *
     * @return tasks times timesteps
     */
    public long accumulationSum() {
        return accumulationSum;
    }

    /**
     * Returns the mean number of tasks alive at the end of a timestep (the paper's task accumulation).
     *
     * @return tasks, NaN before the first timestep
     */
    public double meanAccumulation() {
        return (double) accumulationSum / timesteps;
    }

    /**
     * Returns the largest number of tasks alive at the end of a timestep.
     *
     * @return tasks
     */
    public long largestAccumulation() {
        return largestAccumulation;
    }

    /**
     * Returns the mean use of a resource at the ends of timesteps, after complete tasks gave theirs back.
     *
     * @param cluster number, from 0
     * @param kind of resource, from 0
     * @return units
     */
    public double meanUsed(int cluster, int kind) {
        return (double) usedSum[cluster][kind] / timesteps;
    }
}
