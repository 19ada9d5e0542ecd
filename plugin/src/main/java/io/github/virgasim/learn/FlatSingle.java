// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import java.util.List;
import java.util.function.DoubleSupplier;

/** An {@link Environment} in numbers of fixed shape, which it nearly is: one agent, whose actions have one part. */
public final class FlatSingle implements FlatEnvironment {
    private final Environment environment;
    private final DoubleSupplier clock;
    private final FlatSpec spec;
    private boolean[] allowed;

    /**
     * Wraps an environment.
     *
     * @param environment decides about everything
     * @param clock tells the simulated time of its episode [s]; asked after {@link #reset} only
     */
    public FlatSingle(Environment environment, DoubleSupplier clock) {
        this.environment = environment;
        this.clock = clock;
        spec = new FlatSpec(1, environment.observation(), List.of(environment.actions()), "s");
    }

    @Override
    public FlatSpec spec() {
        return spec;
    }

    @Override
    public View reset(long seed) {
        double[] observation = environment.reset(seed);
        allowed = environment.allowed();
        return new View(observation, allowed, new double[1], clock.getAsDouble(), false, false);
    }

    @Override
    public View step(int[] actions) {
        if (allowed == null) {
            throw new IllegalStateException("no episode has been started; reset() starts one");
        }
        spec.requireAllowed(0, actions, allowed);
        EnvironmentStep step = environment.step(actions[0]);
        allowed = environment.allowed();
        return new View(
                step.observation(),
                allowed,
                new double[] {step.reward()},
                clock.getAsDouble(),
                step.terminated(),
                step.truncated());
    }

    @Override
    public Identity identity() {
        return environment.identity();
    }
}
