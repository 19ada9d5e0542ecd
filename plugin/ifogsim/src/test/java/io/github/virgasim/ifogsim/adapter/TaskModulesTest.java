// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.ifogsim.adapter.TaskModules.Carrier;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Modules follow tasks, without any simulator. */
class TaskModulesTest {
    private final TaskModules modules = new TaskModules();
    private final Set<Carrier> there = new HashSet<>();
    private int resized;
    private int timesteps;

    private void follow(long timestep, List<Cluster> clusters) {
        TaskModules.Changes changes = modules.follow(clusters);
        changes.released().forEach(gone -> assertTrue(there.remove(gone), gone + " was not there"));
        List<Long> released = changes.released().stream().map(Carrier::task).toList();
        changes.launched().forEach(come -> assertTrue(there.add(come), come + " was there already"));
        resized += (int) changes.launched().stream()
                .filter(come -> released.contains(come.task()))
                .count();
        List<Long> sorted = new ArrayList<>(released);
        sorted.sort(null);
        assertEquals(sorted, released);
        Set<Carrier> wanted = clusters.stream()
                .flatMap(cluster -> cluster.running().stream()
                        .filter(task -> !task.units().isNone())
                        .map(task -> new Carrier(task.number(), cluster.number(), task.units())))
                .collect(Collectors.toSet());
        assertEquals(wanted, there);
        timesteps++;
    }

    /** Tiresias resizes and preempts. */
    @Test
    void modulesAreThoseOfTheRunningTasksAfterEachDecision() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        RandomStreams random = new RandomStreams(4);
        ElasticEngine engine = new ElasticEngine(
                experiment.setting(),
                experiment.types(),
                experiment.arrivals(random),
                Baseline.TIRESIAS.scheduler(experiment, random),
                random.stream("noise"),
                new EpisodeObserver() {
                    @Override
                    public void decided(long timestep, List<Cluster> clusters) {
                        follow(timestep, clusters);
                    }
                });
        engine.run();
        assertTrue(timesteps > 100, "timesteps " + timesteps);
        assertTrue(resized > 10, "resized " + resized);
    }

    @Test
    void aModuleIsNamedAfterItsTask() {
        assertEquals("task-12", new Carrier(12, 0, Units.of(1, 1)).name());
    }
}
