// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.AllocationMenu;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticPrices;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.PricedScheduler;
import io.github.virgasim.elastic.PricedScheduler.Decision;
import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.CrossEntropySearch;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.report.ResultTable;
import java.io.DataInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Tunes {@link PricedScheduler} to an experiment by cross-entropy on training seeds; the best prices are chosen on the
 * selection seeds, as a network is.
 */
final class TunedTrainer implements Trainer<TunedTrainer.Point> {
    private static final String MAGIC = "virga-tapfinger-tuning";
    static final int CANDIDATES = 40;
    static final int EPISODES = 10;
    /** Training episodes differ between as many generations, then come again. */
    private static final int ROUNDS = 4;

    private final String scenario;
    private final ElasticExperiment experiment;
    private final Decision decision;
    private final long seed;
    private final int selectionRuns;
    private final AllocationMenu menu;
    private final CrossEntropySearch search;
    private final LearningCurve<Point, ElasticPrices> curve = new LearningCurve<>(Point::selection);
    private int generation;

    /**
     * A point of the learning curve; times are mean completion times in timesteps.
     *
     * @param generation number of generations before it
     * @param training of the best candidate of the last generation; NaN before the first
     * @param selection of the mean of all candidates on the selection seeds
     */
    record Point(int generation, double training, double selection) {}

    TunedTrainer(String scenario, ElasticExperiment experiment, Decision decision, long seed, int selectionRuns) {
        this.scenario = scenario;
        this.experiment = experiment;
        this.decision = decision;
        this.seed = seed;
        this.selectionRuns = selectionRuns;
        menu = new AllocationMenu(experiment.types());
        search = new CrossEntropySearch(
                ElasticPrices.START.toArray(),
                ElasticPrices.SPREAD.toArray(),
                new RandomStreams(seed).stream("candidates"));
    }

    /** Begins a tuning and looks how well it does. */
    static TunedTrainer begin(
            String scenario, ElasticExperiment experiment, Decision decision, long seed, int selectionRuns) {
        TunedTrainer trainer = new TunedTrainer(scenario, experiment, decision, seed, selectionRuns);
        trainer.look(Double.NaN);
        return trainer;
    }

    /** Takes up a tuning saved for the same experiment, seed and way to decide. */
    static TunedTrainer resume(
            String scenario, ElasticExperiment experiment, Decision decision, long seed, int selectionRuns, Path file) {
        TunedTrainer trainer = new TunedTrainer(scenario, experiment, decision, seed, selectionRuns);
        StateFile.load(file, MAGIC, in -> trainer.read(in, file));
        return trainer;
    }

    @Override
    public void train(int count, Runnable step) {
        double training = Double.NaN;
        for (int i = 0; i < count; i++) {
            long first = TrainingPlan.lessonSeed(seed, EPISODES * (generation % ROUNDS));
            List<Long> seeds =
                    LongStream.range(0, EPISODES).mapToObj(k -> first - k).toList();
            training = search.generation(CANDIDATES, values -> mean(ElasticPrices.of(values), seeds));
            generation++;
            step.run();
        }
        look(training);
    }

    private void look(double training) {
        ElasticPrices prices = ElasticPrices.of(search.mean());
        double selection = mean(prices, Seeds.selection(selectionRuns));
        curve.add(new Point(generation, training, selection), () -> prices);
    }

    private double mean(ElasticPrices prices, List<Long> seeds) {
        return seeds.stream()
                .mapToDouble(each -> completionTime(prices, new RandomStreams(each)))
                .average()
                .orElseThrow();
    }

    /** Returns the mean completion time; of a given up episode, more than any that ends. */
    private double completionTime(ElasticPrices prices, RandomStreams random) {
        EpisodeStatistics statistics = new EpisodeStatistics();
        ElasticEngine engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                new PricedScheduler(experiment.setting(), menu, prices, decision, random.stream("policy")),
                random.stream("noise"),
                statistics);
        long limit = Episode.limit(experiment);
        while (!engine.isFinished()) {
            engine.step();
            if (engine.timestep() > limit) {
                return limit + (double) (experiment.tasks() - statistics.completed());
            }
        }
        return statistics.meanCompletionTime();
    }

    @Override
    public LearningCurve<Point, ElasticPrices> curve() {
        return curve;
    }

    /** Returns the number of generations made. */
    int generation() {
        return generation;
    }

    /** Saves the best prices, as a row of {@link TunedPrices}. */
    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        double[] values = curve.network().toArray();
        ResultTable<ElasticPrices> table = new ResultTable<ElasticPrices>()
                .column(TunedPrices.SCENARIO, prices -> scenario)
                .column(TunedPrices.DECISION, prices -> TunedPrices.name(decision))
                .column(TunedPrices.RULES, prices -> Fidelity.of(experiment).label());
        for (int k = 0; k < values.length; k++) {
            double value = values[k];
            table.column(ElasticPrices.NAMES.get(k), prices -> value);
        }
        table.column("selection_mean_jct", prices -> curve.least())
                .column("generations", prices -> curve.best().generation)
                .column("command", prices -> more.getOrDefault("command", ""))
                .write(file, List.of(curve.network()));
    }

    @Override
    public String networkFile() {
        return "tuned.csv";
    }

    private Identity identity() {
        return Identity.of("experiment", scenario)
                .with("rules", experiment.setting().refill() + " " + experiment.eligibility())
                .with("decision", TunedPrices.name(decision))
                .with("seed", seed)
                .with("selection runs", selectionRuns);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        StateFile.save(file, MAGIC, out -> {
            identity().write(out);
            out.writeInt(generation);
            search.write(out);
            StateFile.writeNumbers(out, curve.network().toArray());
            out.writeInt(curve.points().size());
            for (Point point : curve.points()) {
                out.writeInt(point.generation);
                out.writeDouble(point.training);
                out.writeDouble(point.selection);
            }
        });
    }

    private void read(DataInput in, Path file) throws IOException {
        identity().requireSaved(file, in);
        generation = in.readInt();
        search.read(in);
        double[] best = ElasticPrices.START.toArray();
        StateFile.readNumbers(in, best);
        int points = in.readInt();
        for (int i = 0; i < points; i++) {
            curve.add(new Point(in.readInt(), in.readDouble(), in.readDouble()), () -> ElasticPrices.of(best));
        }
    }
}
