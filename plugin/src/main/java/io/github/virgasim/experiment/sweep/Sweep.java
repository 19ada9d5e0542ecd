// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Progress;
import io.github.virgasim.experiment.Trials;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs a plan and writes sweep.csv row by row, in the order of the plan, nothing being kept. Rows are beside the folder for
 * the results until all are there; the same plan with the same input goes on where it was interrupted.
 */
public final class Sweep implements Work.Body {
    private final SweepPlan plan;
    private final SweepRunner runner;
    private final String identity;

    private Sweep(SweepPlan plan, SweepRunner runner, String identity) {
        this.plan = plan;
        this.runner = runner;
        this.identity = identity;
    }

    /**
     * Reads a plan, and checks each of its scenarios, values and policies together with the first of all others.
     *
     * @param file the plan's YAML file
     * @return the work
     * @throws InvalidInputException if something is missing or breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static Work prepare(Path file) throws IOException {
        SweepPlan plan = SweepPlan.read(file);
        SweepRunner runner = new SweepRunner(plan);
        Inputs inputs = new Inputs().add(file);
        Map<String, ServingScenario> scenarios = new LinkedHashMap<>();
        for (SweepJob job : samples(plan)) {
            SweepRunner.Setup setup;
            try {
                setup = runner.setup(job);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(file + ", " + description(plan, job) + ": " + e.getMessage());
            }
            inputs.addAll(setup.inputs());
            Map<String, String> changes = plan.changes(job);
            scenarios.put(job.scenario() + (changes.isEmpty() ? "" : " with " + changes), setup.scenario());
        }
        String all = Provenance.version() + plan + new TreeMap<>(inputs.hashes());
        String identity =
                Provenance.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return new Work(
                        "sweep " + plan.name(),
                        plan.size(),
                        Path.of("results", plan.name()),
                        "Rows and means",
                        inputs,
                        LongStream.range(plan.firstSeed(), plan.firstSeed() + plan.seeds())
                                .boxed()
                                .toList(),
                        Map.of("sweep", plan.name(), "runs", String.valueOf(plan.size())),
                        new Sweep(plan, runner, identity))
                .serving(scenarios);
    }

    /** Returns jobs that have each scenario, value and policy once at least. */
    private static Set<SweepJob> samples(SweepPlan plan) {
        SweepJob first = plan.job(0);
        Set<SweepJob> samples = new LinkedHashSet<>(List.of(first));
        plan.scenarios().forEach(scenario -> samples.add(new SweepJob(scenario, first.values(), first.policy(), 0)));
        plan.policies().forEach(policy -> samples.add(new SweepJob(first.scenario(), first.values(), policy, 0)));
        int i = 0;
        for (List<String> values : plan.parameters().values()) {
            for (String value : values) {
                List<String> others = new ArrayList<>(first.values());
                others.set(i, value);
                samples.add(new SweepJob(first.scenario(), others, first.policy(), 0));
            }
            i++;
        }
        return samples;
    }

    private static String description(SweepPlan plan, SweepJob job) {
        return "run of scenario '" + job.scenario() + "' with " + plan.changes(job) + " and policy '" + job.policy()
                + "'";
    }

    @Override
    public Findings run(Work.Output output, Progress progress) throws IOException {
        UnfinishedRows unfinished = new UnfinishedRows(output.unfinished("." + identity + ".rows.csv"), plan);
        SweepJob watched = plan.job(0);
        AtomicReference<RunSample> sample = new AtomicReference<>();
        try {
            int done = unfinished.count();
            for (int i = 0; i < done; i++) {
                progress.step();
            }
            Passport passport = output.passport().orElseThrow();
            UnfinishedReach reach = new UnfinishedReach(unfinished.file(), plan, runner, passport);
            reach.resume(done);
            try (ResultTable.Rows<SweepRow> rows = unfinished.append()) {
                Trials.run(
                        new Places(plan, done),
                        place -> List.of(plan.job(place).seed()),
                        (place, seed) -> {
                            SweepJob job = plan.job(place);
                            Consumer<ServingRun> seen = run -> reach.add(place, run);
                            return job.equals(watched) ? runner.watch(job, seen, sample::set) : runner.run(job, seen);
                        },
                        progress,
                        (place, row) -> rows.add(row));
            }
            Path complete = Files.copy(unfinished.file(), output.folder().resolve("sweep.csv"));
            if (done > 0) {
                runner.watch(watched, run -> {}, sample::set);
            }
            return SweepMeans.of(plan, complete, done, unfinished, Optional.ofNullable(sample.get()));
        } catch (IOException | RuntimeException e) {
            unfinished.close();
            throw e;
        }
    }

    /** The places of the jobs of a plan from one on, made as they are asked for. */
    private static final class Places extends AbstractList<Integer> implements RandomAccess {
        private final SweepPlan plan;
        private final int first;

        Places(SweepPlan plan, int first) {
            this.plan = plan;
            this.first = first;
        }

        @Override
        public Integer get(int index) {
            return first + index;
        }

        @Override
        public int size() {
            return plan.size() - first;
        }
    }
}
