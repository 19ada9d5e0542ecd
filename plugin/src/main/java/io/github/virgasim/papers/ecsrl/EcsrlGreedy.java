// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.SecondInference;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The device that adds least to ECSRL's objective if no other request comes. It knows the model: what the request's
 * processing takes, the chance that it needs a second inference and what that takes, by how much the request would be
 * slowed down, and by how much it would slow down those that run. The latter have half their time left on the mean, so
 * half of their slowdown counts (our choice).
 */
final class EcsrlGreedy implements SchedulingPolicy {
    /** The policy's name. */
    public static final String NAME = "greedy";

    private static final double TIME_LEFT = 0.5;

    private final EcsrlDevices devices;
    private final EcsrlObjective objective;
    private final EcsrlWeights weights;
    private final List<Instance> instances;
    private final Slowdown[] slowdown;
    /** Energy of an inference for each instance and class [J]. */
    private final double[][] energy;
    /** How likely a second inference follows. */
    private final double[][] secondChance;
    /** The energy that it takes if it follows [J]. */
    private final double[][] secondEnergy;

    /**
     * Makes the policy.
     *
     * @param scenario what is served, at its usual client rate
     * @param energyShare alpha / (alpha + beta), 0 to 1
     */
    public EcsrlGreedy(ServingScenario scenario, double energyShare) {
        devices = new EcsrlDevices(scenario.topology());
        objective = EcsrlObjective.of(scenario);
        weights = new EcsrlWeights(energyShare, false);
        instances = scenario.topology().instances();
        slowdown = scenario.topology().workers().stream().map(Worker::slowdown).toArray(Slowdown[]::new);
        List<StreamClass> classes = scenario.workload().classes();
        energy = new double[instances.size()][classes.size()];
        secondChance = new double[instances.size()][classes.size()];
        secondEnergy = new double[instances.size()][classes.size()];
        for (Instance instance : instances) {
            for (int k = 0; k < classes.size(); k++) {
                estimate(scenario, instance, classes.get(k), k);
            }
        }
    }

    private void estimate(ServingScenario scenario, Instance instance, StreamClass streamClass, int k) {
        double accuracy = instance.variant().accuracy();
        double accepted = scenario.settings()
                .secondInference()
                .map((SecondInference rule) -> rule.acceptance(accuracy, streamClass.minConfidence()))
                .orElse(1.0);
        Optional<Instance> better = better(scenario.topology(), instance);
        double chance = better.isEmpty() ? 0 : 1 - accepted;
        energy[instance.index()][k] = EcsrlObjective.energy(instance.variant(), streamClass);
        secondChance[instance.index()][k] = chance;
        secondEnergy[instance.index()][k] =
                better.map(i -> EcsrlObjective.energy(i.variant(), streamClass)).orElse(0.0);
    }

    /** Returns the instance that makes an instance's results again if they are not good enough. */
    static Optional<Instance> better(EdgeTopology topology, Instance instance) {
        double accuracy = instance.variant().accuracy();
        return topology.inDataCenters(instance.variant().model().task()).stream()
                .filter(i -> i.variant().accuracy() > accuracy)
                .max(Comparator.comparingDouble(i -> i.variant().accuracy()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        int best = REJECT;
        double least = Double.POSITIVE_INFINITY;
        for (int instance : devices.instances(request, view)) {
            if (instance != REJECT) {
                double cost = cost(instance, request.classIndex(), view);
                if (cost < least) {
                    least = cost;
                    best = instance;
                }
            }
        }
        return best;
    }

    /** Returns what an instance is expected to add to the objective if it takes a request and no other comes. */
    double cost(int instance, int streamClass, ServingView view) {
        return cost(energy[instance][streamClass], degradation(instance, view)) + costOfSecond(instance, streamClass);
    }

    private double degradation(int instance, ServingView view) {
        return view.slowdown(instance) + TIME_LEFT * slowdownOfOthers(instance, view);
    }

    /** Returns the parts of {@link #cost}. */
    EcsrlForecast forecast(int instance, int streamClass, ServingView view) {
        return new EcsrlForecast(
                cost(energy[instance][streamClass], 0),
                cost(0, degradation(instance, view)),
                secondChance[instance][streamClass],
                cost(secondEnergy[instance][streamClass], 0),
                cost(0, 1));
    }

    /** Returns the part of it that a second inference is expected to make. */
    double costOfSecond(int instance, int streamClass) {
        double chance = secondChance[instance][streamClass];
        return cost(chance * secondEnergy[instance][streamClass], chance);
    }

    private double cost(double joules, double degradation) {
        return objective.cost(new EcsrlObjective.Step(joules, degradation), weights.alpha(), weights.beta(0));
    }

    /** Returns the sum over the batches that run beside it of how much their degradation grows. */
    private double slowdownOfOthers(int instance, ServingView view) {
        int worker = instances.get(instance).workerIndex();
        int[] own = devices.instances(worker);
        int[] before = new int[own.length];
        int[] after = new int[own.length];
        for (int i = 0; i < own.length; i++) {
            before[i] = view.running(own[i]);
            after[i] = before[i] + (own[i] == instance ? 1 : 0);
        }
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            if (before[i] > 0) {
                sum += before[i] * (slowdown[worker].of(i, after) - slowdown[worker].of(i, before));
            }
        }
        return sum;
    }
}
