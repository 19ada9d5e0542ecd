// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.learn.encog.NetworkFile;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Finds the weights of {@link DirectPolicy}'s network by CMA-ES (Commons Math). All candidates of a generation meet the same
 * queries, which are new ones in each generation: four mixed loads, as other agents are trained on, over the topologies in
 * turn, each with preemption or without. Now and then the distribution's mean is judged under the selection seeds, as other
 * agents are; the best one that was judged is the result, and the start is one of them.
 */
final class DirectSearch implements Findings {
    /** File that it leaves. */
    static final String FILE = "network.txt";

    private static final int POPULATION = 12;
    private static final double STEP = 0.05;

    /** Runs of each candidate, as many as topologies that ship: on all of these in turn. */
    private static final int RUNS = 4;

    /** Length of a training run as a share of a run by which networks are judged: more loads in the same time. */
    private static final double LENGTH = 0.5;

    private final List<AsetSelection> topologies;
    private final Map<String, String> metadata;
    private final Path checkpoint;
    private final QNetwork network;
    private final UniformRandomProvider episodes;
    private final long seed;
    private final List<Look> looks = new ArrayList<>();
    private final List<Episode> generation = new ArrayList<>();
    private double[] best;
    private int evaluations;

    /** How well the mean of a generation does on each topology, 0 to 1. */
    private record Look(int generation, Map<String, Double> scores) {
        double mean() {
            return scores.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
        }
    }

    /** A run of the present generation, whose prices are the same for all candidates. */
    private record Episode(AsetSelection topology, ServingScenario load, long seed, WorkerPrices prices) {}

    private record Entry(int generation, String scenario, double score) {}

    /**
     * Prepares a search.
     *
     * @param topologies say where it is trained and by which runs it is judged, at least one
     * @param seed of the search
     * @param metadata for the network's file
     * @param checkpoint is written at each look
     */
    DirectSearch(List<AsetSelection> topologies, long seed, Map<String, String> metadata, Path checkpoint) {
        this.topologies = topologies;
        this.seed = seed;
        this.metadata = metadata;
        this.checkpoint = checkpoint;
        network = DirectNetwork.untrained();
        episodes = new RandomStreams(seed).stream("direct-episodes");
    }

