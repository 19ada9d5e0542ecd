// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.analysis.ScenarioCheck;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cloudsimplus.brokers.DatacenterBroker;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.listeners.EventListener;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;

/**
 * Serves a scenario inside CloudSim Plus: one {@link GpuWorker} VM for every worker of the topology, on whatever hosts the
 * simulation's data centres have, and a {@link ServingEngine} that handles the queries.
 *
 * <p>Serving starts when every VM has been created or refused, which takes the simulation's minimum time between events;
 * the engine's time is the simulation's clock minus {@link #getServingStart()}. Workers without a VM are absent from the
 * beginning. One that loses its VM later, say by host faults, leaves in that moment and comes back when a VM for it is
 * created: the same one submitted again, or {@link GpuWorker#GpuWorker(GpuWorker) a clone}. That is apart from the scenario's
 * own failures and recoveries: {@link io.github.virgasim.serving.WorkerState} says what follows from both. A worker that
 * loses a part of its PEs only stays up. Start-up delays of VMs are not waited for; submission delays are.
 *
 * <p>Queries are no kernel events. The engine is advanced to the clock before each event of this broker and by each
 * getter, and one tick event keeps the simulation going until the scenario's duration is over and every query's outcome is
 * known. Results are those of a bare engine with the same scenario, policy and seed. What listeners do in reaction to a
 * query comes up to one tick late.
 *
 * <p>What makes a run vain is said: a simulation without a data centre is refused, and {@link #getWarnings} is logged when
 * serving starts.
 *
 * <p>Requests for VMs that no data centre has room for are not repeated. The broker does not shut down when it has no VM
 * left, since its queries go on. At the end it leaves no event behind; other entities may, so limit a HostFaultInjection by
 * {@code setMaxTimeToFailInHours}, and call {@code terminateAt} if there is a PowerMeter too, as these two keep each other
 * going; an {@link EdgeDatacenter} ends its faults then.
 *
 * <p>A simulation that is ended before, by {@code terminateAt} or {@code terminate}, leaves queries under way; the statistics
 * count what was known when it ended, and say {@link ServingStatistics#underWay() how many} are not. {@code terminate} takes
 * effect at once for a listener of this broker, and otherwise at the broker's last event.
 */
public class InferenceBroker extends DatacenterBrokerSimple {
    /** Tags are priorities among events of one time; CloudSim Plus's own ones are smaller. */
    private static final int TICK = 30_000;

    private static final double MOST_TICKS = 1e9;
    private static final int DURATION_OVER = 30_001;
    private static final int PLACEMENT_CHANGED = 30_002;

    /** Where the broker is between creating VMs and knowing all outcomes, or being stopped before. */
    private enum Phase {
        PLACING,
        SERVING,
        FINISHED,
        STOPPED
    }

    private final ServingEngine engine;
    private final WorkerVms workers;
    private final TickMeans means;
    private final List<EventListener<InferenceBrokerEventInfo>> onStart = new ArrayList<>();
    private final List<EventListener<InferenceBrokerEventInfo>> onFinish = new ArrayList<>();
    private final List<EventListener<InferenceBrokerEventInfo>> onTick = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Phase phase = Phase.PLACING;
    private double tickInterval = 1;
    private double servingStart = -1;

    /**
     * Makes a broker and submits a VM for every worker.
     *
     * @param simulation where it belongs
     * @param scenario what to serve
     * @param policy decides where
     * @param seed of all random numbers
     */
    public InferenceBroker(CloudSimPlus simulation, ServingScenario scenario, SchedulingPolicy policy, long seed) {
        super(simulation);
        engine = new ServingEngine(scenario, policy, seed);
        workers = new WorkerVms(scenario);
        means = new TickMeans(workers.made().size());
        ScenarioCheck.of(scenario).findings().forEach(finding -> warnings.add(finding.text()));
        getVmCreation().setMaxRetries(0);
        setShutdownWhenIdle(false);
        submitVmList(new ArrayList<>(workers.made()));
    }

