// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.learn.graph.Adam;
import io.github.virgasim.learn.graph.MatrixKernel;
import java.io.DataInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trains TapFinger's network: by imitation first if there is a teacher, then by multi-agent PPO; looks now and then how
 * well it does and keeps the best one.
 *
 * <p>The same plan and kernel give the same network, bit for bit, whatever the number of threads and interruptions.
 */
final class TapFingerTrainer implements Trainer<TapFingerTrainer.Point>, AutoCloseable {
    private static final String MAGIC = "virga-tapfinger-training";

    private final TrainingPlan plan;
    private final MatrixKernel kernel;
    private final Workers workers;
    private final TapFingerNetwork network;
    private final Adam adam;
    private final PolicyTraining policy;
    private final LearningCurve<Point, TapFingerNetwork> curve = new LearningCurve<>(Point::score);
    private int iteration;
    private long steps;

    /**
     * A point of the learning curve; all times are mean completion times in timesteps.
     *
     * @param iteration PPO's iterations before it
     * @param steps learned from before it: each one forward and backward pass for all clusters of a step
     * @param training of the episodes learned from since the point before; NaN at the first
     * @param sequential on the selection seeds, clusters one after another
     * @param independent the same, clusters at once
     */
    record Point(int iteration, long steps, double training, double sequential, double independent) {
        /** What the best network is chosen by. */
        double score() {
            return (sequential + independent) / 2;
        }
    }

    private TapFingerTrainer(TrainingPlan plan, MatrixKernel kernel, int threads) {
        this.plan = plan;
        this.kernel = kernel;
        workers = new Workers(threads);
        network = new TapFingerNetwork(plan.shape(), plan.choice(), plan.seed());
        adam = new Adam(network.parameters, plan.settings().largestNorm());
        policy = new PolicyTraining(plan, network, adam, kernel);
    }

    /** Begins a training: imitates if there is a teacher, and looks how well the network does. */
    static TapFingerTrainer begin(TrainingPlan plan, MatrixKernel kernel, int threads) {
        TapFingerTrainer trainer = new TapFingerTrainer(plan, kernel, threads);
        if (plan.isTaught()) {
            trainer.steps = new Imitation(plan, trainer.network, kernel).run(trainer.workers);
        }
        trainer.look(Double.NaN);
        return trainer;
    }

    /**
     * Takes up a saved training and goes on with exactly what would have come.
     *
     * @param file written by {@link #saveTraining}
     * @throws InvalidInputException if there is no such file, it is damaged, or it belongs to another plan
     */
    static TapFingerTrainer resume(TrainingPlan plan, MatrixKernel kernel, int threads, Path file) {
        TapFingerTrainer trainer = new TapFingerTrainer(plan, kernel, threads);
        StateFile.load(file, MAGIC, in -> trainer.read(in, file));
        return trainer;
    }

    @Override
    public void train(int count, Runnable step) {
        double training = 0;
        for (int i = 0; i < count; i++) {
            PolicyTraining.Iteration what = policy.run(iteration++, workers);
            steps += what.steps();
            training += what.meanCompletionTime() / count;
            step.run();
        }
        look(training);
    }

    private void look(double training) {
        Point point =
                new Point(iteration, steps, training, score(DecisionMode.SEQUENTIAL), score(DecisionMode.INDEPENDENT));
        curve.add(point, network::copy);
    }

    private double score(DecisionMode mode) {
        List<Episode> episodes = new ArrayList<>();
        for (long seed : Seeds.selection(plan.selectionRuns())) {
            episodes.add(new Episode(plan.experiment(), mode, seed, seed));
        }
        new Collector(network, kernel).run(List.of(episodes), workers);
        return episodes.stream()
                .mapToDouble(Episode::meanCompletionTime)
                .average()
                .orElseThrow();
    }

    @Override
    public LearningCurve<Point, TapFingerNetwork> curve() {
        return curve;
    }

    /** Returns the number of PPO's iterations made. */
    int iteration() {
        return iteration;
    }

    /** Returns the number of steps learned from; each is one forward and backward pass for all clusters. */
    long steps() {
        return steps;
    }

    @Override
    public String networkFile() {
        return "network.bin";
    }

    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        Point best = curve.best();
        metadata.put(TapFingerAgent.TASK_CHOICE, plan.choice().label());
        metadata.put("iterations", String.valueOf(best.iteration));
        metadata.put(TapFingerAgent.STEPS, String.valueOf(best.steps));
        metadata.put("selection_sequential", String.format(Locale.ROOT, "%.4f", best.sequential));
        metadata.put("selection_independent", String.format(Locale.ROOT, "%.4f", best.independent));
        List<String> types =
                plan.experiment().types().stream().map(TaskType::name).toList();
        new TapFingerAgent(curve.network(), types, metadata).save(file);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        StateFile.save(file, MAGIC, out -> {
            plan.identity().write(out);
            StateFile.writeText(out, kernel.label());
            out.writeInt(iteration);
            out.writeLong(steps);
            network.parameters.write(out);
            adam.write(out);
            curve.network().parameters.write(out);
            out.writeInt(curve.points().size());
            for (Point point : curve.points()) {
                out.writeInt(point.iteration);
                out.writeLong(point.steps);
                out.writeDouble(point.training);
                out.writeDouble(point.sequential);
                out.writeDouble(point.independent);
            }
        });
    }

    private void read(DataInput in, Path file) throws IOException {
        plan.identity().requireSaved(file, in);
        String label = StateFile.readText(in);
        if (!label.equals(kernel.label())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: kernel of matrix products must be as in the saved training, %s, was %s",
                    file,
                    label,
                    kernel.label()));
        }
        iteration = in.readInt();
        steps = in.readLong();
        network.parameters.read(in, file.toString());
        adam.read(in);
        TapFingerNetwork best = network.copy();
        best.parameters.read(in, file.toString());
        int points = in.readInt();
        for (int i = 0; i < points; i++) {
            curve.add(
                    new Point(in.readInt(), in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()),
                    () -> best);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
