// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

/** Time that passes only when somebody works or waits, and at which sleepers may wake up late. */
final class FakeClock implements Clock {
    private final long oversleeps;
    private long now = 5_000_000_000L;
    private long worked;

    FakeClock() {
        this(0);
    }

    FakeClock(long oversleeps) {
        this.oversleeps = oversleeps;
    }

    /** Works for some time, with a processor for a share of it. */
    void work(long nanos, double share) {
        now += nanos;
        worked += (long) (share * nanos);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long processorNanos() {
        return worked;
    }

    @Override
    public void waitUntil(long nanos) {
        if (nanos > now) {
            now = nanos + oversleeps;
        }
    }
}
