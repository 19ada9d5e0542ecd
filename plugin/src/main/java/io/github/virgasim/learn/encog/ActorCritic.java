// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Adam;
import io.github.virgasim.learn.MaskedSoftmax;
import io.github.virgasim.learn.Rollout;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.random.RandomStreams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * Advantage actor-critic (Mnih et al. 2016, synchronous): one network gives the logits of a policy over the allowed
 * actions, another the value of the observation as its baseline. Every {@code rolloutSteps} steps both make one step of
 * Adam: the actor along the policy gradient of the standardised generalised advantages plus an entropy bonus, the critic
 * against half the squared error to its targets. Where {@link ActorCriticSettings.Batches} has several passes or minibatches,
 * they make as many steps, and the policy's loss is the clipped one of proximal policy optimisation (Schulman et al. 2017).
 *
 * <p>For each environment step call {@link #act}, {@link #observe} and {@link #learn}; {@link ActorCriticTraining} does
 * so. Same seed and same observations give the same actions, bit for bit.
 */
public final class ActorCritic {
    private final ActorCriticSettings settings;
    private final int observationSize;
    private final int actions;
    private final QNetwork actor;
    private final QNetwork critic;
    private final Gradient actorGradient;
    private final Gradient criticGradient;
    private final Adam actorAdam;
    private final Adam criticAdam;
    private final MaskedSoftmax policy;
    private final Rollout rollout;
    private final UniformRandomProvider sampling;
    private final double[] actorSlopes;
    private final double[] criticSlopes = new double[1];
    private long steps;

    /**
     * What an update found.
     *
     * @param policyLoss mean loss of the policy, entropy bonus included
     * @param valueLoss mean loss of the critic
     * @param entropy mean entropy of the policy [nat]
     */
    public record Update(double policyLoss, double valueLoss, double entropy) {}

    /**
     * Makes an agent that knows nothing.
     *
     * @param observationSize length of an observation, at least 1
     * @param actions number of actions, at least 1
     * @param settings how it learns
     * @param seed fixes the first weights of both networks and the choice of actions, each by a stream of its own
     */
    public ActorCritic(int observationSize, int actions, ActorCriticSettings settings, long seed) {
        this.settings = settings;
        this.observationSize = observationSize;
        this.actions = actions;
        RandomStreams streams = new RandomStreams(seed);
        actor = network(actions, streams.stream("actor-weights"));
        critic = network(1, streams.stream("critic-weights"));
        actorGradient = new Gradient(actor);
        criticGradient = new Gradient(critic);
        actorAdam = new Adam(actor.weights().length, settings.actorRate());
        criticAdam = new Adam(critic.weights().length, settings.criticRate());
        policy = new MaskedSoftmax(actions);
        rollout = new Rollout(settings.rolloutSteps());
        sampling = streams.stream("actor-sampling");
        actorSlopes = new double[actions];
    }

    private QNetwork network(int outputs, UniformRandomProvider random) {
        List<Integer> layers = new ArrayList<>();
        layers.add(observationSize);
        layers.addAll(settings.hidden());
        layers.add(outputs);
        return QNetwork.random(layers, settings.activation(), random);
    }

    /**
     * Decides by chance, as the policy wants it.
     *
     * @param observation what is seen, all values finite
     * @param allowed for each action whether it may be taken; at least one is true
     * @return index of an allowed action
     * @throws InvalidInputException if the observation has the wrong length or leads to a logit that is not finite, or
     *     no action is allowed
     */
    public int act(double[] observation, boolean[] allowed) {
        return policy.of(actor.values(observation), allowed).sample(sampling);
    }

    /**
     * Takes a step into memory and counts it.
     *
     * @param observation what was seen before; kept, must not change
     * @param allowed the actions that were allowed then; kept, must not change
     * @param action what was done, an allowed action
     * @param reward what it brought, finite
     * @param next what was seen afterwards; kept, must not change
     * @param terminated whether the episode ended and nothing of worth follows
     * @param truncated whether the episode was cut off
     * @throws InvalidInputException if the action was not allowed or the reward is infinite or NaN
     * @throws IllegalStateException if an update is due
     */
    public void observe(
            double[] observation,
            boolean[] allowed,
            int action,
            double reward,
            double[] next,
            boolean terminated,
            boolean truncated) {
        if (!allowed[action]) {
            throw new InvalidInputException("action must be allowed, was " + action);
        }
        if (!Double.isFinite(reward)) {
            throw new InvalidInputException("reward must be finite, was " + reward);
        }
        if (rollout.isFull()) {
            throw new IllegalStateException("an update is due before the next step");
        }
        boolean last = (rollout.size() + 1) % settings.segment() == 0;
        rollout.add(observation, allowed, action, reward, next, terminated, truncated || last);
        steps++;
    }

    /**
     * Improves both networks by one update, if one is due at this step.
     *
     * @return what the update found; empty if none was due
     */
    public Optional<Update> learn() {
        if (!rollout.isFull()) {
            return Optional.empty();
        }
        rollout.evaluate(this::value, settings.gamma(), settings.lambda());
        rollout.standardise(settings.segment());
        int size = rollout.size();
        ActorCriticSettings.Batches batches = settings.batches();
        boolean once = batches.passes() * batches.minibatches() == 1;
        int[] order = IntStream.range(0, size).toArray();
        double[] before = once ? null : probabilities();
        Sums sums = new Sums();
        int part = size / batches.minibatches();
        for (int pass = 0; pass < batches.passes(); pass++) {
            if (!once) {
                ArraySampler.shuffle(sampling, order);
            }
            for (int from = 0; from < size; from += part) {
                improve(order, from, from + part, before, sums);
            }
        }
        rollout.clear();
        double count = (double) size * batches.passes();
        return Optional.of(new Update(sums.policyLoss / count, sums.valueLoss / count, sums.entropy / count));
    }

    private static final class Sums {
        private double policyLoss;
        private double valueLoss;
        private double entropy;
    }

    /** Returns how likely the policy, as it is now, finds each action that was taken. */
    private double[] probabilities() {
        double[] probabilities = new double[rollout.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = policy.of(actor.values(rollout.observation(i)), rollout.allowed(i))
                    .probability(rollout.action(i));
        }
        return probabilities;
    }

    /** Makes one step of both networks, with some of the steps of the rollout. */
    private void improve(int[] order, int from, int to, double[] before, Sums sums) {
        actorGradient.clear();
        criticGradient.clear();
        for (int i = from; i < to; i++) {
            sums.policyLoss += addPolicyLoss(order[i], before);
            sums.entropy += policy.entropy();
            sums.valueLoss += addValueLoss(order[i]);
        }
        step(actor, actorGradient, actorAdam, to - from);
        step(critic, criticGradient, criticAdam, to - from);
    }

    private double addPolicyLoss(int step, double[] before) {
        int action = rollout.action(step);
        policy.of(actor.values(rollout.observation(step)), rollout.allowed(step));
        double ratio = before == null ? 1 : policy.probability(action) / before[step];
        double advantage =
                weighed(rollout.advantage(step), ratio, settings.batches().clip());
        policy.slopes(action, advantage, settings.entropyBonus(), actorSlopes);
        actorGradient.add(actorSlopes);
        return policy.loss(action, advantage, settings.entropyBonus());
    }

    /**
     * Weighs an advantage so that the slope of {@code -weighed * log p} is that of the clipped loss {@code -min(ratio * advantage,
     * clip(ratio, 1 - clip, 1 + clip) * advantage)}.
     */
    static double weighed(double advantage, double ratio, double clip) {
        boolean clipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
        return clipped ? 0 : ratio * advantage;
    }

    private double addValueLoss(int step) {
        double error = value(rollout.observation(step)) - rollout.target(step);
        criticSlopes[0] = error;
        criticGradient.add(criticSlopes);
        return 0.5 * error * error;
    }

    private void step(QNetwork network, Gradient gradient, Adam adam, int samples) {
        gradient.scale(1.0 / samples);
        gradient.clip(settings.maxGradientNorm());
        double updates = (double) steps / settings.rolloutSteps() - 1;
        adam.step(network.weights(), gradient.values(), 1 / (1 + updates / settings.halving()));
    }

    /**
     * Returns what the critic expects.
     *
     * @param observation what is seen, all values finite
     * @return the expected discounted sum of rewards
     */
    public double value(double[] observation) {
        return critic.values(observation)[0];
    }

    /** Counts the steps that wait for the next update. */
    int waiting() {
        return rollout.size();
    }

    /**
     * Counts the steps observed.
     *
     * @return the number of steps
     */
    public long steps() {
        return steps;
    }

    /**
     * Returns the network of the policy, for example to save it.
     *
     * @return the network itself; its outputs are the logits of the actions
     */
    public QNetwork network() {
        return actor;
    }

    /**
     * Makes an agent that takes the most likely of the allowed actions as of now, and learns no more.
     *
     * @return an independent agent
     */
    public GreedyAgent greedy() {
        return new GreedyAgent(actor);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        StateFile.writeNumbers(out, actor.weights());
        StateFile.writeNumbers(out, critic.weights());
        actorAdam.write(out);
        criticAdam.write(out);
        StateFile.writeRandom(out, sampling);
        rollout.write(out);
    }

    void read(DataInput in) throws IOException {
        steps = in.readLong();
        StateFile.readNumbers(in, actor.weights());
        StateFile.readNumbers(in, critic.weights());
        actorAdam.read(in);
        criticAdam.read(in);
        StateFile.readRandom(in, sampling);
        rollout.read(in, observationSize, actions);
    }
}
