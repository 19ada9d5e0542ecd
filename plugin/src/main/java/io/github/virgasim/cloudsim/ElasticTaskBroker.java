// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ArrivalProcess;
import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.CloudSimTag;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmAbstract;

/**
 * Runs an episode of elastic tasks inside CloudSim Plus, each task as an {@link ElasticVm} of the size of its allocation on
 * the {@link GpuHost} that stands for its cluster. The hosts may be in any data centres under any allocation policy: only
 * one of them suits each VM.
 *
 * <p>An {@link ElasticEngine} decides, the VMs follow. At the beginning of each timestep the engine makes it; then the VMs
 * of tasks that completed the timestep before, or that hold other units now, are destroyed, and VMs are requested for
 * tasks that were started or resized, all in the same moment of the simulation's clock. So a change of allocation is a new
 * VM, and a task that is preempted has none. Results are those of a bare engine with the same streams.
 *
 * <p>The episode starts with the simulation. One event for the next timestep is pending until every task is complete; then
 * the broker leaves no event behind, and so the simulation ends by itself, unless the scheduler never starts a task. A
 * simulation terminated before loses the tasks that are not complete.
 *
 * <p>No other VMs may take room from the hosts, and hosts must not fail, as the engine does not know of either. VMs
 * that were destroyed are forgotten, by {@link #getVmCreatedList} too; of each complete task an {@link ElasticOutcome} is
 * kept.
 */
public class ElasticTaskBroker extends DatacenterBrokerSimple {
    /** Tags are priorities among events of one time; CloudSim Plus's own ones are smaller. */
    private static final int TIMESTEP = 30_010;

    private static final int REQUEST_VMS = 30_011;

    private final List<GpuHost> hosts;
    private final ElasticEngine engine;
    private final EpisodeStatistics statistics = new EpisodeStatistics();
    private final List<ElasticOutcome> outcomes = new ArrayList<>();
    private final ElasticFleet fleet;
    private final List<ElasticTask> complete = new ArrayList<>();
    private double timestep = 1;
    private double episodeStart = -1;
    private boolean ended;

    /** Follows the engine. */
    private final class Follower implements EpisodeObserver {
        @Override
        public void decided(long number, List<Cluster> clusters) {
            double clock = getSimulation().clock();
            clusters.forEach(cluster -> cluster.running().forEach(task -> fleet.follow(task, clock)));
        }

        @Override
        public void completed(ElasticTask task, long number) {
            statistics.completed(task, number);
            complete.add(task);
        }

        @Override
        public void passed(long number, long alive, List<Cluster> clusters) {
            statistics.passed(number, alive, clusters);
        }
    }

    /**
     * Makes a broker for an episode of an experiment.
     *
     * @param simulation where it belongs
     * @param hosts the host of each cluster by number, for example from {@link ElasticHosts#forSetting}
     * @param experiment clusters, task types and arrivals
     * @param scheduler decides
     * @param random streams of the episode; "arrivals" and "noise" are used, as by {@link ElasticExperiment#run}
     * @throws io.github.virgasim.input.InvalidInputException if there are other kinds of resource than CPU and GPU, or a
     *     cluster has no host of its size
     */
    public ElasticTaskBroker(
            CloudSimPlus simulation,
            List<GpuHost> hosts,
            ElasticExperiment experiment,
            ElasticScheduler scheduler,
            RandomStreams random) {
        this(
                simulation,
                hosts,
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                scheduler,
                random.stream("noise"));
    }

    /**
     * Makes a broker for an episode.
     *
     * @param simulation where it belongs
     * @param hosts the host of each cluster by number
     * @param setting clusters and rules
     * @param types the task types by number
     * @param arrivals at its beginning
     * @param scheduler decides
     * @param noise stream of the noise on progress
     * @throws io.github.virgasim.input.InvalidInputException if a type does not fit the setting, there are other kinds of
     *     resource than CPU and GPU, or a cluster has no host of its size
     */
    public ElasticTaskBroker(
            CloudSimPlus simulation,
            List<GpuHost> hosts,
            ElasticSetting setting,
            List<TaskType> types,
            ArrivalProcess arrivals,
            ElasticScheduler scheduler,
            UniformRandomProvider noise) {
        super(simulation);
        this.hosts = List.copyOf(hosts);
        ElasticHosts.check(hosts, setting);
        fleet = new ElasticFleet(this.hosts);
        engine = new ElasticEngine(setting, types, arrivals, scheduler, noise, new Follower());
        getVmCreation().setMaxRetries(0);
        setShutdownWhenIdle(false);
    }

