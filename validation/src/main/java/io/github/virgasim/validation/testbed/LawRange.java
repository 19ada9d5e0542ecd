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

    private final Profile profile;

    LawRange(Profile profile) {
        this.profile = profile;
    }

    /** Tells whether a run of closed loops lies in it. */
    boolean holds(SharedRun run) {
        List<SharedRun.Member> members = run.members();
        return run.isGraph()
                && members.stream().allMatch(m -> profile.measured(m, run.share()))
                && within(run.kind(), SideBySide.MOST_TENANTS, members.size())
                && (!run.isLimited() || run.percentage() >= profile.bound(SideBySide.SMALLEST_LIMIT, 0))
                && members.stream()
                        .allMatch(m -> isRecorded(run.kind(), m.batch(), profile.solo(m, run.share())));
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
                    || !isRecorded(run.share, batch, times.alone(run.model, run.mode, size, batch))) {
                return false;
            }
        }
        return within(tenants.get(0).share, SideBySide.MOST_TENANTS, tenants.size());
    }

    /** Tells whether a law was recorded with batches that are as long, or side by side as large. */
    private boolean isRecorded(String kind, int batch, double seconds) {
        return kind.equals("ts")
                ? seconds <= LONGER * profile.bound(TurnFit.LONGEST_BATCH, Double.POSITIVE_INFINITY)
                : within(kind, SideBySide.LARGEST_BATCH, batch);
    }

    private boolean within(String kind, String figure, int value) {
        return value <= profile.bound((kind.equals("ts") ? "turns" : kind) + figure, Double.POSITIVE_INFINITY);
    }
}
