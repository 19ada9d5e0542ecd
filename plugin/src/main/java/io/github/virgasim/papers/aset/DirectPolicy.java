// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PreemptingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings;

/**
 * An agent that binds each stream itself: one network scores each pair that has room, by what {@link DirectFeatures} see of
 * it, and adds that to what bid-price control thinks of it; the highest score is taken, and no pair if none is above 0. The
 * scores do not depend on the order of the candidates or on how many there are. A network whose outputs are 0 is bid-price
 * control. Where the scenario allows preemption, no share is kept free, and a stream that would be rejected may take the place
 * of others ({@link Preemption}).
 *
 * <p>O(n) time in the number of candidates; prices as for {@link io.github.virgasim.analysis.BidPrice}. For one run.
 */
final class DirectPolicy implements AdaptivePolicy, PreemptingPolicy {
    private static final double PERIOD = 10;
    private static final double MEMORY = 40;

    private final String name;
    private final QNetwork network;
    private final WorkerPrices prices;
    private final DirectFeatures features;
    private Preemption preemption;

    /**
     * Makes a policy.
     *
     * @param name in tables
     * @param network with as many inputs as there are features, and one output; not shared with other threads
     * @param prices of the run
     */
    DirectPolicy(String name, QNetwork network, WorkerPrices prices) {
        this.name = name;
        this.network = network;
        this.prices = prices;
        features = new DirectFeatures(prices);
    }

    /** Makes the prices that it needs in a run. */
    static WorkerPrices prices(ServingSettings settings) {
        return new WorkerPrices(MEMORY, Math.min(1, settings.maxUtilization()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double period() {
        return PERIOD;
    }

    @Override
    public void decide(Monitoring monitoring) {
        prices.update(monitoring);
        if (preemption == null) {
            preemption = new Preemption(monitoring);
        }
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        double least = features.leastDisplaced(request, candidates, view);
        int best = REJECT;
        double highest = 0;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = candidates.farthest(rank);
            int instance = candidates.instance(position);
            double room = view.room(instance, request);
            if (room >= 0) {
                double[] seen = features.of(request, candidates, position, least, room, view);
                double score = DirectFeatures.prior(seen) + network.values(seen)[0];
                if (score > highest) {
                    highest = score;
                    best = instance;
                }
            }
        }
        return best == REJECT && view.preempts() ? preemption.choose(request, view) : best;
    }

    @Override
    public int victim(StreamRequest request, int instance, ServingView view) {
        return preemption.victim();
    }
}
