// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Gradients;
import io.github.virgasim.learn.graph.Losses;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of MAPPO's loss over a minibatch. The minibatch is cut into parts of fixed size whose gradients are added in
 * order, so that the outcome does not depend on the number of threads.
 */
final class PolicyUpdate {
    static final int PART = 32;

    /** A step with what is learned from it. */
    record Sample(Step step, float advantage, float value) {}

    private final TapFingerNetwork network;
    private final MatrixKernel kernel;
    private final List<Part> parts = new ArrayList<>();

    private final class Part {
        final Tape tape = new Tape(kernel, network.parameters);
        final Minibatch minibatch = new Minibatch(network);
        float entropy;

        void run(List<Sample> samples, LearningSettings settings, float entropyWeight, int agents, int steps) {
            tape.begin(true);
            tape.gradients().clear();
            Minibatch.Review review =
                    minibatch.review(tape, samples.stream().map(Sample::step).toList());
            float[] old = new float[minibatch.agents()];
            float[] advantage = new float[old.length];
            int agent = 0;
            for (Sample sample : samples) {
                JointDecision decision = sample.step.decision();
                for (int n = 0; n < decision.pair.length; n++) {
                    if (decision.pair[n] >= 0) {
                        old[agent] = decision.logProbability(n);
                        advantage[agent++] = sample.advantage;
                    }
                }
            }
            float[] weights = new float[old.length];
            Arrays.fill(weights, 1f / agents);
            Tensor policy = Losses.clippedPolicy(
                    tape, review.taken(), old, advantage, weights, (float) settings.clip(), entropyWeight);
            float[] wanted = new float[samples.size()];
            float[] stepWeights = new float[wanted.length];
            Arrays.fill(stepWeights, 1f / steps);
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = samples.get(i).value;
            }
            Tensor value = Losses.squaredError(tape, review.value(), wanted, stepWeights);
            tape.minimise(policy, 1);
            tape.minimise(value, (float) settings.valueWeight());
            tape.backward();
            entropy = 0;
            for (int i = 0; i < old.length; i++) {
                entropy += review.taken().get(i, 1) / agents;
            }
        }
    }

    PolicyUpdate(TapFingerNetwork network, MatrixKernel kernel) {
        this.network = network;
        this.kernel = kernel;
    }

    /** Sets gradients to those of the loss over samples; returns the mean entropy of a cluster's decision, in nats. */
    double gradients(
            List<Sample> samples, LearningSettings settings, double entropyWeight, Gradients sum, Workers workers) {
        int agents = 0;
        for (Sample sample : samples) {
            agents += sample.step.decision().choices();
        }
        int count = (samples.size() + PART - 1) / PART;
        while (parts.size() < count) {
            parts.add(new Part());
        }
        int all = Math.max(1, agents);
        workers.run(
                count,
                p -> parts.get(p)
                        .run(
                                samples.subList(p * PART, Math.min(samples.size(), (p + 1) * PART)),
                                settings,
                                (float) entropyWeight,
                                all,
                                samples.size()));
        sum.clear();
        double entropy = 0;
        for (Part part : parts.subList(0, count)) {
            sum.add(part.tape.gradients());
            entropy += part.entropy;
        }
        return entropy;
    }
}
