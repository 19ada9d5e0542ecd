// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Adam;
import io.github.virgasim.learn.graph.Gradients;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.papers.tapfinger.PolicyUpdate.Sample;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Multi-agent PPO: in each iteration, groups of episodes with the same arrivals are run by the present network, then the
 * network learns from all their steps. Half of the groups decide independently, half one after another.
 */
final class PolicyTraining {
    /** What a value of 1 means to the critic, in tasks times timesteps. */
    private static final float VALUE_SCALE = 100;

    /** Iterations after imitation in which only the critic's own layers learn, so that the policy stays as it is. */
    private static final int CRITIC_FIRST = 5;

    private final TrainingPlan plan;
    private final LearningSettings settings;
    private final TapFingerNetwork network;
    private final Adam adam;
    private final Gradients gradients;
    private final PolicyUpdate update;
    private final Collector collector;
    private final Decider critic;

    /**
     * What an iteration did.
     *
     * @param steps that were learned from, each as often as there were passes
     * @param meanCompletionTime of its episodes, in timesteps
     * @param entropy mean of a cluster's decision, in nats
     * @param explained share of the variance of returns that the critic foresaw
     */
    record Iteration(long steps, double meanCompletionTime, double entropy, double explained) {}

    PolicyTraining(TrainingPlan plan, TapFingerNetwork network, Adam adam, MatrixKernel kernel) {
        this.plan = plan;
        this.network = network;
        this.adam = adam;
        settings = plan.settings();
        gradients = new Gradients(network.parameters);
        update = new PolicyUpdate(network, kernel);
        collector = new Collector(network, kernel);
        critic = new Decider(network, kernel);
    }

    /** Runs iteration number i. */
    Iteration run(int i, Workers workers) {
        List<List<Episode>> groups = new ArrayList<>();
        for (int g = 0; g < settings.arrivals(); g++) {
            groups.add(siblings(i, g));
        }
        collector.run(groups, workers);
        List<Sample> samples = new ArrayList<>();
        double completion = 0;
        int episodes = 0;
        float empty = emptyValue(groups.get(0).get(0));
        for (List<Episode> group : groups) {
            Advantages advantages = new Advantages(group, (float) settings.lambda(), VALUE_SCALE, empty);
            for (Episode episode : group) {
                completion += episode.meanCompletionTime();
                episodes++;
                addSamples(episode, advantages.of(episode), samples);
            }
        }
        double explained = explained(samples);
        double entropy = learn(i, normalised(samples), workers);
        return new Iteration((long) settings.passes() * samples.size(), completion / episodes, entropy, explained);
    }

    private List<Episode> siblings(int iteration, int group) {
        DecisionMode mode = group % 2 == 0 ? DecisionMode.SEQUENTIAL : DecisionMode.INDEPENDENT;
        long arrivals = plan.trainingSeed(iteration, group);
        List<Episode> siblings = new ArrayList<>();
        for (int s = 0; s < settings.siblings(); s++) {
            siblings.add(new Episode(plan.experiment(), mode, arrivals, arrivals + 1 + s));
        }
        return siblings;
    }

    /** The critic's value of a system without tasks, to which every episode comes that is not given up. */
    private float emptyValue(Episode over) {
        Situation last = over.situation();
        boolean empty = last.graph().pairs() == 0 && last.graph().running() == 0;
        return empty ? critic.decide(List.of(last)).values()[0] : 0;
    }

    private static void addSamples(Episode episode, float[] advantages, List<Sample> samples) {
        for (int k = 0; k < advantages.length; k++) {
            Step step = episode.steps.get(k);
            samples.add(new Sample(step, advantages[k], advantages[k] + step.value()));
        }
    }

    /** Divides advantages by their root mean square over steps in which somebody had a choice. */
    private static List<Sample> normalised(List<Sample> samples) {
        double squares = 0;
        int count = 0;
        for (Sample sample : samples) {
            if (sample.step().decision().choices() > 0) {
                squares += sample.advantage() * sample.advantage();
                count++;
            }
        }
        float scale = (float) (1 / Math.sqrt(squares / Math.max(1, count) + 1e-12));
        List<Sample> normalised = new ArrayList<>();
        for (Sample sample : samples) {
            normalised.add(new Sample(sample.step(), sample.advantage() * scale, sample.value()));
        }
        return normalised;
    }

    private static double explained(List<Sample> samples) {
        double mean = samples.stream().mapToDouble(Sample::value).average().orElse(0);
        double variance = 0;
        double left = 0;
        for (Sample sample : samples) {
            variance += (sample.value() - mean) * (sample.value() - mean);
            left += sample.advantage() * sample.advantage();
        }
        return 1 - left / variance;
    }

    private double learn(int iteration, List<Sample> samples, Workers workers) {
        double done = (double) iteration / plan.iterations();
        double rate = settings.rate() * (1 - 0.9 * done);
        double entropyWeight = settings.entropy() * (1 - done);
        boolean criticOnly = plan.isTaught() && iteration < CRITIC_FIRST;
        UniformRandomProvider random = new RandomStreams(plan.trainingSeed(iteration, 0)).stream("minibatches");
        double entropy = 0;
        int updates = 0;
        int size = Math.min(settings.minibatch(), samples.size());
        for (int pass = 0; pass < settings.passes(); pass++) {
            ListSampler.shuffle(random, samples);
            for (int from = 0; from + size <= samples.size(); from += size) {
                entropy += update.gradients(
                        samples.subList(from, from + size), settings, entropyWeight, gradients, workers);
                if (criticOnly) {
                    gradients.keep(parameter -> parameter.name().startsWith(TapFingerNetwork.CRITIC));
                }
                adam.step(gradients, rate);
                updates++;
            }
        }
        return entropy / updates;
    }
}
