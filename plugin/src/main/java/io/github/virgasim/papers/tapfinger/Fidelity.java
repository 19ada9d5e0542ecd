// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Eligibility;
import io.github.virgasim.elastic.PowerLawProgress;
import java.util.Locale;

/** The choices where TapFinger's paper and its published runs differ, under one name each. */
public enum Fidelity {
    /** What the paper describes. */
    PAPER(
            ElasticSetting.RefillOrder.QUEUE_FIRST,
            PowerLawProgress.Rule.DIFFERENCE,
            Eligibility.BANDWIDTH,
            2,
            0.1 + 1e-9),
    /** What the runs behind the published figures did. */
    PUBLISHED(
            ElasticSetting.RefillOrder.ARRIVALS_FIRST, PowerLawProgress.Rule.ADDED, Eligibility.UNIFORM_COUNT, 3, 0.1);

    private final ElasticSetting.RefillOrder refill;
    private final PowerLawProgress.Rule progress;
    private final Eligibility eligibility;
    private final double multiTaskRate;
    private final double longGain;

    Fidelity(
            ElasticSetting.RefillOrder refill,
            PowerLawProgress.Rule progress,
            Eligibility eligibility,
            double multiTaskRate,
            double longGain) {
        this.refill = refill;
        this.progress = progress;
        this.eligibility = eligibility;
        this.multiTaskRate = multiTaskRate;
        this.longGain = longGain;
    }

    /**
     * Tells by which of the two an experiment was made.
     *
     * @param experiment of {@link TapFinger}
     * @return PAPER if the tasks queued longest take free slots, otherwise PUBLISHED
     */
    static Fidelity of(ElasticExperiment experiment) {
        return experiment.setting().refill() == PAPER.refill ? PAPER : PUBLISHED;
    }

    /** Returns the name on a command line and in files. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns who takes pending slots that became free.
     *
     * @return the order
     */
    public ElasticSetting.RefillOrder refill() {
        return refill;
    }

    /**
     * Returns what a traced task gains from its curve.
     *
     * @return the rule
     */
    public PowerLawProgress.Rule progress() {
        return progress;
    }

    /**
     * Returns how eligible clusters are drawn.
     *
     * @return the draw
     */
    public Eligibility eligibility() {
        return eligibility;
    }

    /**
     * Returns the rate of arrivals where three clusters start several tasks in a timestep.
     *
     * @return tasks per timestep
     */
    public double multiTaskRate() {
        return multiTaskRate;
    }

    /**
     * Returns the gain of the long task in the test of the pointer network. With 0.1, as published, it takes 11 timesteps
     * and not 10, since ten times 0.1 is less than 1 in binary numbers.
     *
     * @return progress per timestep
     */
    public double longGain() {
        return longGain;
    }
}
