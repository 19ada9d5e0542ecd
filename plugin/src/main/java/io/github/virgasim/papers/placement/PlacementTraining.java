// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.CandidateScorer;
import io.github.virgasim.learn.encog.PolicyGradient;
import io.github.virgasim.learn.encog.PolicyGradient.Decision;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Trains the network of {@link GpuLearnedPlacement} in a {@link PlacementPark} by the policy gradient. An iteration runs one
 * sequence of workers eight times with random choices; what a choice led to is compared with the mean of the eight from the
 * same arrival on, so that luck with the sequence cancels out (Mao et al. 2019). In the calling thread; same seed, same
 * weights, bit for bit.
 */
final class PlacementTraining implements Trainer<PlacementTraining.Point> {
    private static final String MAGIC = "virga-placement-training";
    private static final List<Integer> LAYERS = List.of(PlacementFeatures.NAMES.size(), 32, 32, 1);
    private static final double LEARNING_RATE = 2e-3;
    private static final int ROLLOUTS = 8;
    /** Discount from one arrival to the next: half of a choice's effect is seen within 34 arrivals (our choice). */
    private static final double DISCOUNT = 0.98;

    private static final int SELECTION_RUNS = 8;
    private static final Identity IDENTITY = Identity.of("problem", "placement park")
            .with("observations", PlacementFeatures.NAMES)
            .with("layers", LAYERS)
            .with("learning rate", LEARNING_RATE)
            .with("rollouts", ROLLOUTS)
            .with("discount", DISCOUNT);

    /** Keeps rollouts that do not differ from being divided by 0. */
    private static final double SMALL = 1e-9;

    private final PlacementPark park = new PlacementPark();
    private final RandomStreams streams;
    private final long seed;
    private final QNetwork network;
    private final PolicyGradient learner;
    private final LearningCurve<Point, QNetwork> curve = new LearningCurve<>(Point::cost);
    private int iterations;

    /**
     * A point of the learning curve.
     *
     * @param iterations training iterations before it
     * @param cost mean cost on the selection seeds without chance
     */
    public record Point(int iterations, double cost) {}

    private record Choice(int arrival, double[][] candidates, int chosen) {}

    /**
     * Prepares a training.
     *
     * @param seed fixes first weights, sequences of workers and random choices
     */
    public PlacementTraining(long seed) {
        this(seed, 0);
        look();
    }

    private PlacementTraining(long seed, int iterations) {
        this.seed = seed;
        this.iterations = iterations;
        streams = new RandomStreams(seed);
        network = QNetwork.random(LAYERS, Activation.RELU, streams.stream("placement-weights"));
        learner = new PolicyGradient(network, LEARNING_RATE);
    }

    /**
     * Goes on with a training that was saved. The learning curve and the choice of the best network begin anew.
     *
     * @param file written by {@link #saveTraining}
     * @return the training
     * @throws io.github.virgasim.input.InvalidInputException if the file is missing, damaged or of another training
     */
    public static PlacementTraining resume(Path file) {
        List<PlacementTraining> read = new ArrayList<>();
        StateFile.load(file, MAGIC, in -> {
            IDENTITY.requireSaved(file, in);
            PlacementTraining training = new PlacementTraining(in.readLong(), in.readInt());
            StateFile.readNumbers(in, training.network.weights());
            training.learner.read(in);
            read.add(training);
        });
        read.get(0).look();
        return read.get(0);
    }

    /**
     * Runs a policy under the selection seeds, which serve no other purpose than to choose among networks and settings.
     *
     * @param policy makes a policy for each run
     * @return the mean cost
     */
    public double selectionCost(Supplier<GpuAllocationPolicy> policy) {
        return Seeds.selection(SELECTION_RUNS).stream()
                .mapToDouble(selection -> park.run(policy.get(), selection).cost())
                .average()
                .orElseThrow();
    }

    /** Scores the present network and keeps it if it is the best one so far. */
    private void look() {
        double cost = selectionCost(() -> GpuLearnedPlacement.greedy(park.forecast(), network));
        Point point = new Point(iterations, cost);
        curve.add(point, network::copy);
    }

    @Override
    public void train(int count, Runnable step) {
        for (int i = 0; i < count; i++) {
            iterate();
            step.run();
        }
        look();
    }

    private void iterate() {
        long sequence = streams.stream("placement-sequence-" + iterations).nextLong();
        UniformRandomProvider random = streams.stream("placement-choices-" + iterations);
        CandidateScorer scorer = new CandidateScorer(network);
        List<List<Choice>> choices = new ArrayList<>();
        double[][] returns = new double[ROLLOUTS][];
        for (int r = 0; r < ROLLOUTS; r++) {
            List<Choice> made = new ArrayList<>();
            GpuLearnedPlacement policy = new GpuLearnedPlacement(park.forecast(), (worker, hosts) -> {
                int chosen = scorer.draw(hosts, random);
                made.add(new Choice((int) worker.getId(), hosts, chosen));
                return chosen;
            });
            returns[r] = returns(park.run(policy, sequence).costs());
            choices.add(made);
        }
        learner.update(decisions(choices, returns));
        iterations++;
    }

    /** Returns the discounted sum of what comes from each arrival on, negative costs being rewards. */
    private static double[] returns(double[] costs) {
        double[] returns = new double[costs.length];
        double next = 0;
        for (int i = costs.length - 1; i >= 0; i--) {
            next = DISCOUNT * next - costs[i];
            returns[i] = next;
        }
        return returns;
    }

    /** Compares what each choice led to with the mean over the rollouts, in units of the standard deviation. */
    private static List<Decision> decisions(List<List<Choice>> choices, double[][] returns) {
        int arrivals = returns[0].length;
        double[] means = new double[arrivals];
        double squares = 0;
        for (int i = 0; i < arrivals; i++) {
            for (double[] each : returns) {
                means[i] += each[i] / ROLLOUTS;
            }
            for (double[] each : returns) {
                squares += (each[i] - means[i]) * (each[i] - means[i]);
            }
        }
        double deviation = Math.max(SMALL, Math.sqrt(squares / arrivals / ROLLOUTS));
        List<Decision> decisions = new ArrayList<>();
        for (int r = 0; r < ROLLOUTS; r++) {
            for (Choice choice : choices.get(r)) {
                double advantage = (returns[r][choice.arrival] - means[choice.arrival]) / deviation;
                decisions.add(new Decision(choice.candidates, choice.chosen, advantage));
            }
        }
        return decisions;
    }

    @Override
    public LearningCurve<Point, QNetwork> curve() {
        return curve;
    }

    /**
     * Makes a policy from the best network found so far.
     *
     * @return for one thread
     */
    public GpuLearnedPlacement policy() {
        return GpuLearnedPlacement.greedy(park.forecast(), curve.network().copy());
    }

    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("seed", String.valueOf(seed));
        metadata.put("iterations", String.valueOf(curve.best().iterations));
        metadata.put("selection_cost", String.valueOf(curve.best().cost));
        GpuLearnedPlacement.describe(curve.network(), metadata).save(file);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        StateFile.save(file, MAGIC, out -> {
            IDENTITY.write(out);
            out.writeLong(seed);
            out.writeInt(iterations);
            StateFile.writeNumbers(out, network.weights());
            learner.write(out);
        });
    }
}
