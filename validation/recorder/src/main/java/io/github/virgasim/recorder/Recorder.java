// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import io.github.virgasim.experiment.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Records a model: cold starts, profile, capacity, requests under load, sessions side by side. */
final class Recorder {
    /** Batches of tenants are the first, the last and the middle one of the profile. */
    private static final int TENANTS = 2;
    /** Batches begun this late, in terms of the time of one query, show that others use the machine. */
    private static final double LATE = 0.05;

    private static final double P99 = 0.99;
    /** Below this share of the processor others are to blame. */
    private static final double SHARE = 0.95;

    private final Clock clock;
    private final ModelSource source;
    private final RecordingFiles files;
    private final Progress progress;
    private final List<String> remarks = new ArrayList<>();
    private final NavigableMap<Integer, List<Long>> profiled = new TreeMap<>();
    private final long t0;
    private final Plan plan;
    private final ColdStarts coldStarts;
    private final Inference inference;

    /**
     * Makes a recorder.
     *
     * @param clock gives the time
     * @param plan what to record
     * @param source the model
     * @param coldStarts of it
     * @param files take the rows
     * @param progress is told of each step
     */
    Recorder(
            Clock clock,
            Plan plan,
            ModelSource source,
            ColdStarts coldStarts,
            RecordingFiles files,
            Progress progress) {
        this.clock = clock;
        this.coldStarts = coldStarts;
        inference = coldStarts.inference();
        this.plan = plan.batching(inference.batches());
        this.source = source;
        this.files = files;
        this.progress = progress;
        t0 = coldStarts.t0();
    }

    /**
     * Records everything.
     *
     * @param onProcessor whether the server's own thread does the work
     * @param besides how many sessions have processors of their own; below 2, none run side by side
     * @return what the user should know, a sentence each
     * @throws IOException if a file cannot be written
     */
    List<String> record(boolean onProcessor, int besides) throws IOException {
        try {
            coldStarts.write(files);
            if (!inference.batches()) {
                remarks.add("the model has a fixed first axis, so that nothing was batched");
            }
            progress.step();
            LoadRun backlog = new LoadRun(clock, inference, plan.maxBatch(), 100);
            List<LoadRun> runs = plan.loads().stream()
                    .map(load -> new LoadRun(clock, inference, plan.maxBatch(), load))
                    .toList();
            for (int round = 0; round < plan.rounds(); round++) {
                profile(round);
                backlog.serveAll(fullBatches() * plan.maxBatch());
                progress.step();
                for (LoadRun run : runs) {
                    run.servePoisson(seed(round, run), backlog.throughput(), plan.runNanos());
                    progress.step();
                }
            }
            write(backlog, 0, backlog.throughput());
            for (LoadRun run : runs) {
                write(run, 1 + runs.indexOf(run), backlog.throughput());
            }
            judgeMachine(runs, onProcessor);
            sharing(besides);
            progress.step();
        } finally {
            inference.close();
        }
        return remarks;
    }

    private long now() {
        return clock.nanos() - t0;
    }

    private static long seed(int round, LoadRun run) {
        return 1000L * (round + 1) + run.load();
    }

    private void profile(int round) throws IOException {
        for (int batch : plan.batches()) {
            String run = String.format(Locale.ROOT, "iso%d_%03d", round, batch);
            List<Long> all = profiled.computeIfAbsent(batch, b -> new ArrayList<>());
            long begin = now();
            // The caches are others' at first.
            inference.run(batch);
            long timed = now();
            int count = 0;
            while (count < plan.repetitions() && (count < plan.fewest() || now() - timed < plan.cellNanos())) {
                long at = now();
                inference.run(batch);
                long taken = now() - at;
                files.profile(run, source.name(), inference.query(), batch, all.size(), at, taken);
                all.add(taken);
                count++;
            }
            Map<String, ?> params = Map.of("model", source.name(), "batch", batch, "reps", count);
            files.marker("isolated", run, "ok", begin, now(), params, Map.of("mean_ns_so_far", mean(batch)));
        }
        progress.step();
    }

    /** Returns the mean of what a batch took alone [ns]; linear between those that were profiled. */
    private double mean(int batch) {
        Map.Entry<Integer, List<Long>> below = profiled.floorEntry(batch);
        Map.Entry<Integer, List<Long>> above = profiled.ceilingEntry(batch);
        double low = mean(below.getValue());
        double share = above.getKey().equals(below.getKey())
                ? 0
                : (double) (batch - below.getKey()) / (above.getKey() - below.getKey());
        return low + share * (mean(above.getValue()) - low);
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(value -> value).average().orElseThrow();
    }

