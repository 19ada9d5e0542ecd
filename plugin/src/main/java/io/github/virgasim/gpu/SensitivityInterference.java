// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interference of pairs that need not have been measured: a batch of job a beside one of job b takes
 * {@code max(1, sensitivity of a x pressure of b)} times as long. Two figures per job stand for a whole row and column
 * of a matrix. Beside several, 1 + the sum of (slowdown beside each - 1), as in {@link PairwiseInterference}.
 *
 * <p>Whether two jobs fit into memory together is not part of this model.
 *
 * @param jobs figures of each job by its name
 */
public record SensitivityInterference(Map<String, Job> jobs) implements Interference {
    private static final String SHIPPED = "gpu/training-sensitivity.csv";
    private static final String[] COLUMNS = {"device", "job", "sensitivity", "pressure", "source"};

    /**
     * A job's part in the slowdown of pairs. Only products count: all sensitivities times a factor and all pressures
     * divided by it mean the same. In the shipped table the median pressure is 1.
     *
     * @param sensitivity how much the job suffers from others, positive
     * @param pressure how much others suffer from it, positive
     */
    public record Job(double sensitivity, double pressure) {
        /**
         * Checks the values.
         *
         * @throws InvalidInputException if one is not positive and finite
         */
        public Job {
            Checks.positive("sensitivity of a job", sensitivity);
            Checks.positive("pressure of a job", pressure);
        }
    }

    /**
     * Checks that there are jobs.
     *
     * @throws InvalidInputException if there is none
     */
    public SensitivityInterference {
        Checks.atLeastOne("number of jobs with a sensitivity", jobs.size());
        jobs = Map.copyOf(jobs);
    }

    /**
     * Returns what ships with Virga: 25 or 26 training jobs, fitted to measured throughputs of pairs
     * (stanford-futuredata/gavel, MIT).
     *
     * @param device "k80", "p100" or "v100"
     * @return the interference
     * @throws InvalidInputException if the device is unknown
     */
    public static SensitivityInterference measured(String device) {
        return of(ShippedTable.open(SHIPPED, COLUMNS), SHIPPED, device);
    }

    /**
     * Reads the jobs of a device from a CSV file with the columns device, job, sensitivity, pressure, source.
     *
     * @param file the CSV file
     * @param device the device whose rows are taken
     * @return the interference
     * @throws InvalidInputException if the file cannot be read, a figure is not positive, a job stands twice for one
     *     device, or the device has no row
     */
    public static SensitivityInterference read(Path file, String device) {
        return of(CsvTable.read(file, COLUMNS), file.toString(), device);
    }

    private static SensitivityInterference of(CsvTable table, String file, String device) {
        table.requireUnique("device", "job");
        Map<String, Map<String, Job>> devices = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            Job job = new Job(
                    row.number("sensitivity", Double.MIN_VALUE, Double.POSITIVE_INFINITY),
                    row.number("pressure", Double.MIN_VALUE, Double.POSITIVE_INFINITY));
            devices.computeIfAbsent(row.text("device"), name -> new LinkedHashMap<>())
                    .put(row.text("job"), job);
        }
        return new SensitivityInterference(
                devices.get(Checks.oneOf("device with sensitivities in " + file, device, devices.keySet())));
    }

    @Override
    public Slowdown among(List<String> names) {
        Job[] bound = names.stream()
                .map(name -> jobs.get(Checks.oneOf("job with a sensitivity", name, jobs.keySet())))
                .toArray(Job[]::new);
        return (model, running) -> CoRunners.slowdown(
                model, running, other -> Math.max(1, bound[model].sensitivity() * bound[other].pressure()));
    }
}
