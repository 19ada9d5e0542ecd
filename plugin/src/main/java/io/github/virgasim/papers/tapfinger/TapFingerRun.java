// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** TapFinger's experiments, to be run by name under any scheduler of elastic tasks. */
final class TapFingerRun implements ExperimentKind {
    private static final String ALL = "all";
    private static final List<String> WHOLE = Arrays.stream(LearnedScheduler.values())
            .filter(LearnedScheduler::isWhole)
            .map(LearnedScheduler::label)
            .toList();
    private static final Setting<String> SCHEDULER = Setting.word(
            "--scheduler", ALL, "Scheduler of elastic tasks, or 'all' (default); for scenarios tapfinger-....");
    private static final Setting<Path> NETWORK = Setting.file(
            "--elastic-network",
            "Network that 'train tapfinger' left, for the schedulers tapfinger and tapfinger-independent (default: the one"
                    + " shipped with Virga for the scenario).");
    static final Setting<Path> DURATIONS = Setting.file(
            "--durations",
            "CSV file of measured durations and fitted training curves, for tapfinger-trace and tapfinger-container"
                    + " (default: means and fits shipped with Virga).");
    static final Setting<String> FIDELITY = Setting.word(
            "--fidelity",
            "published",
            "Rules of TapFinger's published runs, 'published' (default), or of its text, 'paper'; for scenarios"
                    + " tapfinger-....");

    @Override
    public String heading() {
        return "Experiments with elastic tasks";
    }

    @Override
    public String described() {
        return "scenarios " + TapFingerExperiments.PREFIX + "...";
    }

    @Override
    public List<String> names() {
        return TapFingerExperiments.names();
    }

    @Override
    public boolean takes(String name) {
        return name.startsWith(TapFingerExperiments.PREFIX);
    }

    @Override
    public Map<String, List<String>> lists() {
        return Map.of("Schedulers of elastic tasks", TapFingerSchedulers.names());
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SCHEDULER, NETWORK, FIDELITY, CommonSettings.FIRST_SEED, CommonSettings.RUNS, DURATIONS);
    }

    @Override
    public Work prepare(String name, Arguments arguments) throws IOException {
        List<Long> seeds = CommonSettings.seeds(arguments);
        Path durations = arguments.get(DURATIONS);
        ElasticExperiment experiment = TapFingerExperiments.named(name, durations, rules(arguments.get(FIDELITY)));
        Path file = arguments.get(NETWORK);
        TapFingerAgent network = file == null ? null : TapFingerAgent.load(file);
        List<String> schedulers = schedulers(arguments.get(SCHEDULER), experiment, network);
        Inputs inputs = new Inputs().addAny(file);
        if (TapFingerExperiments.isMeasured(name)) {
            inputs.add(durations, TracedTypes.SHIPPED);
        }
        TapFingerSchedulers.addInputs(inputs, schedulers, experiment, network != null);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scenario", name);
        parameters.put("experiment", experiment.name());
        parameters.put(
                "clusters", String.valueOf(experiment.setting().capacities().size()));
        parameters.put("tasks", String.valueOf(experiment.tasks()));
        parameters.put("tasks_per_timestep", CommandText.plain(experiment.rate()));
        parameters.put("mode", experiment.setting().mode().name().toLowerCase(Locale.ROOT));
        TapFingerSchedulers.Maker maker =
                network == null ? TapFingerSchedulers::make : TapFingerSchedulers.with(network);
        return new Work(
                        name,
                        schedulers.size() * seeds.size(),
                        Path.of("results", name),
                        "Tables and figures",
                        inputs,
                        seeds,
                        parameters,
                        (output, progress) -> new TapFingerRunReport(
                                name,
                                Results.of(
                                        schedulers,
                                        seeds,
                                        (scheduler, seed) -> TapFingerEpisode.run(experiment, scheduler, seed, maker),
                                        progress)))
                .with(Passport.elastic(Map.of(name, TapFingerExperiments.times(experiment, durations))));
    }

    /** Finds the schedulers that an option names, and checks the network that they need. */
    private static List<String> schedulers(String option, ElasticExperiment experiment, TapFingerAgent network) {
        List<String> names = TapFingerSchedulers.names();
        List<String> known = new ArrayList<>(names);
        known.add(ALL);
        Checks.oneOf(SCHEDULER.name(), option, known);
        List<String> all = new ArrayList<>(TapFingerSchedulers.shipped(experiment));
        if (network != null) {
            all.addAll(0, WHOLE);
        }
        List<String> chosen = option.equals(ALL) ? all.stream().distinct().toList() : List.of(option);
        if (network != null && chosen.stream().noneMatch(WHOLE::contains)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s is for the schedulers %s, %s was '%s'",
                    NETWORK.name(),
                    String.join(" and ", WHOLE),
                    SCHEDULER.name(),
                    option));
        }
        for (String name : chosen) {
            LearnedScheduler.named(name)
                    .map(learned -> network != null && learned.isWhole() ? network : learned.shipped(experiment))
                    .ifPresent(agent -> agent.check(experiment));
        }
        return chosen;
    }

    /** Finds the rules that {@link #FIDELITY} names. */
    static Fidelity rules(String fidelity) {
        List<String> known =
                Arrays.stream(Fidelity.values()).map(Fidelity::label).toList();
        return Fidelity.valueOf(Checks.oneOf(FIDELITY.name(), fidelity, known).toUpperCase(Locale.ROOT));
    }
}