    /** Returns how many batches of the largest size take a third of a run. */
    private int fullBatches() {
        return Math.max(2, (int) (plan.runNanos() / 3 / mean(plan.maxBatch())));
    }

    private void write(LoadRun run, int number, double capacity) throws IOException {
        String id = String.format(Locale.ROOT, "srv%03d", number);
        Served served = run.served();
        files.serving(id, source.name(), inference.query().size(), plan.maxBatch(), run.arrivals(), run.load(), served);
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("model", source.name());
        params.put("max_batch", plan.maxBatch());
        params.put("arrivals", run.arrivals());
        params.put("load_pct", run.load());
        params.put("capacity_rps", capacity);
        params.put("parts_us", run.intervalsMicros(t0));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("n", served.count());
        result.put("planned", served.planned());
        result.put("mean_us", served.meanMicros());
        result.put("p50_us", served.latencyMicros(0.5));
        result.put("p95_us", served.latencyMicros(0.95));
        result.put("p99_us", served.latencyMicros(P99));
        result.put("late_p99_us", served.lateMicros(P99));
        result.put("late_max_us", served.lateMicros(1));
        result.put("processor_share", served.processor() / served.busyNanos());
        result.put("pace", run.paces(this::mean));
        files.marker("serving", id, judge(id, run, served), run.begin() - t0, run.end() - t0, params, result);
    }

    /** Tells whether the machine has kept up. */
    private String judge(String id, LoadRun run, Served served) {
        String where = String.format(Locale.ROOT, "run %s at %d %% load: ", id, run.load());
        if (served.count() < served.planned()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%sthe machine could not keep it up; only %d of %d requests were served",
                    where,
                    served.count(),
                    served.planned()));
            return "behind";
        }
        if (run.isOpen() && served.lateMicros(P99) > LATE * mean(plan.batches().get(0)) / 1e3) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%sthe server woke up late, p99 %.2f ms, at most %.2f ms",
                    where,
                    served.lateMicros(P99) / 1e3,
                    served.lateMicros(1) / 1e3));
            return "late";
        }
        return "ok";
    }

    /** Tells how steady the machine was. */
    private void judgeMachine(List<LoadRun> runs, boolean onProcessor) {
        double[] paces = runs.stream()
                .flatMap(run -> run.paces(this::mean).stream())
                .mapToDouble(pace -> pace)
                .sorted()
                .toArray();
        remarks.add(String.format(
                Locale.ROOT,
                "the time of a batch under load was %.2f to %.2f times that of the profile, from part to part",
                paces[0],
                paces[paces.length - 1]));
        double share = runs.stream()
                        .mapToDouble(run -> run.served().processor())
                        .sum()
                / runs.stream().mapToDouble(run -> run.served().busyNanos()).sum();
        if (onProcessor && share > 0 && share < SHARE) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "while batches ran, the server had a processor %.0f %% of the time; others took the rest, and errors"
                            + " tell of them",
                    100 * share));
        }
    }

    private void sharing(int besides) throws IOException {
        if (besides < TENANTS) {
            remarks.add("no sessions side by side were recorded: there are not processors enough for two");
            return;
        }
        List<Integer> all = plan.batches();
        List<Integer> batches =
                List.copyOf(new LinkedHashSet<>(List.of(all.get(0), all.get(all.size() / 2), plan.maxBatch())));
        int runs = 0;
        try (Inference other = source.load()) {
            for (int batch : batches) {
                tenants(runs++, List.of(new Tenants.Member(clock, inference, batch)));
            }
            for (int i = 0; i < batches.size(); i++) {
                for (int j = i; j < batches.size(); j++) {
                    tenants(
                            runs++,
                            List.of(
                                    new Tenants.Member(clock, inference, batches.get(i)),
                                    new Tenants.Member(clock, other, batches.get(j))));
                }
            }
        }
    }

    private void tenants(int number, List<Tenants.Member> members) throws IOException {
        String run = String.format(Locale.ROOT, "str%03d", number);
        long begin = now();
        List<Tenants.Loop> loops = Tenants.run(members, plan.cellNanos());
        for (int i = 0; i < loops.size(); i++) {
            files.sharing(run, loops.size(), i, source.name(), inference.query().size(), loops.get(i));
        }
        files.marker(
                "sharing",
                run,
                "ok",
                begin,
                now(),
                Map.of("batches", loops.stream().map(Tenants.Loop::batch).toList()),
                Map.of());
    }
}
