// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.util.function.IntToLongFunction;

/** A model whose batches take what a law says. */
final class FakeModel implements ModelSource {
    private final FakeClock clock;
    private final IntToLongFunction law;
    private final boolean batches;
    private final double share;
    int open;

    /**
     * Makes a model.
     *
     * @param clock that its work moves
     * @param law time of a batch [ns]
     * @param batches whether more than one query is possible
     * @param share of its time with a processor
     */
    FakeModel(FakeClock clock, IntToLongFunction law, boolean batches, double share) {
        this.clock = clock;
        this.law = law;
        this.batches = batches;
        this.share = share;
    }

    FakeModel(FakeClock clock, IntToLongFunction law) {
        this(clock, law, true, 1);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public long bytes() {
        return 7;
    }

    @Override
    public Inference load() {
        open++;
        return new Inference() {
            @Override
            public Query query() {
                return new Query("32", "tokens", "float32");
            }

            @Override
            public boolean batches() {
                return batches;
            }

            @Override
            public void run(int batch) {
                clock.work(law.applyAsLong(batch), share);
            }

            @Override
            public void close() {
                open--;
            }
        };
    }
}
