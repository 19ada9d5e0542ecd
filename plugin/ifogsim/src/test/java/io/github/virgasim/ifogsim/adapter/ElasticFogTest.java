// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.DecisionMode;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.papers.tapfinger.TapFingerAgent;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import org.cloudbus.cloudsim.core.CloudSim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedulers of elastic tasks decide which devices of iFogSim2 carry them. */
class ElasticFogTest {
    @BeforeEach
    void iFogSim2IsThere() {
        RealIFogSim.assumeThere();
    }

    private static ElasticScheduler tapFinger(ElasticExperiment experiment, RandomStreams random) {
        return TapFingerAgent.shipped("tapfinger-synthetic")
                .scheduler(experiment, DecisionMode.INDEPENDENT, MatrixKernels.plain(), Replicas.RELIABLE, random);
    }

    private static EpisodeStatistics bare(ElasticExperiment experiment, long seed) {
        RandomStreams random = new RandomStreams(seed);
        return experiment.run(tapFinger(experiment, random), random);
    }

    private static EpisodeStatistics inside(ElasticFogStudy study, ElasticExperiment experiment, long seed) {
        RandomStreams random = new RandomStreams(seed);
        return study.run(tapFinger(experiment, random), random);
    }

    @Test
    void theTrainedNetworkSchedulesAsInTheBareEngineAlsoAfterOtherRuns() {
        ElasticExperiment experiment = TapFinger.synthetic(3, 2, Fidelity.PUBLISHED);
        ElasticFogStudy study = new ElasticFogStudy(experiment, 1000);
        for (long seed : new long[] {0, 1, 0}) {
            assertEquals(
                    bare(experiment, seed).completionTimeSum(),
                    inside(study, experiment, seed).completionTimeSum());
        }
    }

    /** In each timestep iFogSim2's devices carry the tasks that run, and in the size that they run in. */
    @ParameterizedTest
    @CsvSource({"1, TIRESIAS", "1e9, TIRESIAS", "0.25, OPTIMUS"})
    void devicesCarryTheRunningTasks(double timestep, Baseline baseline) {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        ElasticFogStudy study = new ElasticFogStudy(experiment, timestep);
        List<String> wanted = new ArrayList<>();
        int[] compared = {0};
        List<Double> late = new ArrayList<>();
        study.listen(new EpisodeObserver() {
            @Override
            public void decided(long number, List<Cluster> clusters) {
                List<String> carried = new ArrayList<>();
                study.devices()
                        .forEach(device -> device.modules()
                                .forEach(module -> carried.add(device.getName() + " " + module.getName() + " "
                                        + module.getMips() + " " + module.getRam())));
                carried.sort(null);
                assertEquals(wanted, carried);
                wanted.clear();
                clusters.forEach(cluster -> cluster.running().stream()
                        .filter(task -> !task.units().isNone())
                        .forEach(task -> wanted.add(carrier(cluster, task))));
                wanted.sort(null);
                compared[0] += wanted.size();
                late.add(Math.abs(CloudSim.clock() - number * timestep));
            }
        });
        RandomStreams random = new RandomStreams(3);
        study.run(baseline.scheduler(experiment, random), random);
        assertTrue(compared[0] > 500, "modules " + compared[0]);
        assertTrue(late.stream().allMatch(by -> by < 1e-6 * timestep), "timesteps begin when they are due");
    }

    private static String carrier(Cluster cluster, ElasticTask task) {
        return "cluster-" + cluster.number() + " task-" + task.number() + " "
                + task.units().get(0) * 1000.0 + " " + task.units().get(1) * 1024;
    }
}
