// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.learn.graph.Adam;
import io.github.virgasim.learn.graph.Gradients;
import io.github.virgasim.learn.graph.Losses;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.Tape;
import io.github.virgasim.learn.graph.Tensor;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/** Makes a network do what a teacher does, by the likeliness of its decisions in {@link Lessons}. */
final class Imitation {
    private static final int PASSES = 6;
    private static final int MINIBATCH = 128;
    private static final double RATE = 1e-3;
    /** Share of the rate that is left at the end. */
    private static final double LAST = 0.05;

    private final List<Part> parts = new ArrayList<>();
    private final TrainingPlan plan;
    private final TapFingerNetwork network;
    private final MatrixKernel kernel;

    private final class Part {
        final Tape tape = new Tape(kernel, network.parameters);
        final Minibatch minibatch = new Minibatch(network);

        void run(List<Step> steps, int agents) {
            tape.begin(true);
            tape.gradients().clear();
            Minibatch.Review review = minibatch.review(tape, steps);
            float[] weights = new float[minibatch.agents()];
            Arrays.fill(weights, 1f / agents);
            Tensor unlikeliness = Losses.unlikeliness(tape, review.taken(), weights);
            tape.minimise(unlikeliness, 1);
            tape.backward();
        }
    }

    Imitation(TrainingPlan plan, TapFingerNetwork network, MatrixKernel kernel) {
        this.plan = plan;
        this.network = network;
        this.kernel = kernel;
    }

    /** Lets the teacher of a plan run its lessons and the network learn from them; returns the number of steps. */
    long run(Workers workers) {
        List<Step> lessons = new ArrayList<>();
        for (int i = 0; i < plan.lessons(); i++) {
            DecisionMode mode = i % 2 == 0 ? DecisionMode.SEQUENTIAL : DecisionMode.INDEPENDENT;
            RandomStreams streams = new RandomStreams(plan.lessonSeed(i));
            lessons.addAll(Lessons.of(plan.experiment(), plan.teacher().apply(streams), mode, streams));
        }
        UniformRandomProvider random = new RandomStreams(plan.seed()).stream("lessons");
        Adam adam = new Adam(network.parameters, plan.settings().largestNorm());
        Gradients gradients = new Gradients(network.parameters);
        int size = Math.min(MINIBATCH, lessons.size());
        int updates = PASSES * (lessons.size() / size);
        int update = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            ListSampler.shuffle(random, lessons);
            for (int from = 0; from + size <= lessons.size(); from += size) {
                differentiate(lessons.subList(from, from + size), gradients, workers);
                adam.step(gradients, RATE * (1 - (1 - LAST) * update++ / updates));
            }
        }
        return (long) updates * size;
    }

    /** Sets gradients to those of the mean unlikeliness of all clusters' decisions. */
    private void differentiate(List<Step> steps, Gradients sum, Workers workers) {
        int agents = Math.max(
                1, steps.stream().mapToInt(step -> step.decision().choices()).sum());
        int count = (steps.size() + PolicyUpdate.PART - 1) / PolicyUpdate.PART;
        while (parts.size() < count) {
            parts.add(new Part());
        }
        workers.run(count, p -> {
            int from = p * PolicyUpdate.PART;
            parts.get(p).run(steps.subList(from, Math.min(steps.size(), from + PolicyUpdate.PART)), agents);
        });
        sum.clear();
        parts.subList(0, count).forEach(part -> sum.add(part.tape.gradients()));
    }
}
