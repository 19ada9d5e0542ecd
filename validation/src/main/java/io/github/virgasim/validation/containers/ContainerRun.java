// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.containers;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One container that ran a task.
 *
 * @param scheduler that decided
 * @param task what ran
 * @param cluster where, a number from 0
 * @param units CPUs and GPUs that the scheduler gave it, at least one each
 * @param seconds from its start to its exit [s], positive
 */
public record ContainerRun(String scheduler, String task, int cluster, Units units, double seconds) {
    /**
     * Checks the run.
     *
     * @throws InvalidInputException if a name is empty or a number out of range
     */
    public ContainerRun {
        Checks.named("scheduler of a container", scheduler);
        Checks.named("task of a container", task);
        Checks.within("cluster of a container", cluster, 0, Integer.MAX_VALUE);
        Checks.atLeastOne("CPUs of a container", units.get(0));
        Checks.atLeastOne("GPUs of a container", units.get(1));
        Checks.positive("duration [s] of a container", seconds);
    }

    /**
     * Reads runs.
     *
     * @param file CSV with the columns scheduler, task, cluster, cpu, gpu and run_s [s]
     * @return the runs in the order of the file, without those whose allocation is not known
     * @throws InvalidInputException if a column is missing or a value is bad
     */
    public static List<ContainerRun> read(Path file) {
        List<ContainerRun> runs = new ArrayList<>();
        CsvRows.forEach(file, List.of("scheduler", "task", "cluster", "cpu", "gpu", "run_s"), row -> {
            if (row.has("cluster") && row.has("cpu") && row.has("gpu")) {
                Units units = Units.of((int) row.positive("cpu"), (int) row.positive("gpu"));
                runs.add(new ContainerRun(
                        row.text("scheduler"),
                        row.text("task"),
                        (int) row.number("cluster"),
                        units,
                        row.positive("run_s")));
            }
        });
        return runs;
    }
}
