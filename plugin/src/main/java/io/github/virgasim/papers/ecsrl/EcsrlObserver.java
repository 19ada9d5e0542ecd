// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What ECSRL's agent sees before it places a request: the request, each edge device, the cloud, and for each of them what
 * {@link EcsrlGreedy} expects it to cost. Numbers are divided by
 * quantities of the scenario that do not depend on the load, so that they are of order one: rates by what the workers could
 * serve, each for itself and averaged over its models. Keeps no state of a run.
 */
final class EcsrlObserver {
    /** Queries under way at a worker that count as 1: with so many each one takes about six times as long. */
    private static final double MANY = 5;

    /**
     * Where the number of waiting queries is cut off, chosen among 0.5, 2 and 5 under selection seeds. Episodes of training are
     * too short for queues of hundreds, and a network that meets some takes them for a reason to send more there.
     */
    private static final double MOST_WAITING = 0.5;

    private final EcsrlDevices devices;
    private final List<InferenceTask> tasks;
    private final List<Worker> workers;
    private final List<Instance> instances;
    private final Slowdown[] slowdown;
    private final double longestDeadline;
    private final double[] capacity;
    private final double totalCapacity;
    private final double energyShare;
    private final EcsrlGreedy oneStep;
    private final ObservationSpec spec;

    /**
     * Makes an observer.
     *
     * @param scenario what is served, at its usual client rate, which gives the objective's references
     * @param devices what is chosen from
     * @param energyShare alpha / (alpha + beta), which the agent is told
     */
    public EcsrlObserver(ServingScenario scenario, EcsrlDevices devices, double energyShare) {
        this.devices = devices;
        this.energyShare = energyShare;
        oneStep = new EcsrlGreedy(scenario, energyShare);
        workers = scenario.topology().workers();
        instances = scenario.topology().instances();
        slowdown = workers.stream().map(Worker::slowdown).toArray(Slowdown[]::new);
        List<StreamClass> classes = scenario.workload().classes();
        tasks = classes.stream().map(StreamClass::task).distinct().toList();
        longestDeadline =
                classes.stream().mapToDouble(StreamClass::deadline).max().orElseThrow();
        capacity = new double[workers.size()];
        for (Instance instance : instances) {
            double size = classes.stream()
                    .filter(c -> c.task().equals(instance.variant().model().task()))
                    .mapToDouble(StreamClass::size)
                    .average()
                    .orElse(instance.variant().model().task().referenceSize());
            capacity[instance.workerIndex()] += 1
                    / instance.variant().processingDelay(size)
                    / instance.worker().allVariants().size();
        }
        double total = 0;
        for (int device = 0; device < devices.size(); device++) {
            total += Arrays.stream(devices.workers(device))
                    .mapToDouble(w -> capacity[w])
                    .sum();
        }
        totalCapacity = total;
        spec = new ObservationSpec(names());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        tasks.forEach(task -> names.add("asks for " + task.name()));
        names.addAll(List.of("deadline", "minimum confidence", "rate of requests", "energy's weight"));
        for (int device = 0; device < devices.size(); device++) {
            String of = " of " + devices.names().get(device);
            if (devices.isOwn(device)) {
                for (int instance : devices.instances(devices.workers(device)[0])) {
                    names.add("running "
                            + instances.get(instance).variant().model().name() + of);
                }
                names.addAll(List.of("free memory" + of, "degradation" + of));
            }
            names.addAll(List.of(
                    "waiting" + of, "time over deadline" + of, "one-step cost" + of, "power" + of, "load" + of));
        }
        return names;
    }

    /**
     * Returns what an observation consists of.
     *
     * @return the names of its components
     */
    public ObservationSpec spec() {
        return spec;
    }

    /**
     * Observes.
     *
     * @param request who asks
     * @param choices the instance behind each device, as {@link EcsrlDevices#instances(StreamRequest, ServingView)} says
     * @param view what is known now
     * @return a new array, as long as {@link #spec()} says
     */
    public double[] observe(StreamRequest request, int[] choices, ServingView view) {
        double[] seen = new double[spec.size()];
        StreamClass streamClass = request.streamClass();
        seen[tasks.indexOf(streamClass.task())] = 1;
        int at = tasks.size();
        seen[at++] = streamClass.deadline() / longestDeadline;
        seen[at++] = streamClass.minConfidence();
        int rateAt = at++;
        seen[at++] = energyShare;
        for (int device = 0; device < choices.length; device++) {
            int[] group = devices.workers(device);
            int choice = choices[device];
            double factor = choice == SchedulingPolicy.REJECT ? 0 : view.slowdown(choice);
            if (devices.isOwn(device)) {
                double used = 0;
                for (int instance : devices.instances(group[0])) {
                    int running = view.running(instance);
                    seen[at++] = running / MANY;
                    used += running * instances.get(instance).variant().gpuMemoryMib();
                }
                seen[at++] = 1 - used / workers.get(group[0]).gpuMemoryMib();
                seen[at++] = factor / MANY;
            }
            double waiting = 0;
            double load = 0;
            double work = 0;
            double most = 0;
            for (int worker : group) {
                most += capacity[worker];
                load += devices.load(worker, view);
                work += work(worker, view);
                for (int instance : devices.instances(worker)) {
                    waiting += view.waiting(instance);
                }
            }
            seen[at++] = Math.min(MOST_WAITING, waiting / MANY / group.length);
            seen[at++] = choice == SchedulingPolicy.REJECT
                    ? 0
                    : factor
                            * instances.get(choice).variant().processingDelay(streamClass.size())
                            / streamClass.deadline();
            seen[at++] = choice == SchedulingPolicy.REJECT ? 0 : oneStep.cost(choice, request.classIndex(), view);
            seen[at++] = work / group.length;
            seen[at++] = load / most;
            seen[rateAt] += load / totalCapacity;
        }
        return seen;
    }

    /** Returns a worker's power over idle as a share of its range: the speeds of its batches, at most 1. */
    private double work(int worker, ServingView view) {
        int[] own = devices.instances(worker);
        int[] running = new int[own.length];
        for (int i = 0; i < own.length; i++) {
            running[i] = view.running(own[i]);
        }
        double work = 0;
        for (int i = 0; i < own.length; i++) {
            if (running[i] > 0) {
                work += running[i] / slowdown[worker].of(i, running);
            }
        }
        return Math.min(1, work);
    }
}
