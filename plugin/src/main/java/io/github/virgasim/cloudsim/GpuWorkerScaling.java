// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.serving.EngineState;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.topology.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cloudsimplus.autoscaling.HorizontalVmScalingSimple;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.listeners.VmHostEventInfo;
import org.cloudsimplus.vms.Vm;

/**
 * Lets the workers of a group stand by without a VM, and join one by one when the group is overloaded.
 *
 * <pre>{@code
 * var scaling = new GpuWorkerScaling(broker, List.of(0, 1, 2, 3), 1);
 * scaling.setOverloadPredicate(vm -> scaling.getUtilization() > 0.7);
 * scaling.setUnderloadPredicate(vm -> scaling.getUtilization() < 0.25);
 * }</pre>
 *
 * <p>Predicates and VM supplier are those of CloudSim Plus's horizontal scaling, but what drives it is the tick of an
 * {@link InferenceBroker}: CloudSim Plus asks when a VM's Cloudlets are processed, and scales only when new Cloudlets have
 * come, and here there are none. So this scaling is not set on a VM. The predicates are asked once per tick, with the VM of
 * the group's first worker that runs; what matters is the state of the group. A group of which none runs is overloaded.
 *
 * <p>The engine knows all workers from the beginning. One that joins loads its variants by the cold start of the scenario's
 * {@link InstanceRules}; before it is ready nothing else is decided. One that leaves gets no more queries, works off what it
 * has, and loses its VM at the first tick that finds it idle; queries that are on their way to it at the decision may be
 * lost, which counts as rejected. A worker without a VM counts as standing by, whatever took the VM away.
 */
public class GpuWorkerScaling extends HorizontalVmScalingSimple {
    private static final int NONE = -1;

    private final InferenceBroker broker;
    private final List<Integer> group;
    private final int least;
    private Predicate<Vm> underloadPredicate = FALSE_PREDICATE;
    /** The VM that has been asked for and whose worker is not ready, or null. */
    private GpuWorker coming;
    /** When it will be ready; infinity before it has been created. */
    private double ready;
    /** The worker that works off what it has, or -1. */
    private int leaving = NONE;

    /**
     * Makes a scaling that never acts until it gets its predicates. To be called before the simulation starts.
     *
     * @param broker serves through the workers
     * @param group indices of the workers among the topology's workers, in the order in which they join
     * @param least how many of them run from the beginning and always, at least 1
     * @throws InvalidInputException if an index is out of range or there twice, or the group is smaller than {@code least}
     */
    public GpuWorkerScaling(InferenceBroker broker, List<Integer> group, int least) {
        this.broker = broker;
        this.group = List.copyOf(group);
        this.least = (int) Checks.within("least number of workers that run", least, 1, group.size());
        int last = broker.getWorkers().size() - 1;
        this.group.forEach(worker -> Checks.within("index of a worker to be scaled", worker, 0, last));
        if (new HashSet<>(group).size() < group.size()) {
            throw new InvalidInputException("workers of a group must not appear twice, were " + group);
        }
        setVmSupplier(this::nextStandby);
        this.group.subList(least, group.size()).forEach(broker::keepBack);
        broker.addOnTickListener(info -> tick());
    }

    /**
     * Sets when the group has more workers than it needs.
     *
     * @param predicate asked at each tick with a VM of the group
     * @return this
     */
    public final GpuWorkerScaling setUnderloadPredicate(Predicate<Vm> predicate) {
        underloadPredicate = Objects.requireNonNull(predicate, "underload predicate");
        return this;
    }

    /**
     * Returns how busy the group is.
     *
     * @return mean utilisation of its workers that run, over the broker's last tick, 0 to 1; 0 if none runs
     */
    public final double getUtilization() {
        return running().stream()
                .mapToDouble(Vm::getCpuPercentUtilization)
                .average()
                .orElse(0);
    }

    /**
     * Returns the queries at the group's workers at this moment.
     *
     * @return waiting queries and running batches now
     */
    public final int getOccupancy() {
        Deployment deployment = broker.getEngine().deployment();
        return group.stream()
                .flatMapToInt(this::instances)
                .map(deployment::occupancy)
                .sum();
    }

    /** Makes a VM for the first worker that stands by. */
    private Vm nextStandby() {
        return group.stream()
                .filter(worker -> !carrier(worker).isCreated())
                .findFirst()
                .<Vm>map(worker -> new GpuWorker(carrier(worker)))
                .orElse(Vm.NULL);
    }

    private List<GpuWorker> running() {
        return group.stream().map(this::carrier).filter(Vm::isCreated).toList();
    }

    private GpuWorker carrier(int worker) {
        return broker.getCarrier(worker);
    }

    private void tick() {
        if (isComing() || isLeaving()) {
            return;
        }
        List<GpuWorker> running = running();
        if (running.isEmpty()) {
            requestScaling(broker.getEngine().now());
            return;
        }
        setVm(running.get(0));
        EventListener<VmHostEventInfo> check = this::requestUpScalingIfPredicateMatches;
        boolean joins = requestUpScalingIfPredicateMatches(VmHostEventInfo.of(check, getVm()));
        if (!joins && running.size() > least && underloadPredicate.test(getVm())) {
            leaving = running.get(running.size() - 1).getIndex();
            instances(leaving).forEach(broker.getEngine().deployment()::evict);
        }
    }

    /** The tick is the time to check. */
    @Override
    protected boolean isTimeToCheckPredicate(double time) {
        return true;
    }

    @Override
    protected boolean requestScaling(double time) {
        if (getVmSupplier().get() instanceof GpuWorker worker) {
            coming = worker;
            ready = Double.POSITIVE_INFINITY;
            broker.submitVm(worker);
            return true;
        }
        return false;
    }

    private boolean isComing() {
        if (coming == null || broker.getVmWaitingList().contains(coming)) {
            return coming != null;
        }
        EngineState engine = broker.getEngine();
        if (coming.isCreated() && ready == Double.POSITIVE_INFINITY) {
            InstanceRules rules = engine.scenario().settings().instances();
            ready = engine.now()
                    + coming.getWorker().variants().stream()
                            .mapToDouble(variant -> rules.coldStart(variant.gpuMemoryMib()))
                            .max()
                            .orElse(0);
        }
        // One that has been refused, or lost again, is not waited for.
        if (!coming.isCreated() || ready <= engine.now()) {
            coming = null;
        }
        return coming != null;
    }

    private boolean isLeaving() {
        if (leaving == NONE) {
            return false;
        }
        Deployment deployment = broker.getEngine().deployment();
        if (!carrier(leaving).isCreated()) {
            // What it had in memory is loaded when it comes back.
            instances(leaving).forEach(deployment::load);
            leaving = NONE;
        } else if (instances(leaving).allMatch(instance -> deployment.occupancy(instance) == 0)) {
            carrier(leaving).shutdown();
        }
        return leaving != NONE;
    }

    private IntStream instances(int worker) {
        return broker.getEngine().scenario().topology().instances().stream()
                .filter(instance -> instance.workerIndex() == worker && instance.loaded())
                .mapToInt(Instance::index);
    }
}
