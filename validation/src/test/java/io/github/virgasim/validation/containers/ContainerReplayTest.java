// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.validation.calibration.TapFingerReference;
import io.github.virgasim.validation.containers.ContainerReplay.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerReplayTest {
    @TempDir
    private Path folder;

    private static ContainerRun run(String scheduler, int cluster, int gpus, double seconds) {
        return new ContainerRun(scheduler, "lm", cluster, Units.of(4, gpus), seconds);
    }

    @Test
    void noSchedulerPredictsItself() {
        List<Errors> errors = new ContainerReplay(List.of(
                        run("one", 0, 1, 100),
                        run("one", 0, 1, 200),
                        run("two", 0, 1, 160),
                        run("three", 0, 1, 120),
                        run("three", 0, 1, 140)))
                .fromOtherSchedulers();
        // one: the median of 120, 140, 160; two: of 100, 120, 140, 200; three: of 100, 160, 200.
        assertEquals(new Errors("one", 2, (40.0 + 30) / 2, 50, 60), errors.get(0));
        assertEquals(new Errors("two", 1, 100 * 30.0 / 160, 30, 30), errors.get(1));
        assertEquals(30, errors.get(2).medianS(), 1e-12);
        assertTrue(ContainerReplay.table(errors).toString().contains("35.0"));
    }

    @Test
    void clustersAndSecondGpusAreToldApart() {
        List<Errors> errors = new ContainerReplay(List.of(
                        run("one", 0, 1, 100),
                        run("one", 0, 2, 50),
                        run("one", 1, 1, 300),
                        run("two", 0, 1, 100),
                        run("two", 0, 8, 50),
                        run("two", 1, 1, 300)))
                .fromOtherSchedulers();
        errors.forEach(of -> assertEquals(0, of.p95S()));
    }

    @Test
    void badRunsAreRefused() throws IOException {
        assertThrows(InvalidInputException.class, () -> new ContainerReplay(List.of(run("one", 0, 1, 1))));
        ContainerReplay apart = new ContainerReplay(List.of(run("one", 0, 1, 1), run("two", 1, 1, 1)));
        InvalidInputException e = assertThrows(InvalidInputException.class, apart::fromOtherSchedulers);
        assertTrue(e.getMessage().contains("no other scheduler than one ran lm on cluster 0"), e.getMessage());
        Path file = Files.writeString(folder.resolve("runs.csv"), """
                scheduler,task,cluster,cpu,gpu,run_s
                one,lm,0,4,1,100
                one,lm,0,,,100
                one,lm,0,4,1,-3
                """);
        e = assertThrows(InvalidInputException.class, () -> ContainerRun.read(file));
        assertTrue(e.getMessage().contains("runs.csv, line 4") && e.getMessage().contains("run_s"), e.getMessage());
        Files.writeString(file, Files.readString(file).replace("-3", "3"));
        assertEquals(2, ContainerRun.read(file).size());
    }

    /** 800 real containers, of which 16 have no known allocation. */
    @Test
    void recordedRunsArePredicted() {
        ContainerReplay replay = new ContainerReplay(ContainerRun.read(TapFingerReference.file("container_runs.csv")));
        Map<String, Errors> others = byScheduler(replay.fromOtherSchedulers());
        assertEquals(784, others.values().stream().mapToInt(Errors::containers).sum());
        assertEquals(1.8, others.get("Optimus").meanPercent(), 0.05);
        assertTrue(others.get("Tiresias").meanPercent() < 2.6, others::toString);
        assertTrue(others.get("Random").meanPercent() < 5.7, others::toString);
        assertTrue(others.get("TapFinger").meanPercent() < 2, others::toString);
        others.values().forEach(of -> assertTrue(of.medianS() < 1.0, of::toString));
        // The table knows neither that one cluster is slower nor that containers have four CPUs whatever they were
        // given.
        byScheduler(replay.fromTable(TracedTypes.shipped("container")))
                .forEach((name, of) -> assertTrue(of.meanPercent() > 15 && of.meanPercent() < 45, of::toString));
    }

    private static Map<String, Errors> byScheduler(List<Errors> errors) {
        return errors.stream().collect(Collectors.toMap(Errors::scheduler, of -> of));
    }
}
