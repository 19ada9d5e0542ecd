// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.containers;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Measurements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    private static final List<String> COLUMNS = List.of("scheduler", "task", "cluster", "cpu", "gpu", "run_s");
    /** A column that may be there. */
    private static final String CONTAINER = "container";

    private static final int MOST = 1_000_000;

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
     * @param data holds {@code container_runs.csv}, as for {@link #read(Path)}
     * @return the runs in the order of the file, without those whose allocation is not known; a remark tells how many these are
     * @throws InvalidInputException if a column is missing or a value is bad
     */
    static List<ContainerRun> read(Measurements data) {
        List<ContainerRun> runs = new ArrayList<>();
        int[] unknown = new int[1];
        Set<String> seen = new HashSet<>();
        data.rows(data.file("container_runs.csv"), COLUMNS, row -> {
            if (row.isMapped(CONTAINER)
                    && row.has(CONTAINER)
                    && !seen.add(row.text("scheduler") + "/" + row.text(CONTAINER))) {
                throw row.invalid(
                        "container: must stand once for each scheduler, was again '" + row.text(CONTAINER) + "'");
            }
            if (isKnown(row)) {
                runs.add(of(row));
            } else {
                unknown[0]++;
            }
        });
        if (unknown[0] > 0) {
            data.remark("container_runs.csv: left out " + unknown[0] + " containers without cluster, cpu or gpu.");
        }
        return runs;
    }

    private static boolean isKnown(CsvRows.Row row) {
        return row.has("cluster") && row.has("cpu") && row.has("gpu");
    }

    private static ContainerRun of(CsvRows.Row row) {
        return new ContainerRun(
                row.name("scheduler"),
                row.name("task"),
                row.whole("cluster", 0, MOST),
                Units.of(row.count("cpu"), row.count("gpu")),
                row.positive("run_s"));
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
        CsvRows.forEach(file, COLUMNS, row -> {
            if (isKnown(row)) {
                runs.add(of(row));
            }
        });
        return runs;
    }
}
