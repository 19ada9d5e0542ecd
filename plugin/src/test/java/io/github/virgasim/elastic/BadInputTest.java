// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything wrong is refused before an episode starts, with the name and the value of what is wrong. */
class BadInputTest {
    private static final Units ONE = Units.of(1, 1);
    private static final Units FOUR = Units.of(4, 4);
    private static final TaskType TYPE = Small.type(ONE, FOUR, 0.5);

    @TempDir
    private Path folder;

    @Test
    void minimumAboveACapacity() {
        List<TaskType> types = List.of(TYPE, Small.type(Units.of(3, 1), FOUR, 0.5));
        ElasticSetting setting = setting(FOUR, Units.of(2, 1));
        refused(
                "minimum of task type task must fit the capacity [2, 1] of cluster 1, was [3, 1]",
                () -> new ElasticExperiment("x", setting, types, 1, 1, Eligibility.BANDWIDTH));
    }

    @Test
    void otherKindsOfResource() {
        refused("minimum of task type task must fit", () -> setting(Units.of(4)).check(List.of(TYPE)));
        refused("must have the same kinds", () -> setting(ONE, Units.of(1)));
        refused("kinds of resource under Optimus", () -> new OptimusScheduler(setting(Units.of(4)), List.of()));
    }

    @Test
    void uselessMinimum() {
        refused("within its cap [1, 1]", () -> Small.type(Units.of(2, 1), ONE, 1));
        refused("above nothing", () -> Small.type(Units.none(2), ONE, 1));
        TanhProgress gpus = new TanhProgress(1, 16, 1.2);
        refused("must let it make progress", () -> new TaskType("t", Units.of(1, 0), ONE, gpus, 0));
    }

    @Test
    void allocationWithoutAMeasurement() {
        DurationProgress measured = new DurationProgress(Map.of(ONE, 10.0), 5);
        refused("is not for [1, 2]", () -> new TaskType("t", ONE, Units.of(1, 2), measured, 0));
    }

    @Test
    void eligibleClusters() {
        refused("must be at least one", () -> new Arrival(0, List.of()));
        refused("must be ascending", () -> new Arrival(0, List.of(1, 0)));
        refused("must be ascending", () -> new Arrival(0, List.of(-1)));
        refused("eligible cluster of task 0", () -> recorded(0, 0, 3));
    }

    @Test
    void timesThatGoBackAndUnknownTypes() {
        RecordedArrivals.Timed late = new RecordedArrivals.Timed(5, new Arrival(0, List.of(0)));
        RecordedArrivals.Timed early = new RecordedArrivals.Timed(4, new Arrival(0, List.of(0)));
        refused("arrival timestep of task 1 must be between 5", () -> new RecordedArrivals(List.of(late, early), 1, 1));
        refused("type of task 0 must be between 0.0 and 1.0", () -> recorded(0, 2, 0));
        refused("timestep of an arriving task", () -> recorded(-1, 0, 0));
        refused("number of recorded tasks", () -> new RecordedArrivals(List.of(), 1, 1));
    }

    @Test
    void recordWithoutNumbers() throws IOException {
        Path record = Files.writeString(
                folder.resolve("tasks.csv"), "arrival_step,type,eligible_clusters\n0,0,0 1\n0,0,0;1\n");
        refused("line 3, field 'eligible_clusters'", () -> RecordedArrivals.read(record, 1, 2));
    }

    @Test
    void numbersOutOfRange() {
        refused("gain per timestep", () -> new ConstantProgress(0));
        refused("headroom of the tanh law", () -> new TanhProgress(1, 16, 1));
        refused("factor a", () -> new PowerLawProgress.Curve(0, 1));
        refused("serial share", () -> new ScalingProgress(0, 10, 1.1, 0));
        refused("units must be", () -> Units.of(1, -1));
        refused(
                "tasks per timestep",
                () -> new ElasticExperiment("x", setting(ONE), List.of(TYPE), 0, 1, Eligibility.BANDWIDTH));
        refused(
                "switch weight",
                () -> new ElasticSetting(
                        List.of(ONE), 1, ElasticSetting.Mode.SINGLE_TASK, ElasticSetting.RefillOrder.QUEUE_FIRST, 1.1));
    }

