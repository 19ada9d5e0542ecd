// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.Monitoring;
import java.util.Arrays;
import java.util.List;

/** What an agent is paid for a window: 1 minus the share of queries that failed in it. */
public enum ServingReward {
    /** ASET's reward: failures are the queries rejected at once or lost; responses that come late are not counted. */
    INSTANT_FAILURES("instant-failures"),
    /** Failures are queries rejected, lost or answered late. */
    ALL_FAILURES("all-failures");

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
     * @param label instant-failures or all-failures
     * @return the reward
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static ServingReward named(String label) {
        List<String> labels = Arrays.stream(values()).map(ServingReward::label).toList();
        return values()[labels.indexOf(Checks.oneOf("reward", label, labels))];
    }

    /** The rewards of one run: differences between successive readings. */
    final class Meter {
        private long ended;
        private long failed;

        /** Returns the reward for the window since the last reading, 0 to 1; 1 if no query ended in it. */
        double read(Monitoring monitoring) {
            long nowEnded = 0;
            long nowFailed = 0;
            for (int k = 0; k < monitoring.classes().size(); k++) {
                nowEnded += monitoring.served(k) + monitoring.late(k) + monitoring.rejected(k);
                nowFailed += monitoring.rejected(k) + (ServingReward.this == ALL_FAILURES ? monitoring.late(k) : 0);
            }
            double share = nowEnded == ended ? 0 : (double) (nowFailed - failed) / (nowEnded - ended);
            ended = nowEnded;
            failed = nowFailed;
            return 1 - share;
        }
    }
}
