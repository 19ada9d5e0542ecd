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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Finds the weights of {@link DirectPolicy}'s network by CMA-ES (Commons Math): those that count without preemption, then those
 * that count with it. All candidates of a generation meet the same queries, which are new ones in each generation: {@value
 * #RUNS} heavy loads over the topologies in turn, every other one steady, the others changing. Now and then the distribution's
 * mean is judged under the selection seeds, as other agents are; the best one that was judged is the result, and the start is
 * one of them.
 */
final class DirectSearch implements Findings {
    /** File that it leaves. */
    static final String FILE = "network.txt";

    private static final int POPULATION = 10;
    private static final double STEP = 0.15;

    /** Runs of each candidate, twice as many as topologies that ship: on all of these in turn. */
    private static final int RUNS = 8;

    /** Length of a training run as a share of a run by which networks are judged: more loads in the same time. */
    private static final double LENGTH = 0.5;

    /** Steady client rates of training, as multiples of the usual one: where little is scarce there is little to learn. */
    private static final double LOWEST = 4 / 3.0;

    private static final double HIGHEST = 11 / 6.0;

    private final List<AsetSelection> topologies;
    private final Map<String, String> metadata;
    private final Path checkpoint;
    private final QNetwork network;
    private final UniformRandomProvider episodes;
    private final long seed;
    private final List<Look> looks = new ArrayList<>();
    private final List<Episode> generation = new ArrayList<>();
    /** Prices of the selection runs. */
    private final Map<String, WorkerPrices> known = new HashMap<>();

    private int evaluations;

    /** How well weights do on each topology, 0 to 1. */
    private record Look(boolean preempts, int generation, Map<String, Double> scores, double[] weights) {
        double mean() {
            return DirectSearch.mean(scores.values().stream());
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
     * @param generations how many, half of them (rounded up) without preemption if it can be allowed anywhere
     * @param every generations between two looks
     * @param progress is told of each generation
     * @return this
     * @throws IOException if the checkpoint cannot be written
     */
    DirectSearch run(int generations, int every, Progress progress) throws IOException {
        int both = topologies.stream().anyMatch(topology -> DirectTrial.canPreempt(topology.base())) ? 2 : 1;
        try {
            search(false, (generations + both - 1) / both, every, progress);
            if (both == 2) {
                search(true, generations / 2, every, progress);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return this;
    }

    private void search(boolean preempts, int generations, int every, Progress progress) {
        double[] start = new double[DirectFeatures.NAMES.size()];
        look(preempts, 0, start);
        if (generations == 0) {
            return;
        }
        double[] deviations = new double[start.length];
        Arrays.fill(deviations, STEP);
        evaluations = 0;
        var search =
                new CMAESOptimizer(generations, Double.NEGATIVE_INFINITY, true, 0, 0, new Well19937c(seed), true, null);
        search.optimize(
                new MaxEval(1 + generations * POPULATION),
                new ObjectiveFunction(weights -> {
                    // The first evaluation is that of the start, before the first generation.
                    if (evaluations++ % POPULATION == 1) {
                        begin(preempts, search.getStatisticsMeanHistory(), every);
                        progress.step();
                    }
                    return generation.isEmpty() ? 0 : -score(preempts, weights);
                }),
                GoalType.MINIMIZE,
                new InitialGuess(start),
                SimpleBounds.unbounded(start.length),
                new CMAESOptimizer.Sigma(deviations),
                new CMAESOptimizer.PopulationSize(POPULATION));
        List<RealMatrix> means = search.getStatisticsMeanHistory();
        look(preempts, means.size(), means.get(means.size() - 1).getRow(0));
        generation.clear();
    }

    /** Looks at the mean of the generation before, if it is time to, and draws the queries of the next one. */
    private void begin(boolean preempts, List<RealMatrix> means, int every) {
        if (!means.isEmpty() && means.size() % every == 0) {
            look(preempts, means.size(), means.get(means.size() - 1).getRow(0));
        }
        generation.clear();
        List<AsetSelection> trained = topologies(preempts);
        for (int i = 0; i < RUNS; i++) {
            AsetSelection topology = trained.get(i % trained.size());
            long drawn = episodes.nextLong();
            double factor = LOWEST + (HIGHEST - LOWEST) * episodes.nextDouble();
            ServingScenario base = preempting(topology.base(), preempts);
            base = base.withSettings(base.settings().withoutWarmup().withDuration(LENGTH * topology.episode()));
            // Each topology is met under both kinds of load, whatever their number.
            ServingScenario load = i / trained.size() % 2 == 0
                    ? base.withLambda(60 * factor * base.workload().clientRate())
                    : ChangingLoad.of(base, drawn);
            WorkerPrices prices = DirectPolicy.prices(load.settings());
            new ServingEngine(load, policy(preempts, prices), drawn).finish();
            generation.add(new Episode(topology, load, drawn, prices));
        }
    }

    private DirectPolicy policy(boolean preempts, WorkerPrices prices) {
        return new DirectPolicy(DirectNetwork.NAME, DirectNetwork.scores(network, preempts), prices);
    }

    /** Returns those where preemption can be as it is to be. */
    private List<AsetSelection> topologies(boolean preempts) {
        return topologies.stream()
                .filter(topology -> !preempts || DirectTrial.canPreempt(topology.base()))
                .toList();
    }

    /** Returns the mean reward of weights over the queries of the present generation. */
    private double score(boolean preempts, double[] weights) {
        use(preempts, weights);
        double sum = 0;
        for (Episode episode : generation) {
            ServingEngine engine =
                    new ServingEngine(episode.load, policy(preempts, episode.prices.again()), episode.seed);
            sum += episode.topology
                    .reward()
                    .of(engine.finish(), episode.load.workload().classes().size());
            episode.topology.ended().accept(RunReach.of(engine));
        }
        return sum / generation.size();
    }

    private void use(boolean preempts, double[] weights) {
        System.arraycopy(weights, 0, network.weights(), DirectNetwork.first(preempts), weights.length);
    }

    private static ServingScenario preempting(ServingScenario scenario, boolean allowed) {
        return scenario.withSettings(scenario.settings().withPreempt(allowed && DirectTrial.canPreempt(scenario)));
    }

    /** Judges weights under the selection seeds. */
    private void look(boolean preempts, int generation, double[] weights) {
        use(preempts, weights);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (AsetSelection topology : topologies(preempts)) {
            ServingScenario base = preempting(topology.base(), preempts);
            scores.put(
                    preempts ? base.name() + DirectTrial.PREEMPTING : base.name(),
                    topology.with(base).score((scenario, one) -> policy(preempts, known(base.name() + one, scenario))));
        }
        looks.add(new Look(preempts, generation, scores, weights.clone()));
        try {
            save(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the prices of a selection run, which are found only once. */
    private WorkerPrices known(String run, ServingScenario scenario) {
        WorkerPrices prices = known.get(run);
        if (prices == null) {
            known.put(run, DirectPolicy.prices(scenario.settings()));
            return known.get(run);
        }
        return prices.again();
    }

    /** Returns the first look of each kind, or the best one. */
    private List<Look> looks(boolean first) {
        return Stream.of(false, true)
                .flatMap(preempts -> {
                    Stream<Look> all = looks.stream().filter(look -> look.preempts == preempts);
                    return (first ? all.findFirst() : all.max(Comparator.comparingDouble(Look::mean))).stream();
                })
                .toList();
    }

    private static double mean(Stream<Double> scores) {
        return scores.mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Returns the mean score of the start, which is that of bid-price control nearly. */
    double untrainedScore() {
        return mean(looks(true).stream().map(Look::mean));
    }

    double bestScore() {
        return mean(looks(false).stream().map(Look::mean));
    }

    private void save(Path file) throws IOException {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Look best : looks(false)) {
            use(best.preempts, best.weights);
            scores.putAll(best.scores);
            String kind = best.preempts ? DirectTrial.PREEMPTING : "";
            more.put("generation" + kind, String.valueOf(best.generation));
            more.put(
                    "curve" + kind,
                    looks.stream()
                            .filter(look -> look.preempts == best.preempts)
                            .map(look -> look.generation + ": " + TextTable.number(100 * look.mean(), 3))
                            .collect(Collectors.joining(NetworkFile.SEPARATOR)));
        }
        DirectNetwork.describe(network, scores, more).save(file);
    }

    @Override
    public String text() {
        TextTable table = new TextTable("selection runs", "untrained, 1 - failures %", "best %", "generation");
        List<Look> firsts = looks(true);
        List<Look> bests = looks(false);
        for (int i = 0; i < firsts.size(); i++) {
            Look best = bests.get(i);
            firsts.get(i)
                    .scores
                    .forEach((name, score) -> table.row(
                            name,
                            TextTable.number(100 * score, 2),
                            TextTable.number(100 * best.scores.get(name), 2),
                            String.valueOf(best.generation)));
        }
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