    /**
     * Searches, in the calling thread.
     *
     * @param generations how many
     * @param every generations between two looks
     * @param progress is told of each generation
     * @return this
     * @throws IOException if the checkpoint cannot be written
     */
    DirectSearch run(int generations, int every, Progress progress) throws IOException {
        double[] start = network.weights().clone();
        double[] deviations = new double[start.length];
        Arrays.fill(deviations, STEP);
        var search =
                new CMAESOptimizer(generations, Double.NEGATIVE_INFINITY, true, 0, 0, new Well19937c(seed), true, null);
        try {
            look(0, start);
            search.optimize(
                    new MaxEval(1 + generations * POPULATION),
                    new ObjectiveFunction(weights -> {
                        // The first evaluation is that of the start, before the first generation.
                        if (evaluations++ % POPULATION == 1) {
                            begin(search.getStatisticsMeanHistory(), every);
                            progress.step();
                        }
                        return evaluations == 1 ? 0 : -score(weights);
                    }),
                    GoalType.MINIMIZE,
                    new InitialGuess(start),
                    SimpleBounds.unbounded(start.length),
                    new CMAESOptimizer.Sigma(deviations),
                    new CMAESOptimizer.PopulationSize(POPULATION));
            List<RealMatrix> means = search.getStatisticsMeanHistory();
            look(means.size(), means.get(means.size() - 1).getRow(0));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return this;
    }

    /** Looks at the mean of the generation before, if it is time to, and draws the queries of the next one. */
    private void begin(List<RealMatrix> means, int every) {
        if (!means.isEmpty() && means.size() % every == 0) {
            look(means.size(), means.get(means.size() - 1).getRow(0));
        }
        generation.clear();
        for (int i = 0; i < RUNS; i++) {
            AsetSelection topology = topologies.get(i % topologies.size());
            long seed = episodes.nextLong();
            ServingScenario base = preempting(topology.base(), episodes.nextBoolean());
            ServingScenario load = new MixedLoad(base, LENGTH * topology.episode()).apply(seed);
            WorkerPrices prices = DirectPolicy.prices(load.settings());
            new ServingEngine(load, new DirectPolicy(DirectNetwork.NAME, network, prices), seed).finish();
            generation.add(new Episode(topology, load, seed, prices));
        }
    }

    /** Returns the mean reward of weights over the queries of the present generation. */
    private double score(double[] weights) {
        use(weights);
        double sum = 0;
        for (Episode episode : generation) {
            var policy = new DirectPolicy(DirectNetwork.NAME, network, episode.prices.again());
            ServingEngine engine = new ServingEngine(episode.load, policy, episode.seed);
            sum += episode.topology
                    .reward()
                    .of(engine.finish(), episode.load.workload().classes().size());
            episode.topology.ended().accept(RunReach.of(engine));
        }
        return sum / generation.size();
    }

    private void use(double[] weights) {
        System.arraycopy(weights, 0, network.weights(), 0, weights.length);
    }

    private static ServingScenario preempting(ServingScenario scenario, boolean allowed) {
        return scenario.withSettings(scenario.settings().withPreempt(allowed && DirectTrial.canPreempt(scenario)));
    }

    /** Judges weights under the selection seeds, and keeps them if they are the best so far. */
    private void look(int generation, double[] weights) {
        use(weights);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (AsetSelection topology : topologies) {
            boolean both = DirectTrial.canPreempt(topology.base());
            for (boolean allowed : both ? List.of(false, true) : List.of(false)) {
                ServingScenario base = preempting(topology.base(), allowed);
                scores.put(
                        allowed ? base.name() + DirectTrial.PREEMPTING : base.name(),
                        topology.with(base)
                                .score((scenario, one) -> new DirectPolicy(
                                        DirectNetwork.NAME, network, DirectPolicy.prices(scenario.settings()))));
            }
        }
        Look look = new Look(generation, scores);
        if (looks.isEmpty() || look.mean() > bestLook().mean()) {
            best = weights.clone();
        }
        looks.add(look);
        try {
            save(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Look bestLook() {
        return looks.stream().max(Comparator.comparingDouble(Look::mean)).orElseThrow();
    }

    /** Returns the mean score of the start, which is that of bid-price control nearly. */
    double untrainedScore() {
        return looks.get(0).mean();
    }

    double bestScore() {
        return bestLook().mean();
    }

    private void save(Path file) throws IOException {
        use(best);
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put("generation", String.valueOf(bestLook().generation));
        more.put(
                "curve",
                looks.stream()
                        .map(look -> look.generation + ": " + TextTable.number(100 * look.mean(), 3))
                        .collect(Collectors.joining(NetworkFile.SEPARATOR)));
        DirectNetwork.describe(network, bestLook().scores, more).save(file);
    }

    @Override
    public String text() {
        TextTable table = new TextTable("selection runs", "untrained, 1 - failures %", "best %", "generation");
        looks.get(0)
                .scores
                .forEach((name, score) -> table.row(
                        name,
                        TextTable.number(100 * score, 2),
                        TextTable.number(100 * bestLook().scores.get(name), 2),
                        String.valueOf(bestLook().generation)));
        return table.toString();
    }

    @Override
    public void write(Path folder) throws IOException {
        save(folder.resolve(FILE));
        List<Entry> entries = new ArrayList<>();
        looks.forEach(
                look -> look.scores.forEach((name, score) -> entries.add(new Entry(look.generation, name, score))));
        new ResultTable<Entry>()
                .column("generation", Entry::generation)
                .column("scenario", Entry::scenario)
                .column("score", "percent", entry -> 100 * entry.score)
                .write(folder.resolve("curve.csv"), entries);
        Files.deleteIfExists(checkpoint);
    }
}
