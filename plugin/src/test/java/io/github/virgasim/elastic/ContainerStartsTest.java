// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedulers that do not preempt, by hand and beside the recorded choices in runs with containers. */
class ContainerStartsTest {
    private static final Units CAP = Units.of(16, 8);
    private static final List<Units> NODES = List.of(Units.of(16, 4), Units.of(16, 4), Units.of(16, 8));

    private static final ElasticSetting SETTING = new ElasticSetting(
            NODES, 10, ElasticSetting.Mode.MULTI_TASK, ElasticSetting.RefillOrder.ARRIVALS_FIRST, 0.5);

    private record Start(long task, int cluster, Units units, long step) {}

    private static TaskType lasting(int timesteps) {
        return new TaskType("task", Units.of(1, 1), CAP, new ConstantProgress(1.0 / timesteps + 1e-9), 0);
    }

    private static List<Start> run(ElasticScheduler scheduler, List<TaskType> types, RecordedArrivals arrivals) {
        List<Start> starts = new ArrayList<>();
        EpisodeObserver observer = new EpisodeObserver() {
            @Override
            public void completed(ElasticTask task, long timestep) {
                starts.add(new Start(task.number(), task.cluster(), task.units(), task.start()));
            }
        };
        new ElasticEngine(SETTING, types, arrivals, scheduler, new RandomStreams(1).stream("noise"), observer).run();
        starts.sort((one, other) -> Long.compare(one.task, other.task));
        return starts;
    }

    /** With every start, clusters and finish as recorded, the choices of Tiresias follow from those before: all 200. */
    @Test
    void tiresiasChoosesAsRecorded() {
        List<CsvTable.Row> rows = CsvTable.read(Reference.file("container_runs.csv"), "scheduler").rows().stream()
                .filter(row -> row.text("scheduler").equals("Tiresias"))
                .toList();
        List<TaskType> types = new ArrayList<>();
        List<RecordedArrivals.Timed> arrivals = new ArrayList<>();
        List<Start> recorded = new ArrayList<>();
        for (CsvTable.Row row : rows) {
            int start = row.integer("start_step", 0);
            List<Integer> clusters = Arrays.stream(row.text("eligible_clusters").split(" "))
                    .map(Integer::valueOf)
                    .toList();
            arrivals.add(
                    new RecordedArrivals.Timed(row.integer("arrival_step", 0), new Arrival(types.size(), clusters)));
            recorded.add(new Start(
                    types.size(),
                    row.integer("cluster", 0),
                    Units.of(row.integer("cpu", 0), row.integer("gpu", 0)),
                    start));
            types.add(lasting(row.integer("finish_step", 0) - start + 1));
        }
        assertEquals(200, recorded.size());
        assertEquals(
                recorded, run(new NonPreemptiveTiresias(), types, new RecordedArrivals(arrivals, types.size(), 3)));
    }

    /** Two tasks for the last node: half of it for each, though nothing else runs; the first keeps it. */
    @Test
    void tiresiasSharesEvenlyAtTheStart() {
        assertEquals(
                List.of(new Start(0, 2, Units.of(8, 4), 0), new Start(1, 2, Units.of(8, 4), 0)),
                run(new NonPreemptiveTiresias(), List.of(lasting(3)), Small.atOnce(2, 3, 2)));
    }

    /**
     * A task that only GPUs speed up gets all of them, and does without the one dealt last; CPUs lengthen it by more than a
     * timestep each. The next task has to wait for it.
     */
    @Test
    void optimusStartsTheTaskWithMostGpus() {
        SpeedModel model = new SpeedModel(100, 0, 0, 0, 10);
        assertEquals(
                List.of(new Start(0, 2, Units.of(1, 7), 0)),
                run(new NonPreemptiveOptimus(SETTING, List.of(model)), List.of(lasting(2)), Small.atOnce(1, 3, 2)));
    }
}
