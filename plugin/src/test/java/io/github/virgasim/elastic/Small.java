// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Small settings and episodes for tests. */
final class Small {
    private Small() {}

    static ElasticSetting setting(ElasticSetting.Mode mode, Units... capacities) {
        return new ElasticSetting(List.of(capacities), 4, mode, ElasticSetting.RefillOrder.QUEUE_FIRST, 1);
    }

    static TaskType type(Units minimum, Units cap, double gain) {
        return new TaskType("task", minimum, cap, new ConstantProgress(gain), 0);
    }

    /** Tasks of type 0 that all arrive before timestep 0. */
    static RecordedArrivals atOnce(int tasks, int clusters, Integer... eligible) {
        RecordedArrivals.Timed task = new RecordedArrivals.Timed(0, new Arrival(0, Arrays.asList(eligible)));
        return new RecordedArrivals(Collections.nCopies(tasks, task), 1, clusters);
    }

    static EpisodeStatistics run(
            ElasticSetting setting, List<TaskType> types, ArrivalProcess arrivals, ElasticScheduler scheduler) {
        EpisodeStatistics statistics = new EpisodeStatistics();
        new ElasticEngine(setting, types, arrivals, scheduler, new RandomStreams(1).stream("noise"), statistics).run();
        return statistics;
    }
}
