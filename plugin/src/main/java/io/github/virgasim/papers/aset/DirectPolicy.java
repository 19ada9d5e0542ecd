// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PreemptingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings;
import java.util.function.ToDoubleFunction;

/**
 * A policy that binds each stream itself: it scores each pair that has room by what {@link DirectFeatures} see of it, and,
 * where the scenario allows preemption, each pair without room together with each class whose streams could give way there.
 * The highest score is taken, and nothing if none is above 0; of equal ones that of the farthest pair. The scores do not
 * depend on the order of the candidates or on how many there are.
 *
 * <p>O(n m K) time for n candidates, m instances on a worker and K classes; prices as for {@link
 * io.github.virgasim.analysis.BidPrice}. For one run.
 */
final class DirectPolicy implements AdaptivePolicy, PreemptingPolicy {
    private static final double PERIOD = 10;
    private static final double MEMORY = 40;
    private static final int NOBODY = -1;

    private final String name;
    private final ToDoubleFunction<double[]> scores;
    private final WorkerPrices prices;
    private DirectFeatures features;
    private int classes;
    private double highest;
    private int best;
    private int victim;

    /**
     * Makes a policy.
     *
     * @param name in tables
     * @param scores what is seen of a pair; not shared with other threads
     * @param prices of the run
     */
    DirectPolicy(String name, ToDoubleFunction<double[]> scores, WorkerPrices prices) {
        this.name = name;
        this.scores = scores;
        this.prices = prices;
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
        if (features == null) {
            features = new DirectFeatures(prices, monitoring);
            classes = monitoring.classes().size();
        }
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        double least = features.leastDisplaced(request, candidates, view);
        best = REJECT;
        highest = 0;
        victim = NOBODY;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = candidates.farthest(rank);
            int instance = candidates.instance(position);
            double room = view.room(instance, request);
            if (room >= 0) {
                features.look(request, candidates, position, least, view);
                compare(instance, NOBODY, features.alone(room, view));
            } else if (view.preempts() && room > Double.NEGATIVE_INFINITY) {
                features.look(request, candidates, position, least, view);
                for (int k = 0; k < classes; k++) {
                    if (k != request.classIndex()) {
                        compare(instance, k, features.preempting(request, k, -room, view));
                    }
                }
            }
        }
        return best;
    }

    private void compare(int instance, int givesWay, double[] seen) {
        double score = seen == null ? 0 : scores.applyAsDouble(seen);
        if (score > highest) {
            highest = score;
            best = instance;
            victim = givesWay;
        }
    }

    @Override
    public int victim(StreamRequest request, int instance, ServingView view) {
        return victim;
    }
}
