// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Loads;
import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.report.RunReach;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * ASET's scheduler as a learning environment: every period the agent chooses the policy that binds the streams which ask
 * until the next choice. An episode is a run of a scenario from time 0; it never ends by itself, so it is truncated.
 */
public final class ServingEnvironment implements Environment {
    private final Loads loads;
    private final SystemState state;
    private final ServingReward reward;
    private final Function<ServingSettings, List<SchedulingPolicy>> actions;
    private final double period;
    private final ObservationSpec observationSpec;
    private final ActionSpec actionSpec;
    private Options options;
    private ServingEngine engine;
    private SystemObserver observer;
    private ServingReward.Meter meter;
    private Consumer<RunReach> ended = reach -> {};
    private TrainingEngines engines = ServingEngine::new;

    /**
     * Makes an environment.
     *
     * @param loads the scenario of an episode, given its seed; all have the same topology and classes
     * @param state what the agent observes
     * @param reward what it is paid for
     * @param actions makes what it chooses from in an episode, at least one policy, always the same ones
     * @param period time between choices [s], positive
     */
    public ServingEnvironment(
            Loads loads,
            SystemState state,
            ServingReward reward,
            Function<ServingSettings, List<SchedulingPolicy>> actions,
            double period) {
        this.loads = loads;
        this.state = state;
        this.reward = reward;
        this.actions = actions;
        this.period = Checks.positive("period [s] between choices", period);
        ServingScenario any = loads.apply(0);
        observationSpec = observer(any).spec();
        actionSpec = new ActionSpec(actions.apply(any.settings()).stream()
                .map(SchedulingPolicy::name)
                .toList());
    }

    private SystemObserver observer(ServingScenario scenario) {
        return new SystemObserver(
                state, scenario.topology(), scenario.workload().classes());
    }

    /**
     * Names who is told how far each episode went when it ends.
     *
     * @param told for example the passport of a training
     * @return this environment
     */
    ServingEnvironment telling(Consumer<RunReach> told) {
        ended = told;
        return this;
    }

    /** Says what engine episodes run on, unless it is the one that follows queries; returns this environment. */
    ServingEnvironment on(TrainingEngines other) {
        engines = other;
        return this;
    }

    @Override
    public double[] reset(long seed) {
        ServingScenario scenario = loads.apply(seed);
        options = new Options(actions.apply(scenario.settings()));
        engine = engines.make(scenario, options, seed);
        observer = observer(scenario);
        meter = reward.new Meter();
        engine.advance(0);
        return observer.observe(engine.monitoring());
    }

    @Override
    public EnvironmentStep step(int action) {
        options.take(action, engine.monitoring());
        engine.setPolicy(options);
        double horizon = engine.scenario().settings().duration();
        engine.advance(Math.min(engine.now() + period, horizon));
        if (engine.now() >= horizon) {
            ended.accept(RunReach.of(engine));
        }
        return new EnvironmentStep(
                observer.observe(engine.monitoring()), meter.read(engine.monitoring()), false, engine.now() >= horizon);
    }

    @Override
    public ObservationSpec observation() {
        return observationSpec;
    }

    @Override
    public ActionSpec actions() {
        return actionSpec;
    }

    @Override
    public Identity identity() {
        return loads.identity()
                .with("state", state.label())
                .with("reward", reward.label())
                .with("period_s", period)
                .with(engines.identity());
    }

    /**
     * Returns the engine of the present episode.
     *
     * @return the engine, for reading; null before the first {@link #reset}
     */
    public ServingEngine engine() {
        return engine;
    }
}
