// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.elastic.Arrival;
import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.DurationProgress;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.ElasticView;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.Plan;
import io.github.virgasim.elastic.RecordedArrivals;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Jobs that run in the rounds that were recorded, in the elastic engine with a timestep for each round. What is not done when
 * its last recorded round is over runs on without a break.
 */
public final class RoundReplay {
    private static final Units GPU = Units.of(1);
    private static final Units NONE = Units.none(1);

    private final List<NavigableSet<Integer>> rounds;
    private final double lostInSwitch;

    /**
     * Makes the replay.
     *
     * @param rounds in which each job runs, at least one each
     * @param lostInSwitch part of a round that a job loses when it runs again after a break, 0 to 1
     */
    public RoundReplay(List<NavigableSet<Integer>> rounds, double lostInSwitch) {
        this.rounds = List.copyOf(rounds);
        this.lostInSwitch = lostInSwitch;
    }

    /**
     * Predicts when jobs are done.
     *
     * @param work of each job, in rounds without a switch, positive
     * @return the end of each job, in rounds since the first round's begin; not whole if a job ends within a round
     */
    public double[] ends(double[] work) {
        List<TaskType> types = new ArrayList<>();
        List<RecordedArrivals.Timed> arrivals = new ArrayList<>();
        for (int job = 0; job < work.length; job++) {
            types.add(new TaskType("job " + job, GPU, GPU, new DurationProgress(Map.of(GPU, work[job]), 1), 0));
            arrivals.add(new RecordedArrivals.Timed(0, new Arrival(job, List.of(0))));
        }
        double[] ends = new double[work.length];
        ElasticSetting setting = new ElasticSetting(
                List.of(Units.of(work.length)),
                work.length,
                ElasticSetting.Mode.MULTI_TASK,
                ElasticSetting.RefillOrder.QUEUE_FIRST,
                1 - lostInSwitch);
        EpisodeObserver observer = new EpisodeObserver() {
            @Override
            public void completed(ElasticTask task, long timestep) {
                int job = task.typeNumber();
                boolean resumed = rounds.get(job).first() < timestep && !runs(job, timestep - 1);
                double gain = (resumed ? 1 - lostInSwitch : 1) / work[job];
                // The last round is over before its end by what there is of progress beyond 1.
                ends[job] = timestep + 1 - (task.progress() - 1) / gain;
            }
        };
        new ElasticEngine(
                        setting,
                        types,
                        new RecordedArrivals(arrivals, types.size(), 1),
                        this::decide,
                        RandomSource.SPLIT_MIX_64.create(1L),
                        observer)
                .run();
        return ends;
    }

    private boolean runs(int job, long round) {
        return rounds.get(job).contains((int) round) || round > rounds.get(job).last();
    }

    private void decide(ElasticView view, Plan plan) {
        Cluster cluster = view.clusters().get(0);
        for (ElasticTask task : cluster.running()) {
            plan.resize(task, runs(task.typeNumber(), view.timestep()) ? GPU : NONE);
        }
        cluster.pending().stream()
                .filter(task -> runs(task.typeNumber(), view.timestep()))
                .findFirst()
                .ifPresent(task -> plan.start(0, task, GPU));
    }
}
