// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

/**
 * Whether a worker is up, and if not, why: it has failed, it is not there, or both. These are two causes that come and go on
 * their own. A recovery ends a failure and does not bring a worker that is not there; a worker that comes does not end a
 * failure. What happens twice changes nothing the second time.
 *
 * <table>
 *   <caption>What follows</caption>
 *   <tr><th>from</th><th>{@link #fail}</th><th>{@link #recover}</th><th>{@link #leave}</th><th>{@link #come}</th></tr>
 *   <tr><td>UP</td><td>FAILED</td><td>UP</td><td>ABSENT</td><td>UP</td></tr>
 *   <tr><td>FAILED</td><td>FAILED</td><td>UP</td><td>FAILED_AND_ABSENT</td><td>FAILED</td></tr>
 *   <tr><td>ABSENT</td><td>FAILED_AND_ABSENT</td><td>ABSENT</td><td>ABSENT</td><td>UP</td></tr>
 *   <tr><td>FAILED_AND_ABSENT</td><td>FAILED_AND_ABSENT</td><td>ABSENT</td><td>FAILED_AND_ABSENT</td><td>FAILED</td></tr>
 * </table>
 *
 * <p>On the way from UP a worker loses its queries, its streams and its power; on the way to UP it loads what it had in
 * memory. On all other ways nothing happens. That variants are still being loaded is no state of the worker, which is up.
 */
public enum WorkerState {
    /** There, and has not failed. */
    UP,
    /** There, and has failed. */
    FAILED,
    /** Not there: in CloudSim Plus, without a VM. */
    ABSENT,
    /** Has failed, and is not there either. */
    FAILED_AND_ABSENT;

    /**
     * Returns the state after a failure.
     *
     * @return as the table says
     */
    public WorkerState fail() {
        return of(true, isAbsent());
    }

    /**
     * Returns the state after a recovery.
     *
     * @return as the table says
     */
    public WorkerState recover() {
        return of(false, isAbsent());
    }

    /**
     * Returns the state after the worker has been taken away.
     *
     * @return as the table says
     */
    public WorkerState leave() {
        return of(hasFailed(), true);
    }

    /**
     * Returns the state after the worker has been put there.
     *
     * @return as the table says
     */
    public WorkerState come() {
        return of(hasFailed(), false);
    }

    private boolean hasFailed() {
        return this == FAILED || this == FAILED_AND_ABSENT;
    }

    private boolean isAbsent() {
        return this == ABSENT || this == FAILED_AND_ABSENT;
    }

    private static WorkerState of(boolean failed, boolean absent) {
        if (failed) {
            return absent ? FAILED_AND_ABSENT : FAILED;
        }
        return absent ? ABSENT : UP;
    }
}
