// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/** The time that is measured, which tests replace. */
interface Clock {
    /** The JVM's own. */
    Clock SYSTEM = new Clock() {
        /** Sleepers wake up late by about this much; the rest is waited awake [ns]. */
        private static final long AWAKE = 300_000;

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long processorNanos() {
            return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
        }

        @Override
        public void waitUntil(long nanos) {
            for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                if (left > AWAKE) {
                    LockSupport.parkNanos(left - AWAKE);
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    };

    /** Returns nanoseconds since some instant; never falls. */
    long nanos();

    /** Returns how long the current thread has had a processor [ns]; 0 where the JVM cannot tell. */
    long processorNanos();

    /** Returns at an instant of this clock, or as soon after as the machine allows. */
    void waitUntil(long nanos);
}
