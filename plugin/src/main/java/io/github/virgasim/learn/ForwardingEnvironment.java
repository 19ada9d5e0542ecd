// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import java.util.Objects;

/**
 * An environment that passes everything on to another one. Whatever wraps an environment extends this class and overrides what
 * it changes, so that nothing is lost on the way, masks and identity least of all.
 */
public abstract class ForwardingEnvironment implements Environment {
    private final Environment environment;

    /**
     * For subclasses.
     *
     * @param environment does the work
     */
    protected ForwardingEnvironment(Environment environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
    }

    @Override
    public double[] reset(long seed) {
        return environment.reset(seed);
    }

    @Override
    public EnvironmentStep step(int action) {
        return environment.step(action);
    }

    @Override
    public boolean[] allowed() {
        return environment.allowed();
    }

    @Override
    public ObservationSpec observation() {
        return environment.observation();
    }

    @Override
    public ActionSpec actions() {
        return environment.actions();
    }

    /** {@inheritDoc} A wrapper that changes the problem adds how. */
    @Override
    public Identity identity() {
        return environment.identity();
    }
}
