// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.Instance;

/**
 * Bid-price control: a stream takes the pair where it displaces the least, and none if it displaces more than it brings.
 *
 * <p>What a query displaces at a worker is what {@link WorkerPrices} say, every period anew. A pair whose expected delay
 * takes more than {@value #TIGHT} of the deadline costs {@value #LATE} more, as jitter makes about that share of its
 * answers late. Among pairs of equal cost the farthest is taken, and of equally far ones that with the most room: where
 * prices are 0 everywhere this is nearly the policy "farthest".
 *
 * <p>Costs up to {@value #MOST_COST} are accepted rather than up to 1, since the marginal class of the programme costs
 * about 1; but a stream must leave {@value #RESERVE} times cost squared (1 at most) of the worker free, so that those which
 * displace much do not take what is released before those which displace little can ask (trunk reservation).
 *
 * <p>Not one of ASET's policies: it shows what knowing the demand of each class is worth. Sources: bid-price controls of
 * network revenue management and means of randomised programmes (Talluri and van Ryzin 1998, Management Science 44(11);
 * 1999, Transportation Science 33(2)); trunk reservation in loss networks (Kelly 1991, Annals of Applied Probability 1(3)).
 * The numbers are our choice, on other seeds than those of the published tables. A choice takes O(n) time in the number of
 * candidates; each programme has a row for each group of requests and each worker that may serve it.
 */
public final class BidPrice implements AdaptivePolicy {
    /** The policy's name. */
    public static final String NAME = "bid-price";

    /** Costs up to this are accepted. */
    public static final double MOST_COST = 1.3;

    /** Share of a worker that a stream of cost 1 must leave free. */
    public static final double RESERVE = 0.04;

    /** Share of the deadline from which on an expected delay is tight. */
    public static final double TIGHT = 0.9;

    /** What a tight delay costs. */
    public static final double LATE = 0.1;

    private static final double PERIOD = 10;
    private static final double MEMORY = 40;
    private static final double SAME = 1e-3;

    private final double period;
    private final WorkerPrices prices;

    /**
     * Makes a policy for one run.
     *
     * @param period time between prices [s], positive
     * @param memory time over which demand is averaged, exponentially [s], positive
     * @param usable share of each worker that can be given out, as the scenario's admission limit says, above 0
     * @throws io.github.virgasim.input.InvalidInputException if a value breaks these rules, or ojAlgo is not on the class path
     */
    public BidPrice(double period, double memory, double usable) {
        this.period = Checks.positive("period [s] of bid prices", period);
        prices = new WorkerPrices(memory, usable);
    }

    /**
     * Makes a policy for one run: prices every 10 s for the demand of the last 40 s or so.
     *
     * @param settings give the admission limit
     * @return a new policy
     */
    public static BidPrice of(ServingSettings settings) {
        return new BidPrice(PERIOD, MEMORY, settings.maxUtilization());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double period() {
        return period;
    }

    @Override
    public void decide(Monitoring monitoring) {
        prices.update(monitoring);
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        int best = REJECT;
        double least = MOST_COST;
        double mostRoom = 0;
        double delay = Double.NaN;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int position = candidates.farthest(rank);
            Instance instance = view.instances().get(candidates.instance(position));
            double displaced = prices.displaced(instance, request.streamClass());
            boolean tight =
                    candidates.latency(position) > TIGHT * request.streamClass().deadline();
            double cost = tight ? displaced + LATE : displaced;
            double room = view.room(instance.index(), request);
            boolean better = cost < least - SAME;
            boolean roomier = cost < least + SAME && candidates.networkDelay(position) == delay && room > mostRoom;
            if ((better || roomier) && room >= RESERVE * Math.min(1, displaced * displaced)) {
                least = Math.min(least, cost);
                mostRoom = room;
                delay = candidates.networkDelay(position);
                best = instance.index();
            }
        }
        return best;
    }
}
