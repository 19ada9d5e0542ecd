// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;

/**
 * What {@link EcsrlGreedy} expects a choice to cost, and a price for those who come later: for the requests under way where
 * it goes, for the cloud's use, and for a second inference. A rule of eight numbers, told the weights as the agent is; what
 * a network must beat.
 */
final class EcsrlIndex implements SchedulingPolicy {
    /** The policy's name. */
    static final String NAME = "index";

    private final EcsrlIndexPrices prices;
    private final EcsrlMask mask;
    private final EcsrlDevices devices;
    private final EcsrlGreedy oneStep;
    private final EcsrlWeights weights;
    private final List<Instance> instances;
    private final double usualRate;

    /**
     * Makes the policy.
     *
     * @param scenario what is served, at its usual client rate
     * @param energyShare alpha / (alpha + beta), 0 to 1
     * @param prices what is added to the costs
     */
    EcsrlIndex(ServingScenario scenario, double energyShare, EcsrlIndexPrices prices) {
        this(scenario, energyShare, prices, EcsrlMask.NONE);
    }

    /** Makes a policy that chooses from what a mask leaves. */
    EcsrlIndex(ServingScenario scenario, double energyShare, EcsrlIndexPrices prices, EcsrlMask mask) {
        this.prices = prices;
        this.mask = mask;
        devices = new EcsrlDevices(scenario.topology());
        oneStep = new EcsrlGreedy(scenario, energyShare);
        weights = new EcsrlWeights(energyShare, false);
        instances = scenario.topology().instances();
        double weight = 0;
        double requests = 0;
        for (StreamClass streamClass : scenario.workload().classes()) {
            weight += streamClass.share();
            requests += streamClass.share() * streamClass.meanLifetime() * streamClass.rate();
        }
        usualRate = scenario.workload().clientRate() * requests / weight;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        int[] choices = devices.instances(request, view);
        mask.keep(choices, request, view);
        double rate = 0;
        for (int instance = 0; instance < instances.size(); instance++) {
            rate += view.load(instance);
        }
        double scarcity = Math.pow(rate / usualRate, prices.rate());
        int best = REJECT;
        double least = Double.POSITIVE_INFINITY;
        for (int device = 0; device < choices.length; device++) {
            if (choices[device] != REJECT) {
                double cost = cost(device, choices[device], request.classIndex(), scarcity, view);
                if (best == REJECT || cost < least) {
                    least = cost;
                    best = choices[device];
                }
            }
        }
        return best;
    }

    private double cost(int device, int choice, int streamClass, double scarcity, ServingView view) {
        double underWay = devices.underWay(instances.get(choice).workerIndex(), view);
        double crowd = underWay == 0 ? 0 : Math.pow(underWay, prices.crowd());
        double price = weights.beta(0) * prices.of(devices.names().get(device)) * crowd;
        if (!devices.isEdge(device)) {
            price += weights.alpha() * prices.cloud();
        }
        return oneStep.cost(choice, streamClass, view)
                + scarcity * price
                + prices.second() * oneStep.costOfSecond(choice, streamClass);
    }
}
