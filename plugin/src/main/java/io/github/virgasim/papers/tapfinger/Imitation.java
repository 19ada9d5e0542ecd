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

/** The gradient of a teacher's unlikeliness over a minibatch of {@link Lessons}. */
final class Imitation {
    private final List<Part> parts = new ArrayList<>();
    private final TapFingerNetwork network;
    private final MatrixKernel kernel;

    private final class Part {
        final Tape tape = new Tape(kernel, network.parameters);
        final Minibatch minibatch = new Minibatch(network);
        float loss;

        void run(List<Step> steps, int agents) {
            tape.begin(true);
            tape.gradients().clear();
            Minibatch.Review review = minibatch.review(tape, steps);
            float[] weights = new float[minibatch.agents()];
            Arrays.fill(weights, 1f / agents);
            Tensor unlikeliness = Losses.unlikeliness(tape, review.taken(), weights);
            tape.minimise(unlikeliness, 1);
            tape.backward();
            loss = unlikeliness.get(0, 0);
        }
    }

    Imitation(TapFingerNetwork network, MatrixKernel kernel) {
        this.network = network;
        this.kernel = kernel;
    }

    /** Sets gradients to those of the mean over all agents' decisions; returns that mean, in nats. */
    double gradients(List<Step> steps, Gradients sum, Workers workers) {
        int agents = 0;
        for (Step step : steps) {
            agents += step.decision().choices();
        }
        int count = (steps.size() + PolicyUpdate.PART - 1) / PolicyUpdate.PART;
        while (parts.size() < count) {
            parts.add(new Part());
        }
        int all = Math.max(1, agents);
        workers.run(
                count,
                p -> parts.get(p)
                        .run(
                                steps.subList(
                                        p * PolicyUpdate.PART, Math.min(steps.size(), (p + 1) * PolicyUpdate.PART)),
                                all));
        sum.clear();
        double loss = 0;
        for (Part part : parts.subList(0, count)) {
            sum.add(part.tape.gradients());
            loss += part.loss;
        }
        return loss;
    }
}
