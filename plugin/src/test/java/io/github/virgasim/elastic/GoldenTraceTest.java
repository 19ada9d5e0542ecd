// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published episodes, replayed from their recorded arrivals: every allocation and every completion is the same.
 *
 * <p>Optimus and Tiresias decide themselves, with the recorded speed models; Min and Random repeat their recorded starts.
 * SJF-test and multiple-gamma1 have no noise, so nothing else is taken from the record. In synthetic the noise of each
 * timestep is worked out from the recorded progress, which has nine digits. What remains unknown is by how much a task
 * exceeded 1 in its last timestep: there the replay confirms only that some noise would have completed it.
 */
@Tag("slow")
class GoldenTraceTest {
    private static final double PRINTED_DIGITS = 2e-9;

    @ParameterizedTest
    @CsvSource({
        "SJF-test,Min", "SJF-test,Random", "SJF-test,Optimus", "SJF-test,Tiresias",
        "multiple-gamma1,Min", "multiple-gamma1,Random", "multiple-gamma1,Optimus", "multiple-gamma1,Tiresias",
        "synthetic,Min", "synthetic,Random", "synthetic,Optimus", "synthetic,Tiresias"
    })
    void replayIsTheSame(String experiment, String scheduler) throws IOException {
        Golden golden = Golden.read(experiment, scheduler);
        ElasticExperiment published = golden.published();
        Recorder recorder = new Recorder();
        new ElasticEngine(
                        published.setting(),
                        published.types(),
                        golden.arrivals(),
                        scheduler(golden, published),
                        new RecordedNoise(golden, published),
                        recorder)
                .run();
        assertEquals(golden.finishes(), recorder.finishes());
        assertEquals(golden.allocations().size(), recorder.rows.size());
        for (int i = 0; i < recorder.rows.size(); i++) {
            Golden.Row expected = golden.allocations().get(i);
            Golden.Row actual = recorder.rows.get(i);
            assertEquals(expected.progress(), actual.progress(), PRINTED_DIGITS, () -> "progress in " + expected);
            assertEquals(withoutProgress(expected), withoutProgress(actual));
        }
    }

    private static ElasticScheduler scheduler(Golden golden, ElasticExperiment experiment) throws IOException {
        boolean single = experiment.setting().mode() == ElasticSetting.Mode.SINGLE_TASK;
        return switch (golden.scheduler()) {
            case "Optimus" -> new OptimusScheduler(experiment.setting(), golden.models());
            case "Tiresias" ->
                new TiresiasScheduler(
                        experiment.setting(), single ? TiresiasScheduler.Target.MINIMUM : TiresiasScheduler.Target.CAP);
            default -> new RecordedStarts(golden);
        };
    }

    private static Golden.Row withoutProgress(Golden.Row row) {
        return new Golden.Row(row.step(), row.cluster(), row.task(), row.units(), 0);
    }

    /** Starts every task when, where and with what the record says. */
    private static final class RecordedStarts implements ElasticScheduler {
        private final Deque<Golden.Row> starts = new ArrayDeque<>();

        RecordedStarts(Golden golden) {
            Set<Long> seen = new HashSet<>();
            golden.allocations().stream().filter(row -> seen.add(row.task())).forEach(starts::add);
        }

        @Override
        public void decide(ElasticView view, Plan plan) {
            Set<Integer> busy = new HashSet<>();
            List<Golden.Row> later = new ArrayList<>();
            while (!starts.isEmpty() && starts.peek().step() == view.timestep()) {
                Golden.Row start = starts.poll();
                if (busy.add(start.cluster())) {
                    ElasticTask task = view.clusters().get(start.cluster()).pending().stream()
                            .filter(candidate -> candidate.number() == start.task())
                            .findFirst()
                            .orElseThrow();
                    plan.start(start.cluster(), task, start.units());
                } else {
                    later.add(start);
                }
            }
            for (int i = later.size() - 1; i >= 0; i--) {
                starts.addFirst(later.get(i));
            }
        }
    }

    /** The draws behind the recorded progress, worked out backwards; those of completing timesteps are not recorded. */
    private static final class RecordedNoise implements UniformRandomProvider {
        private static final double COMPLETES = 100;
        private static final double HALF_A_DRAW = 0.5 + 1e-6;

        private final Deque<Double> draws = new ArrayDeque<>();

        RecordedNoise(Golden golden, ElasticExperiment experiment) {
            Map<Long, List<Golden.Row>> byTask = golden.byTask();
            Map<Long, Integer> place = new HashMap<>();
            Map<Long, Integer> types = new HashMap<>();
            ArrivalProcess arrivals = golden.arrivals();
            for (long step = 0, task = 0; !arrivals.isExhausted(); step++) {
                for (Arrival arrival : arrivals.before(step)) {
                    types.put(task++, arrival.type());
                }
            }
            for (Golden.Row row : golden.allocations()) {
                TaskType type = experiment.types().get(types.get(row.task()));
                List<Golden.Row> rows = byTask.get(row.task());
                int at = place.merge(row.task(), 1, Integer::sum) - 1;
                if (type.noise() > 0 && row.units().covers(type.minimum())) {
                    draws.add(draw(rows, at, type, experiment.setting()));
                }
            }
        }

        private static double draw(List<Golden.Row> rows, int at, TaskType type, ElasticSetting setting) {
            Golden.Row row = rows.get(at);
            boolean switched = at > 0 && !rows.get(at - 1).units().equals(row.units());
            double weight = switched ? setting.switchWeight() : 1;
            double expected = type.progress().gain(row.units(), row.progress());
            if (at + 1 == rows.size()) {
                double most = row.progress() + weight * (expected + type.noise() / 2);
                assertTrue(most >= 1 - PRINTED_DIGITS, () -> "no noise completes the task in " + row);
                return COMPLETES;
            }
            double gain = (rows.get(at + 1).progress() - row.progress()) / weight;
            double draw = (gain - expected) / type.noise() + 0.5;
            assertTrue(Math.abs(draw - 0.5) <= HALF_A_DRAW, () -> "impossible noise in " + row);
            return draw;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double nextDouble() {
            return draws.remove();
        }
    }

    private static final class Recorder implements EpisodeObserver {
        private final List<Golden.Row> rows = new ArrayList<>();
        private final List<Golden.Finish> finished = new ArrayList<>();

        @Override
        public void decided(long timestep, List<Cluster> clusters) {
            for (Cluster cluster : clusters) {
                for (ElasticTask task : cluster.running()) {
                    rows.add(new Golden.Row(timestep, cluster.number(), task.number(), task.units(), task.progress()));
                }
            }
        }

        @Override
        public void completed(ElasticTask task, long timestep) {
            finished.add(new Golden.Finish(task.number(), task.cluster(), timestep, timestep - task.arrival() + 1));
        }

        List<Golden.Finish> finishes() {
            return finished.stream()
                    .sorted((one, other) -> Long.compare(one.task(), other.task()))
                    .toList();
        }
    }
}
