// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings that many activities have. */
public final class CommonSettings {
    /** The option that changes a scenario's duration. */
    public static final Setting<Double> DURATION =
            Setting.number("--duration", "S", null, "Simulated time [s] (default: the scenario's)");

    /** The option for the seed of the first run. */
    public static final Setting<Long> FIRST_SEED = Setting.seed("Seed of the first run");

    /** The option for the number of runs from {@link #FIRST_SEED} on. */
    public static final Setting<Integer> RUNS = seeds(
            10, "Number of runs, with seeds N, N+1, .... From 2 on, results are means with 95 % confidence intervals");

    private static final int MOST_SEEDS = 100;

    /** ASET sweeps 20 to 100 clients/min around its 60; other scenarios are swept over the same range, relatively. */
    private static final List<Double> RELATIVE_RATES = List.of(20 / 60.0, 40 / 60.0, 1.0, 80 / 60.0, 100 / 60.0);

    private CommonSettings() {}

    /**
     * Makes the option for the number of runs.
     *
     * @param usual the value if none is given
     * @param description what is run so often, without a full stop
     * @return the option --seeds
     */
    public static Setting<Integer> seeds(int usual, String description) {
        return Setting.integer("--seeds", "K", usual, description);
    }

    /**
     * Looks up the number of runs.
     *
     * @param arguments where to
     * @param seeds the option
     * @return 1 to 100
     * @throws InvalidInputException if it is out of this range
     */
    public static int count(Arguments arguments, Setting<Integer> seeds) {
        return arguments.within(seeds, 1, MOST_SEEDS);
    }

    /**
     * Looks up the seeds of {@link #RUNS} from {@link #FIRST_SEED} on.
     *
     * @param arguments where to
     * @return rising
     * @throws InvalidInputException if there are too many or none
     */
    public static List<Long> seeds(Arguments arguments) {
        return Seeds.from(arguments.get(FIRST_SEED), count(arguments, RUNS));
    }

    /**
     * Gives a scenario the duration of {@link #DURATION}.
     *
     * @param scenario the scenario
     * @param arguments where the duration is, or is not
     * @param parameters receives it as "duration_s" if there is one
     * @return the scenario, changed if there is one
     * @throws InvalidInputException if it is not above the scenario's warm-up
     */
    public static ServingScenario withDuration(
            ServingScenario scenario, Arguments arguments, Map<String, String> parameters) {
        Double duration = arguments.get(DURATION);
        if (duration == null) {
            return scenario;
        }
        Checks.positive(DURATION.name(), duration);
        requireAboveWarmup(scenario, DURATION, duration);
        parameters.put("duration_s", CommandText.plain(duration));
        return scenario.withSettings(scenario.settings().withDuration(duration));
    }

    /**
     * Requires a time above a scenario's warm-up.
     *
     * @param scenario the scenario
     * @param setting where the time comes from
     * @param seconds the time [s]
     * @throws InvalidInputException if it is not above the warm-up
     */
    public static void requireAboveWarmup(ServingScenario scenario, Setting<Double> setting, double seconds) {
        double warmup = scenario.settings().warmup();
        if (seconds <= warmup) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s must be above the scenario's warm-up of %s s, was '%s'",
                    setting.name(),
                    CommandText.plain(warmup),
                    CommandText.plain(seconds)));
        }
    }

    /**
     * Returns the client rates of a sweep.
     *
     * @param scenario at its own client rate
     * @return from 1/3 to 5/3 of it [1/min], rising
     */
    public static List<Double> rates(ServingScenario scenario) {
        double own = scenario.workload().clientRate() * 60;
        return RELATIVE_RATES.stream().map(relative -> relative * own).toList();
    }
}
