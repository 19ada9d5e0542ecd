// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import java.util.List;

/**
 * How far the laws of sharing of a calibration were recorded. One that a recording says nothing of has no range beyond a tenant
 * alone, as its parameters are those of another device.
 */
final class LawRange {
    /** Two processes with the same model differ by up to 8 %, so that a batch that takes a little longer may be the same one. */
    private static final double LONGER = 1.1;

    private static final String TURNS = "ts";

    private final Profile profile;

    LawRange(Profile profile) {
        this.profile = profile;
    }

    /** Tells whether a run of closed loops lies in it. */
    boolean holds(SharedRun run) {
        return run.isGraph()
                && within(run.kind(), SideBySide.MOST_TENANTS, run.members().size())
                && (!run.isLimited() || isLimitKnown(run))
                && run.members().stream()
                        .allMatch(m -> profile.measured(m, run.share())
                                && isRecorded(
                                        run.kind(),
                                        m.model(),
                                        m.size().size(),
                                        m.batch(),
                                        profile.solo(m, run.share())));
    }

    /** Tells whether what a limit on threads does, to each and to all, rests on no other device's constants. */
    private boolean isLimitKnown(SharedRun run) {
        return run.percentage() >= profile.bound(SideBySide.SMALLEST_LIMIT, 0)
                && (run.isSolo() || profile.identifies(SideBySide.MEMORY))
                && run.members().stream()
                        .allMatch(m -> profile.identifies(SideBySide.LIMITED)
                                || profile.lowestLimit(m, run.percentage()) != null
                                || !run.isSolo()
                                        && profile.limited(m, run.percentage()).isPresent());
    }

    /** Tells whether servers beside each other lie in it, each with its size. */
    boolean holds(List<ServedRun> tenants, List<Sizes.Size> sizes) {
        Times times = profile.times();
        for (int t = 0; t < tenants.size(); t++) {
            ServedRun run = tenants.get(t);
            String size = sizes.get(t).size();
            int batch = run.largestBatch;
            if (!sizes.get(t).certain()
                    || !times.covers(run.model, run.mode, size, batch)
                    || !isRecorded(run.share, run.model, size, batch, times.alone(run.model, run.mode, size, batch))) {
                return false;
            }
        }
        return tenants.size() > 1 && within(tenants.get(0).share, SideBySide.MOST_TENANTS, tenants.size());
    }

    /** Tells whether a law was recorded with batches that are as long, or side by side with such as weigh as much in it. */
    private boolean isRecorded(String kind, String model, String size, int batch, double seconds) {
        if (kind.equals(TURNS)) {
            return seconds <= LONGER * profile.bound(TurnFit.LONGEST_BATCH, Double.POSITIVE_INFINITY);
        }
        Times times = profile.times();
        return within(kind, SideBySide.LARGEST_BATCH, batch)
                && within(kind, SideBySide.LARGEST_OCCUPANCY, times.occupancy(model, size, batch) / LONGER)
                && within(kind, SideBySide.LARGEST_LENGTH, times.length(model, size, batch) / LONGER);
    }

    private boolean within(String kind, String figure, double value) {
        String law = kind.equals(TURNS) ? "turns" : kind;
        // A way of sharing that has no law, as turns under a limit on threads, was recorded with nobody.
        return value
                <= profile.bound(law + figure, figure.equals(SideBySide.MOST_TENANTS) ? 0 : Double.POSITIVE_INFINITY);
    }
}