    /** Each number is a number that could be; an episode with them would fill the memory or have no end. */
    @Test
    void numbersThatMultiplyBeyondBounds() {
        int most = Integer.MAX_VALUE;
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            refused("allocations up to the cap", () -> Small.type(ONE, Units.of(most, most), 0.5));
            refused("allocations up to the cap", () -> Small.type(ONE, Units.of(1000, 1000), 0.5));
            refused("at least 1e-6 in a timestep", () -> Small.type(ONE, FOUR, 1e-7));
            refused(
                    "at least 1e-6 in a timestep",
                    () -> new TaskType("t", ONE, FOUR, new ScalingProgress(0, 1e40, 0, 0), 0));
            refused("one timestep after 1", () -> new PowerLawProgress.Curve(1e-40, 1e-40));
            refused("between 1.0E-50", () -> new PowerLawProgress.Curve(1, 1e-300));
            refused("capacity of a cluster", () -> setting(Units.of(most, most)));
            refused(
                    "number of clusters",
                    () -> setting(Collections.nCopies(1001, ONE).toArray(Units[]::new)));
            refused(
                    "pending slots",
                    () -> new ElasticSetting(
                            List.of(ONE),
                            most,
                            ElasticSetting.Mode.SINGLE_TASK,
                            ElasticSetting.RefillOrder.QUEUE_FIRST,
                            1));
            refused("timesteps of a takeover", () -> new Replicas(List.of(0), List.of(), most));
            refused("timestep of an arriving task", () -> recorded(Long.MAX_VALUE, 0, 0));
            refused("tasks per timestep", () -> episode(1e300, 1));
            refused("tasks per timestep", () -> episode(1e9, 1));
            refused("tasks of an episode", () -> episode(1, Long.MAX_VALUE));
            refused("timesteps in which the tasks", () -> episode(1e-10, 1));
        });
    }

    private static ElasticExperiment episode(double rate, long tasks) {
        return new ElasticExperiment("x", setting(ONE), List.of(TYPE), rate, tasks, Eligibility.BANDWIDTH);
    }

    @Test
    void goodTypesAreRead() throws IOException {
        List<TaskType> types = TaskTypeFile.read(file("a,1 1,4 4,0.2,constant,0.25\n"
                + "b,2 1,16 16,0,tanh,1 16 1.2\n"
                + "c,1 1,8 8,0,scaling,1 40 0.1 0.5\n"));
        assertEquals(new TaskType("a", ONE, FOUR, new ConstantProgress(0.25), 0.2), types.get(0));
        assertEquals(new TanhProgress(1, 16, 1.2), types.get(1).progress());
        // 40 timesteps on one unit; (0.1 + 0.9 / 4) * 40 + 3 * 0.5 on four.
        assertEquals(1 / 14.5, types.get(2).progress().gain(Units.of(1, 4), 0), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1 1,4 4,0,cubic,1 | must be one of: constant, scaling, tanh",
                "a,1 1,4 4,0,tanh,1 16 | must be 3 numbers",
                "a,1 x,4 4,0,constant,1 | must be numbers",
                "a,1 1.5,4 4,0,constant,1 | must hold whole numbers",
                "a,5 1,4 4,0,constant,1 | within its cap",
                "a,1 1,4 4,-1,constant,1 | noise"
            })
    void badTypesAreRefusedWithTheirLine(String row, String message) throws IOException {
        Path file = file(row + "\n");
        refused(message, () -> TaskTypeFile.read(file));
        refused("line 2", () -> TaskTypeFile.read(file));
    }

    @Test
    void badTracesAreRefused() throws IOException {
        Path table = Files.writeString(
                folder.resolve("trace.csv"), "source,task,cpu,gpu,duration_s,a,b\nbare,mnist,1,1,10,0.5,0.5\n");
        TracedTypes traces = TracedTypes.read(table, "bare");
        refused("source in", () -> TracedTypes.read(table, "container"));
        refused("traced task", () -> traces.durations("lm", 5, 0));
        refused("is not for [2, 1]", () -> traces.tapFinger(PowerLawProgress.Rule.ADDED));
    }

    private Path file(String rows) throws IOException {
        return Files.writeString(folder.resolve("types.csv"), "type,minimum,cap,noise,law,parameters\n" + rows);
    }

    private static RecordedArrivals recorded(long timestep, int type, int cluster) {
        Arrival arrival = new Arrival(type, List.of(cluster));
        return new RecordedArrivals(List.of(new RecordedArrivals.Timed(timestep, arrival)), 2, 3);
    }

    private static ElasticSetting setting(Units... capacities) {
        return Small.setting(ElasticSetting.Mode.SINGLE_TASK, capacities);
    }

    private static void refused(String message, Executable input) {
        String actual = assertThrows(InvalidInputException.class, input).getMessage();
        assertTrue(actual.contains(message), actual);
    }
}
