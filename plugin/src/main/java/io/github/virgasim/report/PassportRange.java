// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MeasuredRange;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How far runs went, and where that is beyond what the model was compared with. */
final class PassportRange {
    /** Two runs at a load above this differ by as much as predictions do (see the site's page on validation). */
    private static final double HIGHEST_LOAD = 0.95;

    /** Recorded beside each other by nos on the A100. */
    private static final int MOST_CLIENTS = 7;

    private static final String SHARING = "sharing";
    private static final String H100 = "h100";
    private static final String A100 = "a100";

    /** Something beyond the measured range: what, how far it went, how far was measured. */
    record Outside(String part, String subject, String reached, String measured) {}

    private final String label;
    private final ServingScenario scenario;
    private final double[] busy;
    private final int[] largest;

    /**
     * Begins with no run.
     *
     * @param label stands before what is said; empty for nothing
     * @param scenario that is served
     */
    PassportRange(String label, ServingScenario scenario) {
        this.label = label;
        this.scenario = scenario;
        busy = new double[scenario.topology().workers().size()];
        largest = new int[scenario.topology().instances().size()];
    }

    /** Tells whether a run is of this scenario, be it at another client rate or with disturbances. */
    boolean isOf(RunReach run) {
        return run.scenario().topology() == scenario.topology();
    }

    /** Tells whether a run is of a scenario with the same instances. */
    boolean isLike(RunReach run) {
        return run.scenario().name().equals(scenario.name())
                && instances(run.scenario()).equals(instances(scenario));
    }

    private static List<String> instances(ServingScenario of) {
        return of.topology().instances().stream().map(Instance::name).toList();
    }

    /** Takes note of a run, and tells whether it went further than those before it. */
    boolean add(RunReach run) {
        boolean further = false;
        for (int w = 0; w < run.busy().size(); w++) {
            further |= run.busy().get(w) > busy[w];
            busy[w] = Math.max(busy[w], run.busy().get(w));
        }
        for (int i = 0; i < run.largestBatches().size(); i++) {
            further |= run.largestBatches().get(i) > largest[i];
            largest[i] = Math.max(largest[i], run.largestBatches().get(i));
        }
        return further;
    }

    List<Outside> outside() {
        List<Outside> found = new ArrayList<>();
        List<Worker> workers = scenario.topology().workers();
        int[] full = IntStream.range(0, busy.length)
                .filter(w -> busy[w] > HIGHEST_LOAD)
                .toArray();
        if (full.length > 0) {
            double most = Arrays.stream(full).mapToDouble(w -> busy[w]).max().orElse(0);
            found.add(new Outside(
                    "load",
                    label
                            + workers.get(full[0]).name()
                            + (full.length == 1 ? "" : " and " + (full.length - 1) + " more workers"),
                    String.format(Locale.ROOT, "busy for %.1f %% of a run", 100 * most),
                    String.format(Locale.ROOT, "up to %.0f %%", 100 * HIGHEST_LOAD)));
        }
        for (Instance instance : scenario.topology().instances()) {
            batches(instance, found);
        }
        for (int w = 0; w < busy.length; w++) {
            if (workers.get(w).isShared()) {
                shared(workers.get(w), w, found);
            }
        }
        return List.copyOf(found);
    }

    private void batches(Instance instance, List<Outside> found) {
        ModelVariant variant = instance.variant();
        BatchTimes times = variant.times();
        int batch = largest[instance.index()];
        if (times == null || batch == 0) {
            return;
        }
        if (batch > times.largest()) {
            add(found, "service times", variant.name(), "batches of " + batch, "up to " + times.largest());
        }
        double reference = variant.model().task().referenceSize();
        boolean other = scenario.workload().recordedFeatures().sizes();
        for (StreamClass each : scenario.workload().classes()) {
            if (each.task().name().equals(variant.model().task().name()) && (other || each.size() != reference)) {
                add(
                        found,
                        "service times",
                        variant.name(),
                        other ? "input sizes of the recording" : "input_size " + each.size(),
                        "input_size " + reference);
            }
        }
    }

    private void shared(Worker worker, int index, List<Outside> found) {
        Interference law = worker.sharing().law();
        int tenants = worker.allVariants().stream()
                .mapToInt(ModelVariant::replicas)
                .map(replicas -> Math.min(replicas, ModelVariant.MOST_AT_ONCE / 1000))
                .sum();
        boolean onH100 = law.equals(Turns.MEASURED) || law.equals(Occupancy.MPS);
        boolean onA100 = law.equals(LinearInterference.measured(worker.sharing().mode()));
        String device = onH100 ? H100 : A100;
        if ((onH100 || onA100) && !worker.device().name().equals(device)) {
            add(found, SHARING, worker.device().name(), "this device", "on the " + device);
        }
        MeasuredRange range = law instanceof Turns turns
                ? turns.range()
                : law instanceof Occupancy occupancy
                        ? occupancy.range()
                        : onA100
                                ? new MeasuredRange(MOST_CLIENTS, Double.POSITIVE_INFINITY, Integer.MAX_VALUE, 0)
                                : MeasuredRange.UNKNOWN;
        if (tenants > range.tenants()) {
            add(found, SHARING, worker.name(), tenants + " tenants", "up to " + range.tenants());
        }
        double limit = 100 * worker.sharing().threadShare();
        if (limit < range.smallestLimit()) {
            add(
                    found,
                    SHARING,
                    worker.name(),
                    percent(limit) + " of the threads each",
                    "from " + percent(range.smallestLimit()));
        }
        if (tenants > 1) {
            for (Instance instance : scenario.topology().instancesOn(index)) {
                beside(instance, range, found);
            }
        }
    }

    /** What an instance's largest batch is beside others'. */
    private void beside(Instance instance, MeasuredRange range, List<Outside> found) {
        int batch = largest[instance.index()];
        ModelVariant variant = instance.variant();
        if (batch > range.largestBatch()) {
            add(found, SHARING, variant.name(), "batches of " + batch, "up to " + range.largestBatch());
        }
        double seconds = batch == 0
                ? 0
                : variant.batchDelay(batch * variant.model().task().referenceSize());
        if (seconds > range.longestBatch()) {
            add(found, SHARING, variant.name(), milliseconds(seconds), "up to " + milliseconds(range.longestBatch()));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", share);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "batches of %.3g ms", 1e3 * seconds);
    }

    private void add(List<Outside> found, String part, String subject, String reached, String measured) {
        Outside outside = new Outside(part, label + subject, reached, measured);
        if (!found.contains(outside)) {
            found.add(outside);
        }
    }
}
