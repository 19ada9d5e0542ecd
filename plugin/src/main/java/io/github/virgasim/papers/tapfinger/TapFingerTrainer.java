// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.graph.Adam;
import io.github.virgasim.learn.graph.Gradients;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.papers.tapfinger.Episode.Step;
import io.github.virgasim.random.RandomStreams;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Trains TapFinger's network: by imitation first if there is a teacher, then by multi-agent PPO; looks now and then how
 * well it does on the selection seeds and keeps the best one.
 *
 * <p>The same plan and kernel give the same network, bit for bit, whatever the number of threads and interruptions.
 */
final class TapFingerTrainer implements AutoCloseable {
    private static final String KIND = "virga-tapfinger-training";
    private static final int LESSON_PASSES = 6;
    private static final int LESSON_MINIBATCH = 128;
    private static final double LESSON_RATE = 1e-3;

    private final TrainingPlan plan;
    private final MatrixKernel kernel;
    private final Workers workers;
    private final TapFingerNetwork network;
    private final TapFingerNetwork best;
    private final Adam adam;
    private final PolicyTraining policy;
    private final List<Point> curve = new ArrayList<>();
    private int iteration;
    private long steps;

    /**
     * A point of the learning curve.
     *
     * @param iteration PPO's iterations before it
     * @param steps learned from before it: each one forward and backward pass for all clusters of a step
     * @param sequential mean completion time in timesteps on the selection seeds, clusters one after another
     * @param independent the same, clusters at once
     */
    record Point(int iteration, long steps, double sequential, double independent) {
        /** What the best network is chosen by. */
        double score() {
            return (sequential + independent) / 2;
        }
    }

    /** Is told of what happens in a training. */
    interface Listener {
        /** After a pass over the teacher's lessons; loss in nats for each decision of a cluster. */
        void imitated(int pass, int passes, double loss);

        /** After an iteration of PPO. */
        void iterated(int iteration, PolicyTraining.Iteration what);
    }

    TapFingerTrainer(TrainingPlan plan, MatrixKernel kernel, int threads) {
        this.plan = plan;
        this.kernel = kernel;
        workers = new Workers(threads);
        network = new TapFingerNetwork(plan.shape(), plan.seed());
        best = new TapFingerNetwork(plan.shape(), plan.seed());
        adam = new Adam(network.parameters, plan.settings().largestNorm());
        policy = new PolicyTraining(plan, network, adam, kernel);
    }

    /** Begins: imitates if there is a teacher, and looks how well the network does. */
    void begin(Listener listener) {
        if (plan.isTaught()) {
            imitate(listener);
        }
        look();
    }

    private void imitate(Listener listener) {
        List<Step> lessons = new ArrayList<>();
        for (int i = 0; i < plan.lessons(); i++) {
            DecisionMode mode = i % 2 == 0 ? DecisionMode.SEQUENTIAL : DecisionMode.INDEPENDENT;
            RandomStreams streams = new RandomStreams(plan.lessonSeed(i));
            lessons.addAll(Lessons.of(plan.experiment(), plan.teacher().apply(streams), mode, streams));
        }
        UniformRandomProvider random = new RandomStreams(plan.seed()).stream("lessons");
        Adam own = new Adam(network.parameters, plan.settings().largestNorm());
        Gradients gradients = new Gradients(network.parameters);
        Imitation imitation = new Imitation(network, kernel);
        int size = Math.min(LESSON_MINIBATCH, lessons.size());
        int all = LESSON_PASSES * (lessons.size() / size);
        int update = 0;
        for (int pass = 0; pass < LESSON_PASSES; pass++) {
            ListSampler.shuffle(random, lessons);
            double loss = 0;
            int updates = 0;
            for (int from = 0; from + size <= lessons.size(); from += size) {
                loss += imitation.gradients(lessons.subList(from, from + size), gradients, workers);
                own.step(gradients, LESSON_RATE * (1 - 0.95 * update++ / all));
                updates++;
            }
            steps += (long) updates * size;
            listener.imitated(pass, LESSON_PASSES, loss / updates);
        }
    }

    /** Runs some iterations of PPO, then looks how well the network does. */
    void train(int iterations, Listener listener) {
        for (int i = 0; i < iterations; i++) {
            PolicyTraining.Iteration what = policy.run(iteration++, workers);
            steps += what.steps();
            listener.iterated(iteration, what);
        }
        look();
    }

    private void look() {
        Point point = new Point(iteration, steps, score(DecisionMode.SEQUENTIAL), score(DecisionMode.INDEPENDENT));
        if (curve.isEmpty() || point.score() < bestPoint().score()) {
            best.parameters.copyFrom(network.parameters);
        }
        curve.add(point);
    }

    private double score(DecisionMode mode) {
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < plan.selectionSeeds(); i++) {
            long seed = TrainingPlan.selectionSeed(i);
            episodes.add(new Episode(plan.experiment(), mode, seed, seed));
        }
        new Collector(network, kernel, true).run(List.of(episodes), workers);
        return episodes.stream()
                .mapToDouble(Episode::meanCompletionTime)
                .average()
                .orElseThrow();
    }

    /** Saves the training, so that {@link #resume} goes on with exactly what would have come. */
    void save(Path file) throws IOException {
        TapFingerFile.save(file, KIND, out -> {
            out.writeUTF(plan.fingerprint());
            out.writeInt(iteration);
            out.writeLong(steps);
            out.writeInt(curve.size());
            for (Point point : curve) {
                out.writeInt(point.iteration);
                out.writeLong(point.steps);
                out.writeDouble(point.sequential);
                out.writeDouble(point.independent);
            }
            network.parameters.write(out);
            best.parameters.write(out);
            adam.write(out);
        });
    }

    /**
     * Takes up a saved training instead of {@link #begin}.
     *
     * @param file written by {@link #save}
     * @throws InvalidInputException if there is no such file, it is damaged, or it belongs to another plan
     */
    void resume(Path file) {
        try (InputStream raw = Files.newInputStream(file)) {
            TapFingerFile.load(raw, file.toString(), KIND, in -> parse(in, file.toString()));
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read (" + e + ")");
        }
    }

    private TapFingerTrainer parse(DataInputStream in, String source) throws IOException {
        String trained = in.readUTF();
        if (!trained.equals(plan.fingerprint())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: must be a training by the same plan; it was %s, this is %s",
                    source,
                    trained,
                    plan.fingerprint()));
        }
        iteration = in.readInt();
        steps = in.readLong();
        int points = in.readInt();
        curve.clear();
        for (int i = 0; i < points; i++) {
            curve.add(new Point(in.readInt(), in.readLong(), in.readDouble(), in.readDouble()));
        }
        network.parameters.read(in, source);
        best.parameters.read(in, source);
        adam.read(in);
        return this;
    }

    /** Returns the learning curve, of at least one point once the training has begun. */
    List<Point> curve() {
        return List.copyOf(curve);
    }

    /** Returns the first point with the smallest score. */
    Point bestPoint() {
        Point found = curve.get(0);
        for (Point point : curve) {
            found = point.score() < found.score() ? point : found;
        }
        return found;
    }

    /** Returns the number of iterations made. */
    int iteration() {
        return iteration;
    }

    /** Returns the best network found so far. */
    TapFingerNetwork best() {
        return best;
    }

    @Override
    public void close() {
        workers.close();
    }
}
