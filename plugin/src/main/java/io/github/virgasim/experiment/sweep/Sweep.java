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
import java.util.function.IntFunction;

/**
 * Runs a plan and writes sweep.csv row by row, in the order of the plan, nothing being kept. Rows are beside the folder for
 * the results until all are there; the same plan with the same input goes on where it was interrupted.
 */
public final class Sweep implements Work.Body {
    private final SweepPlan plan;
    private final SweepRunner runner;
    private final String identity;
    private final Optional<SweepRuns> elsewhere;
    private final AtomicReference<RunSample> sample = new AtomicReference<>();

    private Sweep(SweepPlan plan, SweepRunner runner, String identity, Optional<SweepRuns> elsewhere) {
        this.plan = plan;
        this.runner = runner;
        this.identity = identity;
        this.elsewhere = elsewhere;
    }

    /**
     * Reads a plan, and checks each of its scenarios, values and policies together with the first of all others.
     *
     * @param file the plan's YAML file
     * @return the work, whose jobs run on all processors
     * @throws InvalidInputException if something is missing or breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static Work prepare(Path file) throws IOException {
        return prepare(file, Optional.empty());
    }

    /**
     * Reads and checks a plan likewise, whose jobs run elsewhere.
     *
     * @param file the plan's YAML file
     * @param elsewhere runs the jobs; how far they went is not looked at
     * @return the work, which leaves the same rows
     * @throws InvalidInputException if something is missing or breaks a rule
     * @throws IOException if a file cannot be read
     */
    public static Work prepare(Path file, SweepRuns elsewhere) throws IOException {
        return prepare(file, Optional.of(elsewhere));
    }

    private static Work prepare(Path file, Optional<SweepRuns> elsewhere) throws IOException {
        SweepPlan plan = SweepPlan.read(file);
        SweepRunner runner = new SweepRunner();
        Inputs inputs = new Inputs().add(file);
        Map<String, ServingScenario> scenarios = new LinkedHashMap<>();
        for (SweepJob job : samples(plan)) {
            SweepRunner.Setup setup;
            try {
                setup = runner.setup(job);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(file + ", " + description(job) + ": " + e.getMessage());
            }
            inputs.addAll(setup.inputs());
            String with = job.changes().isEmpty() ? "" : " with " + job.changes();
            scenarios.put(job.scenario() + with, setup.scenario());
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
                        List.of(),
                        parameters(plan),
                        new Sweep(plan, runner, identity, elsewhere))
                .serving(scenarios);
    }

    /** Names seeds by the first and their number, since a list of them has no bound. */
    private static Map<String, String> parameters(SweepPlan plan) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("sweep", plan.name());
        parameters.put("runs", String.valueOf(plan.size()));
        parameters.put("first_seed", String.valueOf(plan.firstSeed()));
        parameters.put("seeds", String.valueOf(plan.seeds()));
        return parameters;
    }

    /** Returns jobs that have each scenario, value and policy once at least. */
    private static Set<SweepJob> samples(SweepPlan plan) {
        SweepJob first = plan.job(0);
        Set<SweepJob> samples = new LinkedHashSet<>(List.of(first));
        plan.scenarios().forEach(scenario -> samples.add(new SweepJob(scenario, first.changes(), first.policy(), 0)));
        plan.policies().forEach(policy -> samples.add(new SweepJob(first.scenario(), first.changes(), policy, 0)));
        plan.parameters().forEach((path, values) -> {
            for (String value : values) {
                Map<String, String> others = new LinkedHashMap<>(first.changes());
                others.put(path, value);
                samples.add(new SweepJob(first.scenario(), others, first.policy(), 0));
            }
        });
        return samples;
    }

    private static String description(SweepJob job) {
        return "run of scenario '" + job.scenario() + "' with " + job.changes() + " and policy '" + job.policy() + "'";
    }

    @Override
    public Findings run(Work.Output output, Progress progress) throws IOException {
        UnfinishedRows unfinished = new UnfinishedRows(output.unfinished("." + identity + ".rows.csv"), plan);
        try {
            int done = unfinished.count();
            progress.skip(done);
            Passport passport = output.passport().orElseThrow();
            try (ResultTable.Rows<SweepRow> rows = unfinished.append()) {
                if (elsewhere.isPresent()) {
                    Files.deleteIfExists(UnfinishedReach.of(unfinished.file()));
                    passport.addUnseen(plan.size());
                    elsewhere.get().run(new Rest<>(done, plan.size(), plan::job), progress, rows::add);
                } else {
                    UnfinishedReach reach = new UnfinishedReach(unfinished.file(), plan, runner, passport);
                    reach.resume(done);
                    runHere(done, reach, progress, rows);
                }
            }
            Path complete = Files.copy(unfinished.file(), output.folder().resolve("sweep.csv"));
            if (sample.get() == null) {
                runner.watch(plan.job(0), run -> {}, sample::set);
            }
            return SweepMeans.of(plan, complete, done, unfinished, Optional.ofNullable(sample.get()));
        } catch (IOException | RuntimeException e) {
            unfinished.close();
            throw e;
        }
    }

    private void runHere(int done, UnfinishedReach reach, Progress progress, ResultTable.Rows<SweepRow> rows)
            throws IOException {
        SweepJob watched = plan.job(0);
        Trials.run(
                new Rest<>(done, plan.size(), place -> place),
                place -> List.of(plan.job(place).seed()),
                (place, seed) -> {
                    SweepJob job = plan.job(place);
                    Consumer<ServingRun> seen = run -> reach.add(place, run);
                    return job.equals(watched) ? runner.watch(job, seen, sample::set) : runner.run(job, seen);
                },
                progress,
                (place, row) -> rows.add(row));
    }

    /** What is at the places of the jobs of a plan from one on, made as it is asked for. */
    private static final class Rest<T> extends AbstractList<T> implements RandomAccess {
        private final int first;
        private final int end;
        private final IntFunction<T> at;

        Rest(int first, int end, IntFunction<T> at) {
            this.first = first;
            this.end = end;
            this.at = at;
        }

        @Override
        public T get(int index) {
            return at.apply(first + index);
        }

        @Override
        public int size() {
            return end - first;
        }
    }
}
