// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.StatUtils;

/** Several sessions of one process side by side, each of which runs one batch after another in a thread of its own. */
final class Tenants {
    /**
     * What one tenant does.
     *
     * @param clock that it looks at
     * @param inference its session
     * @param batch its batch
     */
    record Member(Clock clock, Inference inference, int batch) {}

    /**
     * What became of it.
     *
     * @param batch its batch
     * @param nanos how long each iteration took [ns], at least one
     */
    record Loop(int batch, long[] nanos) {
        private double[] values() {
            return Arrays.stream(nanos).asDoubleStream().toArray();
        }

        double mean() {
            return StatUtils.mean(values());
        }

        double median() {
            return StatUtils.percentile(values(), 50);
        }

        /** Returns the standard deviation, 0 of a single iteration. */
        double deviation() {
            return Math.sqrt(StatUtils.variance(values()));
        }
    }

    private Tenants() {}

    /**
     * Runs all once, one after another, and then from a common instant until each has passed a time.
     *
     * @param members at least one
     * @param nanos after which no further iteration begins [ns]
     * @return their loops
     */
    static List<Loop> run(List<Member> members, long nanos) {
        members.forEach(member -> member.inference.run(member.batch));
        ExecutorService threads = Executors.newFixedThreadPool(members.size());
        try {
            CyclicBarrier together = new CyclicBarrier(members.size());
            List<Future<Loop>> futures = new ArrayList<>();
            for (Member member : members) {
                futures.add(threads.submit(() -> {
                    together.await();
                    return loop(member, nanos);
                }));
            }
            List<Loop> loops = new ArrayList<>();
            for (Future<Loop> future : futures) {
                loops.add(future.get());
            }
            return loops;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Loop loop(Member member, long nanos) {
        long[] taken = new long[64];
        int count = 0;
        long begin = member.clock.nanos();
        long before = begin;
        while (count == 0 || before - begin < nanos) {
            member.inference.run(member.batch);
            long after = member.clock.nanos();
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = after - before;
            before = after;
        }
        return new Loop(member.batch, Arrays.copyOf(taken, count));
    }
}
