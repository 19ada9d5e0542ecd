// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingScenario;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a scenario in iFogSim2: its sites are fog devices, its clients sensors, and its queries tuples, which iFogSim2 carries
 * from device to device, each link one after another. At the first device the scheduling policy is asked; the device that it
 * chooses works as Virga's workers do. There is no controller that ends the JVM, and nothing random besides the seed's, so
 * that runs can follow each other in one JVM, with the same results each time. iFogSim2 keeps its state in static fields: one
 * run at a time.
 *
 * <p>The links' jitter is left out. Decisions are made when a query reaches the first device, after its access link, and not
 * when it is sent.
 */
public final class IFogSimStudy {
    /** So many that a double still tells apart ten-thousandths of one. */
    private static final double MOST_UNITS = 1e12;

    private final ServingScenario scenario;
    private final double unit;
    private Optional<QueryListener> listener = Optional.empty();
    private Optional<Placement> placement = Optional.empty();
    private List<Double> deviceEnergies = List.of();

    /** Which of iFogSim2's seams asks a placement policy. */
    public enum Seam {
        /** {@link PolicyModulePlacement}: once, before the simulation begins. */
        MODULE_PLACEMENT,
        /** {@link PolicyPlacementLogic}: each time that the policy's period is over, by a placement request to the cloud. */
        PLACEMENT_LOGIC
    }

    /** What the runs to come ask. */
    record Placement(Seam seam, Supplier<PlacementPolicy> maker) {}

    /**
     * Makes a study.
     *
     * @param scenario what to serve
     * @param timeUnit what a unit of iFogSim2's time stands for [s], positive, at least 1e-12 of the scenario's duration, as
     *     iFogSim2's clock is a double
     * @throws InvalidInputException if the unit is not positive or too short, or iFogSim2 is not on the
     *     class path
     */
    public IFogSimStudy(ServingScenario scenario, double timeUnit) {
        IFogSim.require();
        this.scenario = Objects.requireNonNull(scenario, "scenario");
        double duration = scenario.settings().duration();
        if (Checks.positive("time unit [s]", timeUnit) < duration / MOST_UNITS) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "time unit [s] must be at least %s, so that the duration of %s s has at most %s of them, was '%s'",
                    duration / MOST_UNITS,
                    duration,
                    MOST_UNITS,
                    timeUnit));
        }
        unit = timeUnit;
    }

    /**
     * Tells somebody of every query that is processed in the runs to come.
     *
     * @param who is told
     */
    public void listen(QueryListener who) {
        listener = Optional.of(Objects.requireNonNull(who, "listener"));
    }

    /**
     * Lets a placement policy decide which modules are where in the runs to come, and which models are in memory; without one,
     * modules are launched wherever a model may run.
     *
     * @param seam where iFogSim2 asks it
     * @param maker makes the policy of a run; it takes the place of the one that the scenario may have
     * @throws InvalidInputException if json-simple, which iFogSim2 needs for placement logics, is not on
     *     the class path
     */
    public void place(Seam seam, Supplier<PlacementPolicy> maker) {
        if (seam == Seam.PLACEMENT_LOGIC) {
            IFogSim.requireJson();
        }
        placement = Optional.of(
                new Placement(Objects.requireNonNull(seam, "seam"), Objects.requireNonNull(maker, "maker")));
    }

    /**
     * Returns what iFogSim2 showed for its devices in the last run.
     *
     * @return energy from the end of the warm-up to the duration, by site [J]; empty before a run
     */
    public List<Double> deviceEnergies() {
        return deviceEnergies;
    }

    /**
     * Runs to the end: to the scenario's duration, and on until every query's outcome is known.
     *
     * @param policy decides where; made for this run if it keeps state
     * @param seed of all random numbers
     * @return the outcome, in the same form as that of the bare engine
     */
    public ServingRun run(SchedulingPolicy policy, long seed) {
        Objects.requireNonNull(policy, "policy");
        StudyRun run = new StudyRun(scenario, unit);
        ServingRun outcome = run.run(policy, seed, listener, placement);
        deviceEnergies = run.deviceEnergies();
        return outcome;
    }
}
