// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.LinearInterference;
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

    /** Recorded beside each other on the H100, and by nos on the A100. */
    private static final int MOST_TENANTS = 4;

    private static final int MOST_CLIENTS = 7;
    /** Beside larger batches a small tenant starves under MPS. */
    private static final int LARGEST_UNDER_MPS = 16;

    private static final String H100 = "h100";
    private static final String A100 = "a100";

    /** Something beyond the measured range: what, how far it went, how far was measured. */
    record Outside(String part, String subject, String reached, String measured) {}

    private final ServingScenario scenario;
    private final double[] busy;
    private final int[] largest;

    PassportRange(ServingScenario scenario) {
        this.scenario = scenario;
        busy = new double[scenario.topology().workers().size()];
        largest = new int[scenario.topology().instances().size()];
    }

    void add(ServingRun run) {
        for (int w = 0; w < run.busy().size(); w++) {
            busy[w] = Math.max(busy[w], run.busy().get(w));
        }
        for (int i = 0; i < run.largestBatches().size(); i++) {
            largest[i] = Math.max(largest[i], run.largestBatches().get(i));
        }
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
                    workers.get(full[0]).name()
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
        if (!onH100 && !onA100) {
            return;
        }
        String device = onH100 ? H100 : A100;
        if (!worker.device().name().equals(device)) {
            add(found, "sharing", worker.device().name(), "this device", "on the " + device);
        }
        int most = onH100 ? MOST_TENANTS : MOST_CLIENTS;
        if (tenants > most) {
            add(found, "sharing", worker.name(), tenants + " tenants", "up to " + most);
        }
        if (law instanceof Occupancy) {
            int batch = scenario.topology().instancesOn(index).stream()
                    .mapToInt(i -> largest[i.index()])
                    .max()
                    .orElse(0);
            if (batch > LARGEST_UNDER_MPS && tenants > 1) {
                add(found, "sharing", worker.name(), "batches of " + batch, "up to " + LARGEST_UNDER_MPS);
            }
        }
    }

    private static void add(List<Outside> found, String part, String subject, String reached, String measured) {
        Outside outside = new Outside(part, subject, reached, measured);
        if (!found.contains(outside)) {
            found.add(outside);
        }
    }
}
