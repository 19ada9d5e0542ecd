// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tasks that arrive exactly when and where a record says. */
public final class RecordedArrivals implements ArrivalProcess {
    private static final double MOST_TIMESTEPS = 1e9;

    private final List<Timed> tasks;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int next;

    /**
     * One task of the record.
     *
     * @param timestep before whose decisions it arrives, 0 to 10^9
     * @param arrival its type and eligible clusters
     */
    public record Timed(long timestep, Arrival arrival) {
        /**
         * Checks the timestep.
         *
         * @throws InvalidInputException if it is negative or too large
         */
        public Timed {
            Checks.within("timestep of an arriving task", timestep, 0, MOST_TIMESTEPS);
        }
    }

    /**
     * Makes the process at its beginning.
     *
     * @param tasks in order of arrival, at least one
     * @param types how many task types there are
     * @param clusters how many clusters there are
     * @throws InvalidInputException if there are no tasks, times go back, or a type or cluster is unknown
     */
    public RecordedArrivals(List<Timed> tasks, int types, int clusters) {
        this.tasks = List.copyOf(tasks);
        Checks.atLeastOne("number of recorded tasks", tasks.size());
        long before = 0;
        for (int i = 0; i < tasks.size(); i++) {
            Timed task = tasks.get(i);
            List<Integer> eligible = task.arrival.clusters();
            Checks.within("arrival timestep of task " + i, task.timestep, before, MOST_TIMESTEPS);
            Checks.within("type of task " + i, task.arrival.type(), 0, types - 1.0);
            Checks.within("eligible cluster of task " + i, eligible.get(eligible.size() - 1), 0, clusters - 1.0);
            before = task.timestep;
        }
    }

    /**
     * Reads a record.
     *
     * @param file CSV with the columns {@code arrival_step}, {@code type} (number from 0) and {@code eligible_clusters}
     *     (numbers from 0 with spaces between them), in order of arrival
     * @param types how many task types there are
     * @param clusters how many clusters there are
     * @return the process at its beginning
     * @throws InvalidInputException if the file cannot be read or breaks a rule of the constructor
     */
    public static RecordedArrivals read(Path file, int types, int clusters) {
        List<Timed> tasks = new ArrayList<>();
        for (CsvTable.Row row :
                CsvTable.read(file, "arrival_step", "type", "eligible_clusters").rows()) {
            String eligible = row.text("eligible_clusters");
            if (!eligible.matches("\\d{1,9}( +\\d{1,9})*")) {
                throw row.invalid("eligible_clusters", eligible, "must be numbers with spaces between them");
            }
            List<Integer> numbers =
                    Arrays.stream(eligible.split(" +")).map(Integer::valueOf).toList();
            tasks.add(new Timed(row.integer("arrival_step", 0), new Arrival(row.integer("type", 0), numbers)));
        }
        return new RecordedArrivals(tasks, types, clusters);
    }

    @Override
    public List<Arrival> before(long timestep) {
        arrivals.clear();
        while (next < tasks.size() && tasks.get(next).timestep <= timestep) {
            arrivals.add(tasks.get(next).arrival);
            next++;
        }
        return arrivals;
    }

    @Override
    public boolean isExhausted() {
        return next == tasks.size();
    }
}
