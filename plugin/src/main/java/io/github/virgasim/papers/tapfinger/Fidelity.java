// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Eligibility;
import io.github.virgasim.elastic.PowerLawProgress;

/** The choices where TapFinger's paper and its published runs differ, under one name each. */
public enum Fidelity {
    /** What the paper describes. */
    PAPER(ElasticSetting.RefillOrder.QUEUE_FIRST, PowerLawProgress.Rule.DIFFERENCE, Eligibility.BANDWIDTH),
    /** What the runs behind the published figures did. */
    PUBLISHED(ElasticSetting.RefillOrder.ARRIVALS_FIRST, PowerLawProgress.Rule.ADDED, Eligibility.UNIFORM_COUNT);

    private final ElasticSetting.RefillOrder refill;
    private final PowerLawProgress.Rule progress;
    private final Eligibility eligibility;

    Fidelity(ElasticSetting.RefillOrder refill, PowerLawProgress.Rule progress, Eligibility eligibility) {
        this.refill = refill;
        this.progress = progress;
        this.eligibility = eligibility;
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
}
