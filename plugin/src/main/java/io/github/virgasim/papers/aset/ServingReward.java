// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.serving.ServingStatistics;
import java.util.Arrays;
import java.util.List;

/** What an agent is paid for a window: 1 minus the share of queries that failed in it. */
public enum ServingReward {
    /** ASET's reward: failures are the queries rejected at once or lost; responses that come late are not counted. */
    INSTANT_FAILURES("instant-failures"),
    /** Failures are queries rejected, lost or answered late. */
    ALL_FAILURES("all-failures"),
    /**
     * The mean over the classes of each one's share of such failures, so that a class of few queries counts as much as one of
     * many, and none can be given up for another at a gain.
     */
    CLASS_FAILURES("class-failures");

    private final String label;

    ServingReward(String label) {
        this.label = label;
    }

    /**
     * Returns the name used on command lines and in files.
     *
     * @return lower case, words joined by hyphens
     */
    public String label() {
        return label;
    }

    /**
     * Finds a reward by its name.
     *
     * @param label instant-failures, all-failures or class-failures
     * @return the reward
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static ServingReward named(String label) {
        List<String> labels = Arrays.stream(values()).map(ServingReward::label).toList();
        return values()[labels.indexOf(Checks.oneOf("reward", label, labels))];
    }

    /** Returns the reward for numbers of queries by class, of which {@code late} and {@code rejected} are parts: 0 to 1, 1 for none. */
    private double of(long[] ended, long[] late, long[] rejected) {
        double share = 0;
        if (this == CLASS_FAILURES) {
            int classes = 0;
            for (int k = 0; k < ended.length; k++) {
                if (ended[k] > 0) {
                    share += (double) (rejected[k] + late[k]) / ended[k];
                    classes++;
                }
            }
            return 1 - (classes == 0 ? 0 : share / classes);
        }
        long all = Arrays.stream(ended).sum();
        long failed = Arrays.stream(rejected).sum()
                + (this == ALL_FAILURES ? Arrays.stream(late).sum() : 0);
        return 1 - (all == 0 ? 0 : (double) failed / all);
    }

    /**
     * Scores a run that has ended as a single window of all its queries.
     *
     * @param run the outcome
     * @param classes number of classes
     * @return 0 to 1
     */
    double of(ServingStatistics run, int classes) {
        long[] ended = new long[classes];
        long[] late = new long[classes];
        long[] rejected = new long[classes];
        for (int k = 0; k < classes; k++) {
            ended[k] = run.offered(k);
            late[k] = run.late(k);
            rejected[k] = run.rejected(k);
        }
        return of(ended, late, rejected);
    }

    /** The rewards of one run: differences between successive readings. */
    final class Meter {
        private long[] ended = new long[0];
        private long[] late = new long[0];
        private long[] rejected = new long[0];

        /** Returns the reward for the window since the last reading, 0 to 1; 1 if no query ended in it. */
        double read(Monitoring monitoring) {
            int classes = monitoring.classes().size();
            long[] nowEnded = new long[classes];
            long[] nowLate = new long[classes];
            long[] nowRejected = new long[classes];
            for (int k = 0; k < classes; k++) {
                nowLate[k] = monitoring.late(k);
                nowRejected[k] = monitoring.rejected(k);
                nowEnded[k] = monitoring.served(k) + nowLate[k] + nowRejected[k];
            }
            double reward = of(minus(nowEnded, ended), minus(nowLate, late), minus(nowRejected, rejected));
            ended = nowEnded;
            late = nowLate;
            rejected = nowRejected;
            return reward;
        }

        /** Returns what has come since a reading, which is empty at first. */
        private static long[] minus(long[] now, long[] before) {
            long[] difference = now.clone();
            for (int k = 0; k < before.length; k++) {
                difference[k] -= before[k];
            }
            return difference;
        }
    }
}
