// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.experiment.CurveReport;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Metric;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows the learning curve of a network or of prices beside schedulers that need no training, all under the selection seeds.
 *
 * @param <P> kind of points
 */
final class TapFingerTrainReport<P> implements Findings {
    private static final String TITLE = "mean completion time [timesteps]";
    private static final List<Baseline> BESIDE = List.of(Baseline.OPTIMUS, Baseline.SHORTEST_REMAINING);
    /** Baselines above so many times the best one are left out of the figure. */
    private static final double CLOSE = 2;

    private final CurveReport<P> curve;
    private final ResultTable<CurveReport.Entry<P>> columns;
    private final String note;
    private final double least;

    private TapFingerTrainReport(
            Trainer<P> trainer,
            ElasticExperiment experiment,
            int selectionRuns,
            Metric<P> shown,
            ToLongFunction<P> episodes,
            ResultTable<CurveReport.Entry<P>> columns,
            String note) {
        curve = new CurveReport<>(List.of(trainer), shown, episodes);
        this.columns = columns;
        this.note = note;
        for (Baseline baseline : BESIDE) {
            String name = TapFingerSchedulers.name(baseline);
            curve.compare(
                    name,
                    Seeds.selection(selectionRuns).stream()
                            .mapToDouble(seed ->
                                    TapFingerEpisode.run(experiment, name, seed).meanCompletionTime())
                            .average()
                            .orElseThrow());
        }
        curve.compareUntrained();
        least = trainer.curve().least();
    }

    /** Shows the training of a network. */
    static TapFingerTrainReport<?> of(
            TapFingerTrainer trainer, ElasticExperiment experiment, TrainingPlan plan, MatrixKernel kernel) {
        int perIteration = plan.settings().arrivals() * plan.settings().siblings();
        return new TapFingerTrainReport<>(
                trainer,
                experiment,
                plan.selectionRuns(),
                metric(TapFingerTrainer.Point::score),
                point -> (long) point.iteration() * perIteration,
                new ResultTable<CurveReport.Entry<TapFingerTrainer.Point>>()
                        .column("iterations", entry -> entry.point().iteration())
                        .column("steps", entry -> entry.point().steps())
                        .column("training_mean_jct", entry -> entry.point().training())
                        .column("sequential_mean_jct", entry -> entry.point().sequential())
                        .column("independent_mean_jct", entry -> entry.point().independent()),
                String.format(
                        Locale.ROOT,
                        "Kernel of matrix products: %s%s. Training steps, of all clusters: %d.%n",
                        kernel.label(),
                        MatrixKernels.hasVector()
                                ? ""
                                : " (java " + MatrixKernels.VECTOR_OPTION + " gives a faster one)",
                        last(trainer).steps()));
    }

    private static TapFingerTrainer.Point last(TapFingerTrainer trainer) {
        List<TapFingerTrainer.Point> points = trainer.curve().points();
        return points.get(points.size() - 1);
    }

    /** Shows the tuning of prices. */
    static TapFingerTrainReport<?> of(TunedTrainer trainer, ElasticExperiment experiment, int selectionRuns) {
        return new TapFingerTrainReport<>(
                trainer,
                experiment,
                selectionRuns,
                metric(TunedTrainer.Point::selection),
                point -> (long) point.generation() * TunedTrainer.CANDIDATES * TunedTrainer.EPISODES,
                new ResultTable<CurveReport.Entry<TunedTrainer.Point>>()
                        .column("generations", entry -> entry.point().generation())
                        .column("training_mean_jct", entry -> entry.point().training())
                        .column("selection_mean_jct", entry -> entry.point().selection()),
                "");
    }

    private static <P> Metric<P> metric(ToDoubleFunction<P> value) {
        return new Metric<>("mean JCT", "mean_jct", "", 3, value);
    }

    @Override
    public String text() {
        return curve.text() + note;
    }

    /** Writes curve.csv, baselines.csv and the figure of both. */
    @Override
    public void write(Path folder) throws IOException {
        curve.write(folder, columns);
        curve.figure("learning curve", TITLE, Double.POSITIVE_INFINITY, 1, CLOSE * least)
                .save(folder, "curve");
    }
}
