// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.PricedScheduler.Decision;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PricedSchedulerTest {
    private static final Units MINIMUM = Units.of(2, 1);
    private static final Units CAP = Units.of(16, 16);
    private static final TaskType EVEN = new TaskType("even", MINIMUM, CAP, new ConstantProgress(0.25), 0);
    private static final TaskType ELASTIC = new TaskType("elastic", MINIMUM, CAP, new TanhProgress(1, 16, 1.2), 0);
    private static final int GPU = 0;
    private static final int PATIENCE = 3;
    private static final int SPEED = 5;

    private static ElasticPrices with(int number, double value) {
        double[] values = ElasticPrices.START.toArray();
        values[number] = value;
        return ElasticPrices.of(values);
    }

    private static PricedScheduler scheduler(
            ElasticSetting setting, List<TaskType> types, ElasticPrices prices, Decision decision) {
        return new PricedScheduler(
                setting, new AllocationMenu(types), prices, decision, new RandomStreams(1).stream("ties"));
    }

    /** What holds units in the first timestep. */
    private static List<Units> firstStarts(
            ElasticSetting setting,
            List<TaskType> types,
            ArrivalProcess arrivals,
            ElasticPrices prices,
            Decision decision) {
        List<Units> held = new ArrayList<>();
        new ElasticEngine(
                        setting,
                        types,
                        arrivals,
                        scheduler(setting, types, prices, decision),
                        new RandomStreams(1).stream("noise"),
                        new EpisodeObserver() {
                            @Override
                            public void decided(long timestep, List<Cluster> clusters) {
                                if (timestep == 0) {
                                    clusters.forEach(c -> c.running().forEach(task -> held.add(task.units())));
                                }
                            }
                        })
                .run();
        return held;
    }

    @Test
    void menusHaveTheFastestOfEachSizeOnly() {
        AllocationMenu menu = new AllocationMenu(List.of(EVEN, ELASTIC));
        assertEquals(List.of(new AllocationMenu.Option(MINIMUM, 4)), menu.of(0));
        // GPUs and timesteps without noise, section 5.1 of the paper: every further GPU that saves a timestep.
        int[][] wanted = {{1, 21}, {2, 10}, {3, 7}, {4, 5}, {5, 4}, {7, 3}, {10, 2}};
        List<AllocationMenu.Option> of = menu.of(1);
        assertEquals(wanted.length, of.size());
        IntStream.range(0, wanted.length).forEach(i -> {
            assertEquals(Units.of(2, wanted[i][0]), of.get(i).units());
            assertEquals(wanted[i][1], of.get(i).steps());
        });
        assertEquals(20, menu.leastWork(1, 1));
    }

    @Test
    void noiseIsTheSameForEveryAllocation() {
        TaskType noisy = new TaskType("noisy", MINIMUM, CAP, new ConstantProgress(0.25), 0.2);
        List<AllocationMenu.Option> of = new AllocationMenu(List.of(noisy)).of(0);
        assertEquals(1, of.size());
        assertEquals(4.5, of.get(0).steps(), 0.2);
    }

    /** 8 timesteps on one GPU, 6 on two, 4 at the least. */
    @Test
    void aHighPriceMakesAllocationsSmall() {
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.SINGLE_TASK, CAP);
        List<TaskType> types = List.of(new TaskType("half", MINIMUM, CAP, new ScalingProgress(1, 8, 0.5, 0), 0));
        assertEquals(
                List.of(MINIMUM), firstStarts(setting, types, Small.atOnce(1, 1, 0), with(GPU, 50), Decision.JOINT));
        assertEquals(
                List.of(Units.of(2, 4)),
                firstStarts(setting, types, Small.atOnce(1, 1, 0), with(GPU, -20), Decision.JOINT));
    }

    @Test
    void anImpatientOneStartsWhatAPatientOneKeepsWaiting() {
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.MULTI_TASK, CAP);
        List<TaskType> types = List.of(ELASTIC);
        assertEquals(
                List.of(Units.of(2, 10)),
                firstStarts(setting, types, Small.atOnce(2, 1, 0), with(PATIENCE, -20), Decision.JOINT));
        List<Units> impatient = firstStarts(setting, types, Small.atOnce(2, 1, 0), with(PATIENCE, 20), Decision.JOINT);
        assertEquals(2, impatient.size());
    }

    @Test
    void clustersThatDecideAloneMayWantTheSameTask() {
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.SINGLE_TASK, CAP, CAP);
        List<TaskType> types = List.of(EVEN);
        assertEquals(
                2,
                firstStarts(setting, types, Small.atOnce(2, 2, 0, 1), ElasticPrices.START, Decision.JOINT)
                        .size());
        assertEquals(
                1,
                firstStarts(setting, types, Small.atOnce(2, 2, 0, 1), ElasticPrices.START, Decision.INDEPENDENT)
                        .size());
    }

    @Test
    void theCheapestTaskGoesFirst() {
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.SINGLE_TASK, CAP);
        List<RecordedArrivals.Timed> both = List.of(
                new RecordedArrivals.Timed(0, new Arrival(0, List.of(0))),
                new RecordedArrivals.Timed(0, new Arrival(1, List.of(0))));
        TaskType quick = new TaskType("quick", MINIMUM, CAP, new ConstantProgress(1), 0);
        for (double sign : new double[] {1, -1}) {
            List<Long> order = new ArrayList<>();
            List<TaskType> types = List.of(EVEN, quick);
            new ElasticEngine(
                            setting,
                            types,
                            new RecordedArrivals(both, 2, 1),
                            scheduler(setting, types, with(SPEED, sign), Decision.JOINT),
                            new RandomStreams(1).stream("noise"),
                            new EpisodeObserver() {
                                @Override
                                public void completed(ElasticTask task, long timestep) {
                                    order.add(task.start());
                                }
                            })
                    .run();
            // The quick task, number 1, is complete first anyway; it starts first only if a low cost counts for it.
            assertEquals(sign > 0 ? 0L : 1L, order.get(0));
        }
    }

    @Test
    void pricesAreNumbersInOrder() {
        double[] values = IntStream.rangeClosed(1, 14).asDoubleStream().toArray();
        assertArrayEquals(values, ElasticPrices.of(values).toArray());
        assertEquals(14, ElasticPrices.NAMES.size());
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> ElasticPrices.of(new double[13]));
        assertTrue(e.getMessage().contains("must be 14, were 13"), e.getMessage());
    }

    @Test
    void otherKindsOfResourceAreRefused() {
        ElasticSetting setting = Small.setting(ElasticSetting.Mode.SINGLE_TASK, Units.of(4));
        TaskType type = new TaskType("one", Units.of(1), Units.of(4), new ConstantProgress(1), 0);
        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> scheduler(setting, List.of(type), ElasticPrices.START, Decision.JOINT));
        assertTrue(e.getMessage().contains("kinds of resource"), e.getMessage());
    }
}
