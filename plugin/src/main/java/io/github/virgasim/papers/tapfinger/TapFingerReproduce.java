// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Trials;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.report.Passport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures TapFinger's baselines, and puts published results beside them. */
final class TapFingerReproduce implements Activity {
    private static final String ALL = "all";
    private static final Setting<Boolean> BASELINES =
            Setting.flag("--baselines", "Only schedulers without a trained network.");
    private static final Setting<String> EXPERIMENT = Setting.word(
            "--experiment", ALL, "One experiment, by the name of its published results, or 'all' (default).");
    private static final Setting<Path> PUBLISHED = Setting.file(
            "--published",
            "CSV file of published results, with the columns experiment, scheduler, mean_jct, median_jct, p95_jct,"
                    + " mean_accum, mean_cpu_frac and mean_gpu_frac (default: those shipped with Virga).");
    private static final Setting<Path> DURATIONS = Setting.file(
            "--durations",
            "CSV file of measured durations and fitted training curves (default: means and fits shipped with Virga).");
    private static final Setting<Integer> SEEDS =
            CommonSettings.seeds(20, "Number of runs for each experiment and scheduler, with seeds 1, 2, ...");

    private static final Setting<Double> DECISION = Setting.number(
            "--decision-ms",
            "X",
            null,
            "Measured time of a decision per cluster [ms], as 'virga bench tapfinger' shows it, to stand in figure 7"
                    + " (default: none, so that the figure does not depend on the machine)");

    private record Key(TapFingerExperiments.Case of, String scheduler) {}

    @Override
    public String description() {
        return "Runs the experiments of TapFinger's evaluation under the trained network, its ablations, all baselines and"
                + " further schedulers, and compares with published results.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(BASELINES, EXPERIMENT, PUBLISHED, DURATIONS, SEEDS, DECISION);
    }

    @Override
    public String folder() {
        return "results/reproduce-tapfinger";
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        List<Long> seeds = Seeds.from(1, CommonSettings.count(arguments, SEEDS));
        Path durations = arguments.get(DURATIONS);
        Path published = arguments.get(PUBLISHED);
        List<TapFingerExperiments.Case> cases = cases(arguments.get(EXPERIMENT), durations);
        TapFingerPublished beside =
                published == null ? TapFingerPublished.shipped() : TapFingerPublished.read(published);
        TracedTypes measured = TapFingerExperiments.measured(durations, TapFingerExperiments.BARE_METAL);
        List<Key> keys = new ArrayList<>();
        Double decisionMs = arguments.get(DECISION);
        if (decisionMs != null) {
            Checks.within(DECISION.name(), decisionMs, 0, 10_000);
        }
        boolean baselines = arguments.get(BASELINES);
        cases.forEach(of -> TapFingerSchedulers.shipped(of.experiment()).stream()
                .filter(name -> !baselines || LearnedScheduler.named(name).isEmpty())
                .forEach(scheduler -> keys.add(new Key(of, scheduler))));
        Inputs inputs = new Inputs()
                .add(published, TapFingerPublished.SHIPPED)
                .add(durations, TracedTypes.SHIPPED)
                .addShipped(TapFingerOverhead.SHIPPED)
                .addShipped(TapFingerCurves.SHIPPED);
        for (Key key : keys) {
            TapFingerSchedulers.addInputs(inputs, List.of(key.scheduler), key.of.experiment(), false);
        }
        Map<String, Passport.TaskTimes> times = new LinkedHashMap<>();
        cases.forEach(of -> times.put(of.name(), TapFingerExperiments.times(of.experiment(), durations)));
        return new Work(
                        "tapfinger",
                        keys.size() * seeds.size(),
                        Path.of(folder()),
                        "Tables and figures",
                        inputs,
                        seeds,
                        Map.of("rules", "published"),
                        (output, progress) -> run(keys, seeds, progress, beside, measured, decisionMs))
                .with(Passport.elastic(times));
    }

    private static List<TapFingerExperiments.Case> cases(String experiment, Path durations) {
        List<TapFingerExperiments.Case> all = new ArrayList<>(TapFingerExperiments.published(durations));
        all.addAll(TapFingerExperiments.own(durations));
        if (experiment.equals(ALL)) {
            return all;
        }
        List<String> known = new ArrayList<>(
                all.stream().map(TapFingerExperiments.Case::name).toList());
        known.add(ALL);
        Checks.oneOf(EXPERIMENT.name(), experiment, known);
        return all.stream().filter(of -> of.name().equals(experiment)).toList();
    }

    private static Findings run(
            List<Key> keys,
            List<Long> seeds,
            Progress progress,
            TapFingerPublished beside,
            TracedTypes measured,
            Double decisionMs)
            throws IOException {
        Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes = new LinkedHashMap<>();
        Trials.run(
                keys,
                seeds,
                (key, seed) -> TapFingerEpisode.run(key.of, key.scheduler, seed),
                progress,
                (key, episode) ->
                        episodes.computeIfAbsent(key.of, of -> new Results<>()).add(key.scheduler, episode));
        return new TapFingerReproduceReport(episodes, beside, measured, decisionMs);
    }
}