    /**
     * Sets the length of a timestep.
     *
     * @param seconds [s] on the simulation's clock, above its minimum time between events; 1 unless set
     * @return this
     * @throws io.github.virgasim.input.InvalidInputException if it is not positive and finite
     */
    public final ElasticTaskBroker setTimestep(double seconds) {
        timestep = Checks.positive("timestep [s]", seconds);
        return this;
    }

    /**
     * Returns the engine's figures.
     *
     * @return live statistics in timesteps; a task counts as complete from the beginning of its last timestep on
     */
    public final EpisodeStatistics getStatistics() {
        return statistics;
    }

    /**
     * Returns the complete tasks.
     *
     * @return a live view in the order of completion
     */
    public final List<ElasticOutcome> getOutcomes() {
        return Collections.unmodifiableList(outcomes);
    }

    /**
     * Returns when timestep 0 began.
     *
     * @return [s] on the simulation's clock; -1 before
     */
    public final double getEpisodeStart() {
        return episodeStart;
    }

    /**
     * Tells whether the episode has ended: every task is complete, or the simulation was terminated before.
     *
     * @return true at the end
     */
    public final boolean isEpisodeFinished() {
        return ended;
    }

    @Override
    protected Datacenter defaultDatacenterMapper(Datacenter lastDatacenter, Vm vm) {
        return vm instanceof ElasticVm elastic
                ? elastic.getHome().getDatacenter()
                : super.defaultDatacenterMapper(lastDatacenter, vm);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a cluster's host is in no data centre, a timestep is not longer than the
     *     simulation's minimum time between events, or a host refuses a VM
     * @throws io.github.virgasim.input.InvalidInputException if a task holds GPU units without any CPU unit
     */
    @Override
    public void processEvent(SimEvent event) {
        switch (event.getTag()) {
            case TIMESTEP -> pass();
            case REQUEST_VMS -> submitVmList(fleet.takeWanted());
            case CloudSimTag.DC_LIST_REQUEST -> {
                super.processEvent(event);
                startEpisode();
            }
            case CloudSimTag.VM_CREATE_ACK -> {
                // Copied, since a list of VMs that were requested together is emptied while it is handled.
                List<Vm> acknowledged = List.copyOf(VmAbstract.getList(event.getData()));
                super.processEvent(event);
                acknowledged.forEach(ElasticFleet::requireCreated);
            }
            default -> super.processEvent(event);
        }
    }

    private void startEpisode() {
        ElasticHosts.requirePlaced(hosts, getDatacenterList());
        double least = getSimulation().getMinTimeBetweenEvents();
        if (timestep <= least) {
            // Requests for VMs are answered after the minimum; only then may the VMs be destroyed.
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "a timestep must take more than the simulation's minimum of %s s, was %s s",
                    least,
                    timestep));
        }
        episodeStart = getSimulation().clock();
        schedule(TIMESTEP);
    }

    /** Ends a timestep and begins the next one. */
    private void pass() {
        if (ended) {
            return;
        }
        double clock = getSimulation().clock();
        complete.forEach(task -> outcomes.add(fleet.finish(task, timeOf(task.arrival()), clock)));
        complete.clear();
        if (engine.isFinished()) {
            ended = true;
            return;
        }
        while (!engine.step()) {
            // Multi-task mode: one start after another.
        }
        // In one go data centres would create VMs before they destroy others, since that tag is the smaller one.
        schedule(REQUEST_VMS);
        schedule(Math.max(0, timeOf(engine.timestep()) - clock), TIMESTEP);
    }

    private double timeOf(long number) {
        return episodeStart + number * timestep;
    }

    @Override
    public void shutdown() {
        ended = true;
        super.shutdown();
    }
}
