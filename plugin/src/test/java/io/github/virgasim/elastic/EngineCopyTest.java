// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineCopyTest {
    private static final Units CAP = Units.of(8, 8);
    private static final List<TaskType> TYPES = List.of(
            new TaskType("even", Units.of(2, 1), CAP, new ConstantProgress(0.25), 0),
            new TaskType("elastic", Units.of(2, 1), CAP, new TanhProgress(1, 16, 1.2), 0));

    /** Completed tasks as "number at timestep". */
    private static final class Log implements EpisodeObserver {
        private final List<String> completed = new ArrayList<>();

        @Override
        public void completed(ElasticTask task, long timestep) {
            completed.add(task.number() + " at " + timestep);
        }
    }

    private static ElasticScheduler scheduler(ElasticSetting setting) {
        // Preemptive, so that all of a task's state counts.
        return new TiresiasScheduler(setting, TiresiasScheduler.Target.CAP);
    }

    private static ArrivalProcess arrivals() {
        return new PoissonArrivals(3, 60, 2, 2, Eligibility.UNIFORM_COUNT, new RandomStreams(4).stream("arrivals"));
    }

    /** The arrivals from a timestep on. */
    private static ArrivalProcess from(long timestep) {
        ArrivalProcess arrivals = arrivals();
        for (long t = 0; t <= timestep; t++) {
            arrivals.before(t);
        }
        return arrivals;
    }

    @ParameterizedTest
    @EnumSource(ElasticSetting.Mode.class)
    void aCopyGoesOnAsTheOriginalWould(ElasticSetting.Mode mode) {
        ElasticSetting setting =
                new ElasticSetting(List.of(CAP, CAP), 4, mode, ElasticSetting.RefillOrder.ARRIVALS_FIRST, 0.5);
        Log log = new Log();
        ElasticEngine engine = new ElasticEngine(
                setting, TYPES, arrivals(), scheduler(setting), new RandomStreams(1).stream("noise"), log);
        while (engine.timestep() < 9) {
            engine.step();
        }
        assertTrue(engine.clusters().stream().anyMatch(cluster -> cluster.queueLength() > 0));
        int before = log.completed.size();
        Log ofCopy = new Log();
        ElasticEngine copy =
                engine.copy(from(engine.timestep()), scheduler(setting), new RandomStreams(1).stream("noise"), ofCopy);
        assertEquals(9, copy.timestep());
        copy.run();
        // The original is where it was.
        assertEquals(before, log.completed.size());
        assertEquals(9, engine.timestep());
        engine.run();
        assertEquals(log.completed.subList(before, log.completed.size()), ofCopy.completed);
        assertNotEquals(0, before);
        assertEquals(60, log.completed.size());
    }
}