    /**
     * Sets the time between ticks: how often listeners are told, and what utilisation and power are averaged over.
     *
     * @param seconds [s], positive; 1 unless set
     * @return this
     * @throws io.github.virgasim.input.InvalidInputException if that is more than 10^9 ticks until the duration
     */
    public final InferenceBroker setTickInterval(double seconds) {
        tickInterval = Checks.positive("tick interval [s]", seconds);
        double duration = engine.scenario().settings().duration();
        Checks.atMost(
                String.format(Locale.ROOT, "number of ticks (duration of %s s / %s s)", duration, seconds),
                duration / seconds,
                MOST_TICKS);
        return this;
    }

    /**
     * Adds a listener for the start of serving, when all VMs have been created or refused.
     *
     * @param listener is told once
     * @return this
     */
    public final InferenceBroker addOnServingStartedListener(EventListener<InferenceBrokerEventInfo> listener) {
        onStart.add(listener);
        return this;
    }

    /**
     * Adds a listener for the end of serving, when all outcomes are known. A simulation that is terminated before has no
     * such moment.
     *
     * @param listener is told once
     * @return this
     */
    public final InferenceBroker addOnServingFinishedListener(EventListener<InferenceBrokerEventInfo> listener) {
        onFinish.add(listener);
        return this;
    }

    /**
     * Adds a listener for the ticks.
     *
     * @param listener is told after each tick interval
     * @return this
     */
    public final InferenceBroker addOnTickListener(EventListener<InferenceBrokerEventInfo> listener) {
        onTick.add(listener);
        return this;
    }

    /**
     * Returns the engine.
     *
     * @return the engine, at the present time; its policy may be changed, but it must not be advanced
     */
    public final ServingEngine getEngine() {
        advance();
        return engine;
    }

    /**
     * Returns the outcomes so far.
     *
     * @return live statistics
     */
    public final ServingStatistics getStatistics() {
        return getEngine().statistics();
    }

    /**
     * Returns the VMs made for the workers.
     *
     * @return in the order of the topology's workers
     */
    public final List<GpuWorker> getWorkers() {
        return workers.made();
    }

    /**
     * Returns what cannot work or looks like a slip: what {@link ScenarioCheck} finds in the scenario, and, once serving has
     * started, workers that have no VM.
     *
     * @return one line each, none if all is well
     */
    public final List<String> getWarnings() {
        return List.copyOf(warnings);
    }

    /** Returns the VM that carries a worker now or did last; the one made for it if it never had any. */
    final GpuWorker getCarrier(int worker) {
        return workers.carrier(worker);
    }

    /** Makes a worker begin without a VM. To be called before the simulation starts. */
    final void keepBack(int worker) {
        if (isStarted()) {
            throw new IllegalStateException("workers cannot be kept back once the simulation has started");
        }
        getVmWaitingList().remove(workers.made().get(worker));
        workers.keepBack(worker);
    }

    /**
     * Returns when serving started.
     *
     * @return [s] on the simulation's clock; -1 before
     */
    public final double getServingStart() {
        return servingStart;
    }

    /**
     * Tells whether all queries have been sent and all outcomes are known.
     *
     * @return true at the end; false if the simulation was ended before
     */
    public final boolean isServingFinished() {
        return phase == Phase.FINISHED;
    }

    /**
     * Submits VMs: {@link GpuWorker}s of this broker's scenario, again or as clones, and any others.
     *
     * @param list the VMs
     * @return this
     * @throws InvalidInputException if a GpuWorker carries no worker of the scenario; then none is submitted
     */
    @Override
    public DatacenterBroker submitVmList(List<? extends Vm> list) {
        List<GpuWorker> carrying = list.stream()
                .filter(GpuWorker.class::isInstance)
                .map(GpuWorker.class::cast)
                .toList();
        carrying.forEach(workers::requireOwn);
        for (GpuWorker worker : carrying) {
            int index = worker.getIndex();
            worker.connect(
                    () -> isOver() ? 0 : means.utilization(index),
                    () -> isOver() ? 1 : means.upShare(index),
                    () -> isOver() ? 0 : means.powerAboveIdle(index),
                    () -> placementChanged(worker));
        }
        return super.submitVmList(list);
    }

    @Override
    protected Datacenter defaultDatacenterMapper(Datacenter lastDatacenter, Vm vm) {
        if (vm instanceof GpuWorker worker) {
            return workers.next(worker, getDatacenterList());
        }
        return super.defaultDatacenterMapper(lastDatacenter, vm);
    }

