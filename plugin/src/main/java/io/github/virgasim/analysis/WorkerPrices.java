// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.OptionalLibrary;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.List;

/**
 * What a second of each worker is worth, in queries served: y(n), the dual solution of {@link ServableBound}'s linear
 * programme for the demand of the recent past. As demand fluctuates, y is the mean over demands from {@value #LEAST_DEMAND}
 * to {@value #MOST_DEMAND} times the one expected. For one run.
 */
public final class WorkerPrices {
    private static final double LEAST_DEMAND = 0.9;
    private static final double MOST_DEMAND = 1.3;
    private static final int DEMANDS = 5;

    private final double usable;
    private final double memory;
    /** The prices of all updates so far. */
    private final List<double[]> found;

    /** How many of them a run that comes later is to take instead of finding its own. */
    private final int known;

    private int updates;
    private double last;
    private RequestGroups groups;
    private double[] smoothed;
    private double[] price;

    /**
     * Makes prices that are not known before the first update.
     *
     * @param memory time over which demand is averaged, exponentially [s], positive
     * @param usable share of each worker that can be given out, as the scenario's admission limit says, above 0
     * @throws io.github.virgasim.input.InvalidInputException if a value breaks these rules, or ojAlgo is not on the class path
     */
    public WorkerPrices(double memory, double usable) {
        OptionalLibrary.OJALGO.require();
        this.memory = Checks.positive("memory [s] of bid prices", memory);
        this.usable = Checks.positive("usable share of a worker", usable);
        found = new ArrayList<>();
        known = 0;
    }

    private WorkerPrices(WorkerPrices before) {
        usable = before.usable;
        memory = before.memory;
        groups = before.groups;
        found = before.found;
        known = found.size();
    }

    /**
     * Makes the same prices for another run with the same clients and failures, on which alone they depend. As many updates
     * as there have been here so far cost nothing then, and there must be no more.
     *
     * @return prices that begin anew
     */
    public WorkerPrices again() {
        return new WorkerPrices(this);
    }

    /**
     * Finds the prices for the demand up to now.
     *
     * @param monitoring the system now; readings must come in order of time
     */
    public void update(Monitoring monitoring) {
        if (known > 0) {
            price = found.get(updates++);
            return;
        }
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
        found.add(price);
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

    /**
     * Returns what a query displaces: y(n) / capacity.
     *
     * @param instance where it would be served
     * @param streamClass gives its size
     * @return queries of others that its worker could serve in its time; O(1)
     */
    public double displaced(Instance instance, StreamClass streamClass) {
        int worker = instance.workerIndex();
        return price[worker] / groups.speed(worker) / instance.variant().capacity(streamClass.size());
    }
}
