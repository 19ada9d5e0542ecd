// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.ifogsim.adapter.TaskModules.Carrier;
import io.github.virgasim.random.RandomStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEntity;
import org.cloudbus.cloudsim.core.SimEvent;
import org.fog.application.AppModule;
import org.fog.application.Application;
import org.fog.utils.FogEvents;

/** Lets the engine of elastic tasks decide once a timestep, and iFogSim2's modules follow. */
final class ElasticClock extends SimEntity {
    private static final int TIMESTEP = 701_003;
    private static final int CHECK = 701_004;

    private final List<ElasticFogDevice> devices;
    private final double timestep;
    private final EpisodeObserver observer;
    private final EpisodeStatistics statistics = new EpisodeStatistics();
    private final TaskModules tasks = new TaskModules();
    /** By number of the task. */
    private final Map<Long, AppModule> modules = new HashMap<>();

    private ElasticEngine engine;

    /** Follows the engine. */
    private final class Follower implements EpisodeObserver {
        @Override
        public void decided(long number, List<Cluster> clusters) {
            carryOut(tasks.follow(clusters));
            observer.decided(number, clusters);
        }

        @Override
        public void completed(ElasticTask task, long number) {
            statistics.completed(task, number);
            observer.completed(task, number);
        }

        @Override
        public void passed(long number, long alive, List<Cluster> clusters) {
            statistics.passed(number, alive, clusters);
            observer.passed(number, alive, clusters);
        }
    }

    ElasticClock(List<ElasticFogDevice> devices, double timestep, EpisodeObserver observer) {
        super("virga-elastic-clock");
        this.devices = devices;
        this.timestep = timestep;
        this.observer = observer;
    }

    void begin(ElasticExperiment experiment, ElasticScheduler scheduler, RandomStreams random) {
        engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                scheduler,
                random.stream("noise"),
                new Follower());
    }

    EpisodeStatistics statistics() {
        return statistics;
    }

    @Override
    public void startEntity() {
        Application application = Application.createApplication(ElasticFogDevice.APPLICATION, StudyRun.USER);
        devices.forEach(device -> send(device.getId(), 0, FogEvents.APP_SUBMIT, application));
        send(getId(), 0, TIMESTEP, null);
    }

    @Override
    public void processEvent(SimEvent event) {
        if (event.getTag() == CHECK) {
            check((Carrier) event.getData());
        } else if (engine.isFinished()) {
            // iFogSim2's devices would go on forever.
            CloudSim.abruptallyTerminate();
        } else {
            while (!FogRuns.unmasked(engine::step)) {
                // Multi-task mode: one start after another.
            }
            send(getId(), Math.max(0, engine.timestep() * timestep - CloudSim.clock()), TIMESTEP, null);
        }
    }

    private void carryOut(TaskModules.Changes changes) {
        for (Carrier gone : changes.released()) {
            send(device(gone).getId(), 0, FogEvents.RELEASE_MODULE, modules.remove(gone.task()));
        }
        for (Carrier come : changes.launched()) {
            AppModule module = ElasticFogDevice.module(come.name(), come.units());
            modules.put(come.task(), module);
            send(device(come).getId(), 0, FogEvents.LAUNCH_MODULE, module);
            send(getId(), 0, CHECK, come);
        }
    }

    private ElasticFogDevice device(Carrier carrier) {
        return devices.get(carrier.cluster());
    }

    /** iFogSim2 says nothing of a module that finds no room. */
    private void check(Carrier carrier) {
        if (!device(carrier).modules().contains(modules.get(carrier.task()))) {
            throw new IllegalStateException("the device of cluster " + carrier.cluster() + " has no room for "
                    + carrier.name() + " with units " + carrier.units());
        }
    }

    @Override
    public void shutdownEntity() {}
}
