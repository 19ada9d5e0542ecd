// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A mean completion time that no scheduler can beat, whatever it knows.
 *
 * <p>Two bounds, of which the larger counts. First, no task is faster than the largest gain that it can reach on its best
 * cluster in every timestep. Second, for each kind of resource, all clusters together are seen as one machine and every
 * task as the least number of unit-timesteps that it can be completed with; served by shortest remaining processing
 * time, this machine has the smallest possible sum of completion times (Schrage, Operations Research 16(3), 1968).
 * Rounding, switching costs, conflicts and limits on starts are left out, all of which make real schedules longer.
 * n tasks cost O(n log n) per kind, besides one look at every allocation per type and capacity.
 */
public final class CompletionBound {
    private final ElasticSetting setting;
    private final List<TaskType> types;
    private final Map<List<Object>, Need> known = new HashMap<>();

    /** The least that a task needs: whole timesteps, and unit-timesteps per kind. */
    private record Need(long steps, double[] work) {}

    private record Job(double released, double work) {}

    /**
     * Makes the bound.
     *
     * @param setting clusters and rules
     * @param types the task types by number
     * @throws io.github.virgasim.input.InvalidInputException if a type does not fit the setting
     */
    public CompletionBound(ElasticSetting setting, List<TaskType> types) {
        setting.check(types);
        this.setting = setting;
        this.types = List.copyOf(types);
    }

    /**
     * Computes the bound for an episode.
     *
     * @param arrivals at its beginning; it is used up
     * @return timesteps from arrival to completion, at least 1
     * @throws io.github.virgasim.input.InvalidInputException if there are no tasks
     */
    public double meanCompletionTime(ArrivalProcess arrivals) {
        int kinds = setting.capacities().get(0).kinds();
        List<List<Job>> jobs = new ArrayList<>();
        for (int kind = 0; kind < kinds; kind++) {
            jobs.add(new ArrayList<>());
        }
        double steps = 0;
        for (long timestep = 0; !arrivals.isExhausted(); timestep++) {
            for (Arrival arrival : arrivals.before(timestep)) {
                Need need = need(arrival);
                steps += need.steps;
                for (int kind = 0; kind < kinds; kind++) {
                    jobs.get(kind).add(new Job(timestep, need.work[kind]));
                }
            }
        }
        int tasks = Checks.atLeastOne("number of tasks", jobs.get(0).size());
        double sum = steps;
        for (int kind = 0; kind < kinds; kind++) {
            int which = kind;
            double speed =
                    setting.capacities().stream().mapToInt(c -> c.get(which)).sum();
            if (speed > 0) {
                sum = Math.max(sum, shortestRemaining(jobs.get(kind), speed));
            }
        }
        return sum / tasks;
    }

    private Need need(Arrival arrival) {
        Need best = null;
        for (int cluster : arrival.clusters()) {
            Units capacity = setting.capacities().get(cluster);
            Need need = known.computeIfAbsent(
                    List.of(arrival.type(), capacity), key -> need(types.get(arrival.type()), capacity));
            best = best == null ? need : smaller(best, need);
        }
        return best;
    }

    private static Need smaller(Need one, Need other) {
        double[] work = one.work.clone();
        for (int kind = 0; kind < work.length; kind++) {
            work[kind] = Math.min(work[kind], other.work[kind]);
        }
        return new Need(Math.min(one.steps, other.steps), work);
    }

    private static Need need(TaskType type, Units capacity) {
        double[] largest = new double[1];
        double[] largestPerUnit = new double[capacity.kinds()];
        Units.between(type.minimum(), type.cap().smaller(capacity), units -> {
            double gain = type.progress().largestGain(units) + type.noise() / 2;
            largest[0] = Math.max(largest[0], gain);
            for (int kind = 0; kind < largestPerUnit.length; kind++) {
                largestPerUnit[kind] = Math.max(largestPerUnit[kind], gain / units.get(kind));
            }
        });
        // Room for rounding errors in a sum of gains.
        long steps = Math.max(1, (long) Math.ceil(1 / largest[0] - 1e-9));
        double[] work = new double[largestPerUnit.length];
        for (int kind = 0; kind < work.length; kind++) {
            double held = (double) steps * type.minimum().get(kind);
            work[kind] = Math.max(held, (1 - 1e-9) / largestPerUnit[kind]);
        }
        return new Need(steps, work);
    }

    /** Returns the sum of completion times, from release, on one machine of a speed. */
    private static double shortestRemaining(List<Job> jobs, double speed) {
        Queue<Double> waiting = new PriorityQueue<>();
        double now = 0;
        double sum = 0;
        int next = 0;
        // The sum of completion times is the integral of the number of jobs present.
        while (next < jobs.size() || !waiting.isEmpty()) {
            double until = next < jobs.size() ? jobs.get(next).released : Double.POSITIVE_INFINITY;
            if (!waiting.isEmpty() && now + waiting.peek() / speed <= until) {
                double duration = waiting.peek() / speed;
                sum += waiting.size() * duration;
                now += duration;
                waiting.remove();
                continue;
            }
            if (!waiting.isEmpty()) {
                sum += waiting.size() * (until - now);
                waiting.add(waiting.remove() - (until - now) * speed);
            }
            now = until;
            waiting.add(jobs.get(next).work);
            next++;
        }
        return sum;
    }
}
