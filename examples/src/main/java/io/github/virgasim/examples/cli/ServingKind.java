// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Serving scenarios, to be run by name or from a file under one policy or all static ones. */
final class ServingKind implements ExperimentKind {
    private static final String ALL = "all";
    private static final int SWEEP_SEEDS = 3;
    private static final Setting<String> POLICY = Setting.word(
            "--policy",
            ALL,
            "Scheduling policy ('virga list' names them), or 'all' static policies (default). All static policies also run"
                    + " at 1/3, 2/3, 4/3 and 5/3 of the scenario's client rate, for panel (b) of the figure.");
    private static final Setting<Path> NETWORK = Setting.file(
            "--network",
            "Network of a policy that is a trained agent, left by 'virga train' (default: the one that ships for the"
                    + " scenario; of several the one that is best under the selection seeds).");
    private static final Setting<Integer> SWEEP = new Setting<>(
            "--sweep-seeds",
            "K",
            Integer.class,
            null,
            "How many of these seeds run at the other client rates (default: 3, or all if there are fewer).");
    private static final Setting<Double> LAMBDA =
            Setting.number("--lambda", "X", null, "Mean rate of arriving clients [1/min] (default: the scenario's)");
    private static final Setting<Boolean> NO_FIGURES =
            Setting.flag("--no-figures", "Leaves the tables only: figures are nearly half of a short run's CPU time.");

    @Override
    public String heading() {
        return "Scenarios";
    }

    @Override
    public String described() {
        return "serving scenarios";
    }

    @Override
    public List<String> names() {
        return Scenarios.names();
    }

    /** Takes what no other kind does, as a file may have any name. */
    @Override
    public boolean takes(String name) {
        return true;
    }

    @Override
    public Map<String, List<String>> lists() {
        return Map.of();
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                POLICY,
                NETWORK,
                CommonSettings.FIRST_SEED,
                CommonSettings.RUNS,
                SWEEP,
                LAMBDA,
                CommonSettings.DURATION,
                NO_FIGURES);
    }

    @Override
    public Work prepare(String name, Arguments arguments) throws IOException {
        ScenarioSource source = ScenarioSource.of(name);
        List<Long> seeds = CommonSettings.seeds(arguments);
        List<NamedPolicy> chosen = chosen(source.scenario(), arguments.get(POLICY));
        ServingScenario scenario = source.scenario();
        Double lambda = arguments.get(LAMBDA);
        if (lambda != null) {
            scenario = scenario.withLambda(Checks.positive(LAMBDA.name(), lambda));
        }
        scenario = CommonSettings.withDuration(scenario, arguments, new LinkedHashMap<>());
        Inputs inputs = new Inputs().addAll(source.hashes());
        Map<String, PolicyMaker> makers = new LinkedHashMap<>();
        Optional<String> network = Optional.empty();
        for (NamedPolicy policy : chosen) {
            NamedPolicy.Opened opened = policy.opener().open(source, scenario, network(policy, arguments));
            makers.put(policy.name(), opened.maker());
            inputs.addAll(opened.inputs().hashes());
            network = opened.network();
        }
        boolean sweeps =
                arguments.get(POLICY).equals(ALL) && !scenario.workload().isReplayed();
        ServingSweep sweep = new ServingSweep(
                scenario,
                makers,
                seeds,
                sweeps ? CommonSettings.rates(source.scenario()) : List.of(),
                sweepSeeds(arguments, sweeps, seeds.size()),
                network,
                !arguments.get(NO_FIGURES));
        return new Work(
                        source.name(),
                        sweep.size(),
                        Path.of("results", source.name()),
                        sweep.figures() ? "Tables and figures" : "Tables",
                        inputs,
                        seeds,
                        parameters(scenario, network),
                        sweep)
                .serving(List.of(scenario));
    }

    private static List<NamedPolicy> chosen(ServingScenario scenario, String name) {
        List<NamedPolicy> known = Papers.policies().stream()
                .filter(policy -> policy.serves(scenario))
                .toList();
        List<String> names =
                new ArrayList<>(known.stream().map(NamedPolicy::name).toList());
        names.add(ALL);
        Checks.oneOf(POLICY.name(), name, names);
        return name.equals(ALL)
                ? Stream.concat(NamedPolicy.fixed().stream(), Stream.of(NamedPolicy.recorded()))
                        .filter(policy -> policy.serves(scenario))
                        .toList()
                : known.stream().filter(policy -> policy.name().equals(name)).toList();
    }

    private static Path network(NamedPolicy policy, Arguments arguments) {
        if (arguments.gives(NETWORK) && !policy.isTrained()) {
            String trained = Papers.policies().stream()
                    .filter(NamedPolicy::isTrained)
                    .map(NamedPolicy::name)
                    .collect(Collectors.joining(" or "));
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "--network is for --policy %s, policy was '%s'", trained, arguments.get(POLICY)));
        }
        return arguments.get(NETWORK);
    }

    private static int sweepSeeds(Arguments arguments, boolean sweeps, int seeds) {
        if (!arguments.gives(SWEEP)) {
            return Math.min(SWEEP_SEEDS, seeds);
        }
        if (!sweeps) {
            throw new InvalidInputException("--sweep-seeds is for --policy all and clients that are not replayed");
        }
        return arguments.within(SWEEP, 1, seeds);
    }

    private static Map<String, String> parameters(ServingScenario used, Optional<String> network) {
        ServingSettings settings = used.settings();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scenario", used.name());
        network.ifPresent(name -> parameters.put("network", name));
        parameters.put("lambda_per_min", CommandText.plain(used.workload().clientRate() * 60));
        parameters.put("duration_s", CommandText.plain(settings.duration()));
        parameters.put("warmup_s", CommandText.plain(settings.warmup()));
        parameters.put("binding", settings.binding().name().toLowerCase(Locale.ROOT));
        parameters.put("jitter", settings.jitter().name());
        parameters.put("service", settings.service().name());
        return parameters;
    }
}
