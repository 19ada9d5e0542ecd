// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.EngineState;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * ECSRL's scheduler as a learning environment: the agent chooses a device for each request, and pays alpha E_t + beta d_t
 * for the time until the next choice, the last time until all requests have been answered. A request that no device can
 * take is rejected without asking. An episode is a run of a scenario from time 0, truncated at its end. Where there are several
 * access points, the agent decides for the one that the request has reached, sees what that one sees, and pays for all.
 */
public final class EcsrlEnvironment implements Environment {
    /** Share of the past that is kept in the recent share of failures when a request ends: some 500 requests count. */
    private static final double MEMORY = 0.998;

    private final Loads loads;
    private final LongFunction<EcsrlWeights> weightsOf;
    private final ServingScenario base;
    private final EcsrlObjective objective;
    private final EcsrlAccess access;
    private final EcsrlDeadlines deadlines;
    private final ObservationSpec observationSpec;

    private EcsrlWeights weights;
    private EcsrlObserver[] observers;
    private EcsrlGreedy oneStep;
    private ServingEngine engine;
    private Consumer<RunReach> told = reach -> {};
    private QueryListener listener;
    private EcsrlObjective.Meter meter;
    private EcsrlObjective.Step last;
    private StreamRequest request;
    private int[] choices;
    private int chosen;
    private boolean running;
    private long steps;
    /** Beginning of the last step [s]. */
    private double began;

    private long ended;
    private long failed;
    private double failures;

    /**
     * Makes an environment.
     *
     * @param base the scenario whose devices and classes count, at its usual client rate, which gives the objective's
     *     references
     * @param loads the scenario of an episode, given its seed: the base with other loads or settings; their identity names
     *     the weights too
     * @param weights of an episode, given its seed
     */
    public EcsrlEnvironment(ServingScenario base, Loads loads, LongFunction<EcsrlWeights> weights) {
        this.base = base;
        this.loads = loads;
        this.weightsOf = weights;
        objective = EcsrlObjective.of(base);
        access = EcsrlAccess.of(base.topology());
        deadlines = new EcsrlDeadlines(base);
        observationSpec = new ObservationSpec(access.observations(base));
    }

    /** Names who is told how far each episode went when it ends; for example the passport of a training. */
    EcsrlEnvironment telling(Consumer<RunReach> ended) {
        told = ended;
        return this;
    }

    /** Names who is told of the inferences of each episode from the next one on. */
    void listening(QueryListener queries) {
        listener = queries;
    }

    @Override
    public double[] reset(long seed) {
        weights = weightsOf.apply(seed);
        observers = access.observers(base, weights.energyShare());
        oneStep = new EcsrlGreedy(base, weights.energyShare());
        engine = new ServingEngine(loads.apply(seed), new Chosen(), seed);
        if (listener != null) {
            engine.listen(listener);
        }
        meter = new EcsrlObjective.Meter(engine);
        steps = 0;
        ended = 0;
        failed = 0;
        failures = 0;
        running = advance();
        if (!running) {
            throw new InvalidInputException("episode must have a request that a device can take, has none");
        }
        return observe();
    }

    private double[] observe() {
        return observers[request.source()].observe(request, choices, engine.view());
    }

    private int[] choices() {
        int[] found = access.at(request.source()).instances(request, engine.view());
        deadlines.keep(found, request, engine.view());
        return found;
    }

    private final class Chosen implements SchedulingPolicy {
        @Override
        public String name() {
            return "chosen";
        }

        @Override
        public int choose(StreamRequest asking, ServingView view) {
            return chosen;
        }
    }

    /** Goes to the next request that a device can take; returns false if there is none. */
    private boolean advance() {
        for (Optional<StreamRequest> next = engine.advanceToQuery(); next.isPresent(); next = engine.advanceToQuery()) {
            request = next.get();
            choices = choices();
            for (int choice : choices) {
                if (choice != SchedulingPolicy.REJECT) {
                    return true;
                }
            }
            chosen = SchedulingPolicy.REJECT;
            engine.sendQuery();
        }
        return false;
    }

    @Override
    public EnvironmentStep step(int action) {
        requireRunning();
        if (choices[action] == SchedulingPolicy.REJECT) {
            throw new IllegalArgumentException("action must be a device that can take the request, was "
                    + access.names().get(action));
        }
        return send(choices[action]);
    }

    /** Rejects the request that asks. */
    EnvironmentStep reject() {
        requireRunning();
        return send(SchedulingPolicy.REJECT);
    }

    private void requireRunning() {
        if (!running) {
            throw new IllegalStateException("the episode has ended; reset() starts another");
        }
    }

    private EnvironmentStep send(int choice) {
        chosen = choice;
        began = steps++ == 0 ? 0 : engine.now();
        engine.sendQuery();
        running = advance();
        if (!running) {
            // The last observation: the same request again, at the end.
            choices = choices();
        }
        double[] observation = observe();
        if (!running) {
            engine.finish();
            told.accept(RunReach.of(engine));
        }
        last = meter.read();
        count();
        double cost = objective.cost(last, weights.alpha(), weights.beta(failures));
        return new EnvironmentStep(observation, -cost, false, !running);
    }

    /** Returns what an allowed action is expected to cost, with weights that are not raised. */
    EcsrlForecast forecast(int action) {
        return oneStep.forecast(choices[action], request.classIndex(), engine.view());
    }

    /** Returns the cost of the energy beyond idle power that was drawn in the last step. */
    double drawn() {
        return objective.cost(new EcsrlObjective.Step(last.energy(), 0), weights.alpha(), 0) - idle();
    }

    /** Returns what the present request would cost in an idle cloud, with weights that are not raised. */
    double costInTheCloud() {
        return objective.cost(
                new EcsrlObjective.Step(EcsrlObjective.energyInTheCloud(base, request.streamClass()), 1),
                weights.alpha(),
                weights.beta(0));
    }

    /** Returns what all devices would have cost in the last step without any request; the first one begins at time 0. */
    double idle() {
        double energy = (engine.now() - began) * EcsrlObjective.idlePower(base);
        return objective.cost(new EcsrlObjective.Step(energy, 0), weights.alpha(), 0);
    }

    /** Brings the recent share of failures up to date. */
    private void count() {
        long endedNow = 0;
        long failedNow = 0;
        for (int k = 0; k < base.workload().classes().size(); k++) {
            long bad = engine.monitoring().late(k) + engine.monitoring().rejected(k);
            failedNow += bad;
            endedNow += bad + engine.monitoring().served(k);
        }
        if (endedNow > ended) {
            double keep = Math.pow(MEMORY, endedNow - ended);
            failures = keep * failures + (1 - keep) * (failedNow - failed) / (endedNow - ended);
            ended = endedNow;
            failed = failedNow;
        }
    }

    @Override
    public boolean[] allowed() {
        return EcsrlDevices.allowed(choices);
    }

    @Override
    public ObservationSpec observation() {
        return observationSpec;
    }

    @Override
    public ActionSpec actions() {
        return new ActionSpec(access.names());
    }

    @Override
    public Identity identity() {
        return loads.identity();
    }

    /** Returns the index of the site where the present request has entered. */
    int source() {
        return request.source();
    }

    /** Returns what the agents choose from. */
    EcsrlAccess access() {
        return access;
    }

    /**
     * Returns what the last step brought.
     *
     * @return energy and degradation; null before the first step
     */
    EcsrlObjective.Step lastStep() {
        return last;
    }

    /**
     * Returns the engine of the present episode.
     *
     * @return the engine, for reading; null before the first {@link #reset}
     */
    public EngineState engine() {
        return engine;
    }
}
