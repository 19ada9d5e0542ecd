// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.ecsrl.EcsrlBaselines;
import io.github.virgasim.papers.ecsrl.EcsrlNetwork;
import io.github.virgasim.papers.ecsrl.EcsrlWeights;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and leaves tables and figures. */
@Command(
        name = "run",
        sortOptions = false,
        description = "Runs a scenario under one or all policies; prints a table and leaves CSV files and figures.")
final class RunCommand implements Callable<Integer> {
    private static final String ALL = "all";
    /** ASET sweeps 20 to 100 clients/min around its 60; other scenarios are swept over the same range, relatively. */
    private static final List<Double> RELATIVE_RATES = List.of(20 / 60.0, 40 / 60.0, 1.0, 80 / 60.0, 100 / 60.0);

    private static final int MOST_SEEDS = 100;
    private static final int SWEEP_SEEDS = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "Name of a bundled scenario, path of a YAML file, or an experiment with elastic tasks:"
                    + " tapfinger-synthetic, tapfinger-hetero, tapfinger-multi-task, tapfinger-short-long,"
                    + " tapfinger-trace or tapfinger-container.")
    private String scenario;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = ALL,
            description =
                    "Scheduling policy, 'aset' for ASET's trained agent, or 'all' static policies (default); where each"
                            + " query is bound on its own also 'actor-critic' for ECSRL's trained agent, or one of its"
                            + " baselines ('virga list' names them). All static policies"
                            + " also run at 1/3, 2/3, 4/3 and 5/3 of the scenario's client rate, for panel (b) of"
                            + " the figure.")
    private String policy;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description =
                    "Network of the policy 'aset' or 'actor-critic', left by 'virga train' (default: the one that ships"
                            + " for the scenario; of ASET's the one that is best under the selection seeds).")
    private Path network;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first run (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "10",
            description = "Number of runs, with seeds N, N+1, ... (default: ${DEFAULT-VALUE}). From 2 on, results are"
                    + " means with 95 %% confidence intervals.")
    private int seeds;

    @Option(
            names = "--sweep-seeds",
            paramLabel = "K",
            description =
                    "How many of these seeds run at the other client rates (default: 3, or all if there are fewer).")
    private Integer sweepSeeds;

    @Option(
            names = "--lambda",
            paramLabel = "X",
            description = "Mean rate of arriving clients [1/min] (default: the scenario's).")
    private Double lambda;

    @Option(names = "--duration", paramLabel = "S", description = "Simulated time [s] (default: the scenario's).")
    private Double duration;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: results/SCENARIO). Earlier results of Virga are replaced;"
                    + " a folder with anything else is refused.")
    private Path out;

    @Mixin
    private TapFingerRun elastic = new TapFingerRun();

    @Mixin
    private ScenarioWarnings warnings = new ScenarioWarnings();

    @Override
    public Integer call() throws IOException {
        if (TapFingerRun.takes(scenario)) {
            return elastic.execute(spec, scenario, seed, seeds, out);
        }
        elastic.checkUnused(spec);
        ScenarioSource source = ScenarioSource.of(scenario);
        Experiment experiment = experiment(source);
        OutputFolder folder = OutputFolder.at(out == null ? Path.of("results", source.name()) : out);

        Provenance provenance = provenance(source, experiment)
                .withWarnings(warnings.check(spec.commandLine().getErr(), List.of(experiment.scenario())));
        Experiment.Results results;
        try (TerminalProgress progress = new TerminalProgress(source.name(), experiment.size())) {
            results = experiment.execute(progress);
        }
        RunReport report = new RunReport(experiment, results);
        folder.write(provenance, part -> {
            report.write(part);
            ScenarioWarnings.candidates(part.resolve("candidates.csv"), experiment.scenario());
        });
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(report.text());
        networkName(source).ifPresent(name -> terminal.println("\nNetwork of " + policy + ": " + name));
        terminal.println("\nTables and figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private Experiment experiment(ScenarioSource source) {
        Checks.within("--seeds", seeds, 1, MOST_SEEDS);
        List<String> policies = policy.equals(ALL) ? StaticPolicies.names() : List.of(policy);
        Checks.oneOf("--policy", policy, known(source.scenario()));
        ServingScenario changed = source.scenario();
        if (lambda != null) {
            changed = changed.withLambda(Checks.positive("--lambda", lambda));
        }
        if (duration != null) {
            changed = changed.withSettings(withDuration(changed.settings(), duration));
        }
        boolean sweeps = policy.equals(ALL) && !changed.workload().isReplayed();
        if (sweepSeeds != null && !sweeps) {
            throw new InvalidInputException("--sweep-seeds is for --policy all and clients that are not replayed");
        }
        return new Experiment(
                changed,
                policies,
                maker(source, changed),
                LongStream.range(0, seeds).mapToObj(k -> seed + k).toList(),
                sweeps ? rates(source.scenario().workload().clientRate() * 60) : List.of(),
                sweepSeeds == null
                        ? Math.min(SWEEP_SEEDS, seeds)
                        : (int) Checks.within("--sweep-seeds", sweepSeeds, 1, seeds));
    }

    private static List<String> known(ServingScenario scenario) {
        List<String> known = new ArrayList<>(StaticPolicies.names());
        known.add(AsetNetwork.NAME);
        if (scenario.settings().binding() == ServingSettings.Binding.QUERY) {
            known.addAll(EcsrlBaselines.names());
            known.add(EcsrlNetwork.NAME);
        }
        known.add(ALL);
        return known;
    }

    private Function<String, SchedulingPolicy> maker(ScenarioSource source, ServingScenario changed) {
        if (policy.equals(EcsrlNetwork.NAME)) {
            EcsrlNetwork agent = network == null ? EcsrlNetwork.shipped() : EcsrlNetwork.load(network);
            agent.check(source.scenario());
            return name -> agent.policy(source.scenario(), EcsrlWeights.EVEN);
        }
        if (!policy.equals(AsetNetwork.NAME)) {
            if (network != null) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "--network is for --policy aset or actor-critic, policy was '%s'", policy));
            }
            return EcsrlBaselines.names().contains(policy)
                    ? name -> EcsrlBaselines.named(name, source.scenario())
                    : StaticPolicies::named;
        }
        AsetNetwork agent = network == null
                ? AsetNetwork.shipped(source.name(), AsetNetwork.bestState(source.name()))
                : AsetNetwork.load(network);
        agent.check(changed);
        return name -> agent.policy(changed);
    }

    /** Returns the client rates [1/min] of a sweep around a scenario's own. */
    static List<Double> rates(double ofScenario) {
        return RELATIVE_RATES.stream().map(relative -> relative * ofScenario).toList();
    }

    /** Returns settings with the duration of the option --duration. */
    static ServingSettings withDuration(ServingSettings settings, double duration) {
        Checks.positive("--duration", duration);
        if (duration <= settings.warmup()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "--duration must be above the scenario's warm-up of %s s, was '%s'",
                    plain(settings.warmup()),
                    plain(duration)));
        }
        return settings.withDuration(duration);
    }

    /** Returns the file or data set of the policy's network; none for policies without. */
    private Optional<String> networkName(ScenarioSource source) {
        if (network != null) {
            return Optional.of(network.toString());
        }
        return switch (policy) {
            case AsetNetwork.NAME ->
                Optional.of(AsetNetwork.resource(source.name(), AsetNetwork.bestState(source.name())));
            case EcsrlNetwork.NAME -> Optional.of(EcsrlNetwork.RESOURCE);
            default -> Optional.empty();
        };
    }

    private Provenance provenance(ScenarioSource source, Experiment experiment) throws IOException {
        String command = String.format(
                Locale.ROOT,
                "virga run %s --policy %s --seed %d --seeds %d",
                CommandText.word(source.argument()),
                policy,
                seed,
                seeds);
        Inputs inputs = new Inputs().addAll(source.hashes());
        if (network != null) {
            command += " --network " + CommandText.word(network);
            inputs.add(network);
        } else if (networkName(source).isPresent()) {
            inputs.addShipped(networkName(source).get());
        }
        if (sweepSeeds != null) {
            command += " --sweep-seeds " + sweepSeeds;
        }
        if (lambda != null) {
            command += " --lambda " + plain(lambda);
        }
        if (duration != null) {
            command += " --duration " + plain(duration);
        }
        ServingScenario used = experiment.scenario();
        ServingSettings settings = used.settings();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scenario", used.name());
        networkName(source).ifPresent(name -> parameters.put("network", name));
        parameters.put("lambda_per_min", plain(used.workload().clientRate() * 60));
        parameters.put("duration_s", plain(settings.duration()));
        parameters.put("warmup_s", plain(settings.warmup()));
        parameters.put("binding", settings.binding().name().toLowerCase(Locale.ROOT));
        parameters.put("jitter", settings.jitter().name());
        parameters.put("service", settings.service().name());
        return new Provenance(command, inputs.hashes(), experiment.seeds(), parameters);
    }

    /** Writes a number without a needless ".0". */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