    @Override
    public void startInternal() {
        super.startInternal();
        // Power meters stop when no other event is ahead, and a tick at their own time is not ahead any more.
        schedule(engine.scenario().settings().duration(), DURATION_OVER);
    }

    @Override
    public void processEvent(SimEvent event) {
        // An event may be handled late, when the clock has moved on: entities that shut down make others miss their
        // turn.
        advance(event.getTime());
        switch (event.getTag()) {
            case CloudSimTag.SIMULATION_END -> {
                stop();
                super.processEvent(event);
            }
            case TICK -> tick();
            case DURATION_OVER -> {}
            case PLACEMENT_CHANGED -> followPlacement(((GpuWorker) event.getData()).getIndex());
            case CloudSimTag.VM_CREATE_ACK -> {
                // Copied, since a list of VMs that were requested together is emptied while it is handled.
                List<Vm> acknowledged = List.copyOf(VmAbstract.getList(event.getData()));
                super.processEvent(event);
                acknowledged.forEach(this::acknowledge);
            }
            case CloudSimTag.DC_LIST_REQUEST -> {
                super.processEvent(event);
                if (getDatacenterList().isEmpty()) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT,
                            "%s: the simulation must have a data centre for the %d workers of scenario %s, has none",
                            getName(),
                            workers.made().size(),
                            engine.scenario().name()));
                }
            }
            default -> super.processEvent(event);
        }
    }

    private void acknowledge(Vm vm) {
        if (!(vm instanceof GpuWorker worker)) {
            return;
        }
        if (!workers.answer(worker, getDatacenterList().size())) {
            getVmFailedList().remove(worker);
            submitVm(worker);
        } else if (phase == Phase.PLACING && workers.allAnswered()) {
            startServing();
        }
    }

    private void startServing() {
        phase = Phase.SERVING;
        servingStart = getSimulation().clock();
        for (int worker = 0; worker < workers.made().size(); worker++) {
            followPlacement(worker);
        }
        workers.warning(getVmFailedList()).ifPresent(warnings::add);
        warnings.forEach(warning -> LOGGER.warn("{}: {}: {}", getSimulation().clockStr(), getName(), warning));
        notify(onStart);
        schedule(tickInterval, TICK);
    }

    private void tick() {
        means.tick(engine);
        notify(onTick);
        if (engine.isFinished()) {
            phase = Phase.FINISHED;
            notify(onFinish);
        } else {
            schedule(tickInterval, TICK);
        }
    }

    /** Tells whether the last tick has passed, so that nothing is left of the means over it. */
    private boolean isOver() {
        return phase.compareTo(Phase.SERVING) > 0 && getSimulation().clock() > servingStart + means.lastTick();
    }

    private void placementChanged(GpuWorker worker) {
        if (worker.isCreated()) {
            workers.carry(worker);
        }
        if (phase == Phase.SERVING) {
            // Later in the same moment: a VM that migrates leaves one host and enters another, and its worker goes on.
            schedule(PLACEMENT_CHANGED, worker);
        }
    }

    private void followPlacement(int worker) {
        GpuWorker carrier = workers.carrier(worker);
        if (carrier.isCreated() && !carrier.isFailed()) {
            engine.placeWorker(worker);
        } else {
            engine.removeWorker(worker);
        }
    }

    private void advance() {
        advance(getSimulation().clock());
    }

    /** Follows the clock, but not the one of a simulation that has been terminated, which runs on to the last event. */
    private void advance(double clock) {
        if (phase == Phase.SERVING && getSimulation().isRunning()) {
            engine.advance(Math.max(engine.now(), clock - servingStart));
        }
    }

    private void stop() {
        if (phase != Phase.FINISHED) {
            phase = engine.isFinished() ? Phase.FINISHED : Phase.STOPPED;
        }
    }

    private void notify(List<EventListener<InferenceBrokerEventInfo>> listeners) {
        for (EventListener<InferenceBrokerEventInfo> listener : List.copyOf(listeners)) {
            listener.update(InferenceBrokerEventInfo.of(listener, this));
        }
    }

    @Override
    public void shutdown() {
        advance();
        stop();
        super.shutdown();
    }
}
