// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cloudbus.cloudsim.core.CloudSim;

/**
 * Runs episodes of elastic tasks in iFogSim2: each cluster is a fog device below the cloud, and each task a module on the
 * device of the cluster that the scheduler starts it on, of the size of what it holds. A task that is resized gets another
 * module in the same moment; one that is preempted has none. Results are those of {@link ElasticExperiment#run} with the same
 * streams. iFogSim2 keeps its state in static fields: one run at a time.
 */
public final class ElasticFogStudy {
    private final ElasticExperiment experiment;
    private final double timestep;
    private final List<ElasticFogDevice> devices = new ArrayList<>();
    private Optional<EpisodeObserver> observer = Optional.empty();

    /**
     * Makes a study.
     *
     * @param experiment clusters, task types and arrivals
     * @param timestep length of a timestep [time units of iFogSim2], positive
     * @throws io.github.virgasim.input.InvalidInputException if the timestep is not positive, there are other kinds of
     *     resource than CPU and GPU, or iFogSim2 is not on the class path
     */
    public ElasticFogStudy(ElasticExperiment experiment, double timestep) {
        IFogSim.require();
        this.experiment = Objects.requireNonNull(experiment, "experiment");
        this.timestep = Checks.positive("timestep [time units]", timestep);
        Checks.within(
                "kinds of resource in iFogSim2",
                experiment.setting().capacities().get(0).kinds(),
                2,
                2);
    }

    /**
     * Tells somebody what happens in the episodes to come.
     *
     * @param who is told, after the modules of a timestep have been told to move
     */
    public void listen(EpisodeObserver who) {
        observer = Optional.of(who);
    }

    /** Returns the devices of the present run, by number of the cluster. */
    List<ElasticFogDevice> devices() {
        return devices;
    }

    /**
     * Runs an episode until every task is complete; without end if the scheduler never starts one.
     *
     * @param scheduler decides; made for this episode if it keeps state
     * @param random streams of the episode; "arrivals" and "noise" are used here
     * @return its figures, in timesteps
     * @throws IllegalStateException if a device of iFogSim2 has no room for a module
     */
    public EpisodeStatistics run(ElasticScheduler scheduler, RandomStreams random) {
        return FogRuns.alone(() -> episode(scheduler, random));
    }

    private EpisodeStatistics episode(ElasticScheduler scheduler, RandomStreams random) {
        devices.clear();
        ElasticFogDevice cloud = ElasticFogDevice.cloud();
        experiment
                .setting()
                .capacities()
                .forEach(capacity ->
                        devices.add(ElasticFogDevice.cluster("cluster-" + devices.size(), capacity, cloud)));
        ElasticClock clock = new ElasticClock(devices, timestep, observer.orElse(new EpisodeObserver() {}));
        clock.begin(experiment, scheduler, random);
        CloudSim.startSimulation();
        return clock.statistics();
    }
}
