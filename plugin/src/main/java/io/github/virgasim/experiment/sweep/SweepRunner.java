// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.experiment.PolicyMaker;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs jobs. The same job gives the same row, in whatever order and on whatever machine. Several threads may
 * share a runner.
 */
public final class SweepRunner {
    /** Scenarios and policies that are kept; neighbouring jobs have the same. */
    private static final int KEPT = 32;

    private final List<NamedPolicy> policies = Papers.policies();
    private final Map<SweepJob, Setup> setups = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SweepJob, Setup> eldest) {
            return size() > KEPT;
        }
    };

    /** What all seeds share. */
    record Setup(ScenarioSource source, PolicyMaker maker, Map<String, String> inputs) {
        ServingScenario scenario() {
            return source.scenario();
        }
    }

    /** Makes a runner. */
    public SweepRunner() {}

    /**
     * Runs a job.
     *
     * @param job what to run
     * @return what came out, be it only an error
     */
    public SweepRow run(SweepJob job) {
        return run(job, run -> {});
    }

    /** Runs a job likewise, and shows the run as a whole, unless it fails. */
    SweepRow run(SweepJob job, Consumer<ServingRun> seen) {
        return run(job, seen, ServingRun::execute);
    }

    /** Runs a job likewise, and hands over what was watched of it, too. */
    SweepRow watch(SweepJob job, Consumer<ServingRun> seen, Consumer<RunSample> sample) {
        return run(job, seen, (scenario, policy, seed) -> {
            ServingRun.Watched watched = ServingRun.watch(scenario, policy, seed);
            sample.accept(watched.sample());
            return watched.run();
        });
    }

    /** Serves a scenario. */
    private interface Run {
        ServingRun of(ServingScenario scenario, SchedulingPolicy policy, long seed);
    }

    private SweepRow run(SweepJob job, Consumer<ServingRun> seen, Run how) {
        try {
            Setup setup = setup(job);
            ServingRun run = how.of(setup.scenario(), setup.maker.make(setup.scenario(), job.seed()), job.seed());
            seen.accept(run);
            return SweepRow.of(job, run.summary(), run.statistics().latency());
        } catch (RuntimeException | IOException e) {
            // One bad combination must not cost all the others.
            return SweepRow.failed(job, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /**
     * Reads the scenario and opens the policy of a job.
     *
     * @throws InvalidInputException if one of them cannot be had
     * @throws IOException if a file cannot be read
     */
    Setup setup(SweepJob job) throws IOException {
        SweepJob key = new SweepJob(job.scenario(), job.changes(), job.policy(), 0);
        synchronized (setups) {
            Setup known = setups.get(key);
            if (known == null) {
                known = open(job);
                setups.put(key, known);
            }
            return known;
        }
    }

    private Setup open(SweepJob job) throws IOException {
        ScenarioSource source = ScenarioSource.of(job.scenario(), job.changes());
        Checks.oneOf(
                "policies",
                job.policy(),
                policies.stream().map(NamedPolicy::name).toList());
        NamedPolicy policy = policies.stream()
                .filter(one -> one.name().equals(job.policy()))
                .findFirst()
                .orElseThrow();
        if (!policy.serves(source.scenario())) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "policy %s serves only scenarios where each query is bound on its own, '%s' is none",
                    policy.name(),
                    job.scenario()));
        }
        NamedPolicy.Opened opened = policy.opener().open(source, source.scenario(), null);
        Map<String, String> inputs = new LinkedHashMap<>(source.hashes());
        inputs.putAll(opened.inputs().hashes());
        return new Setup(source, opened.maker(), inputs);
    }
}
