// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.OptionalLibrary;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * Bid-price control: a stream takes the pair where it displaces the least, and none if it displaces more than it brings.
 *
 * <p>Every period the dual of {@link ServableBound}'s linear programme is solved for the demand of the recent past; its
 * solution y(n) is what a second of worker n is worth, in queries served. A query of a stream costs y(n) / capacity at
 * worker n. As demand fluctuates, y is the mean over demands from {@value #LEAST_DEMAND} to {@value #MOST_DEMAND} times the
 * one expected. A pair whose expected delay takes more than {@value #TIGHT} of the deadline costs {@value #LATE} more, as
 * jitter makes about that share of its answers late. Among pairs of equal cost the farthest is taken, and of equally far
 * ones that with the most room: where y is 0 everywhere this is nearly the policy "farthest".
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

    private static final double PERIOD = 10;
    private static final double MEMORY = 40;
    private static final double LEAST_DEMAND = 0.9;
    private static final double MOST_DEMAND = 1.3;
    private static final int DEMANDS = 5;
    private static final double MOST_COST = 1.3;
    private static final double RESERVE = 0.04;
    private static final double TIGHT = 0.9;
    private static final double LATE = 0.1;
    private static final double SAME = 1e-3;

    private final double period;
    private final double usable;
    private final double memory;
    private double last;
    private RequestGroups groups;
    private double[] smoothed;
    private double[] price;

    /**
     * Makes a policy for one run.
     *
     * @param period time between prices [s], positive
     * @param memory time over which demand is averaged, exponentially [s], positive
     * @param usable share of each worker that can be given out, as the scenario's admission limit says, above 0
     * @throws io.github.virgasim.input.InvalidInputException if a value breaks these rules, or ojAlgo is not on the class path
     */
    public BidPrice(double period, double memory, double usable) {
        OptionalLibrary.OJALGO.require();
        this.period = Checks.positive("period [s] of bid prices", period);
        this.memory = Checks.positive("memory [s] of bid prices", memory);
        this.usable = Checks.positive("usable share of a worker", usable);
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
        if (groups == null) {
            groups = new RequestGroups(monitoring.topology(), monitoring.classes());
        }
        double[] present = demand(monitoring);
        double kept = smoothed == null ? 0 : Math.exp((last - monitoring.now()) / memory);
        last = monitoring.now();
        smoothed = smoothed == null ? present : smoothed;
        for (int g = 0; g < present.length; g++) {
            smoothed[g] = kept * smoothed[g] + (1 - kept) * present[g];
        }
        price = new double[groups.workers()];
        for (int i = 0; i < DEMANDS; i++) {
            double level = LEAST_DEMAND + i * (MOST_DEMAND - LEAST_DEMAND) / (DEMANDS - 1);
            double[] prices = PriceProgramme.prices(groups, smoothed, level, usable, monitoring);
            for (int n = 0; n < price.length; n++) {
                price[n] += prices[n] / DEMANDS;
            }
        }
    }

    /** Returns the rate of each group now [queries/s], clients being where they usually are. */
    private double[] demand(Monitoring monitoring) {
        EdgeTopology topology = monitoring.topology();
        List<StreamClass> classes = monitoring.classes();
        double weights =
                topology.sites().stream().mapToDouble(Site::clientWeight).sum();
        double[] demand = new double[groups.size()];
        for (int site = 0; site < topology.sites().size(); site++) {
            double share = topology.sites().get(site).clientWeight() / weights;
            for (int k = 0; k < classes.size(); k++) {
                demand[groups.groupOf(site, k)] +=
                        share * monitoring.clients(k) * classes.get(k).rate();
            }
        }
        return demand;
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
            int worker = instance.workerIndex();
            double displaced = price[worker]
                    / groups.speed(worker)
                    / instance.variant().capacity(request.streamClass().size());
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
