// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.ForwardingEnvironment;
import io.github.virgasim.learn.Identity;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * ECSRL's environment with shaped rewards: {@code r + P(next) - P(present)}, where the potential P is less what the
 * requests under way are expected to cost. So the expected cost of a choice is paid at once, rather than when energy has
 * been drawn and processing has ended, and only what comes otherwise than expected is left for later.
 *
 * <p>The sum of an episode's rewards stays as it is, since P is 0 at both ends. A learner that discounts would with plain
 * rewards take late costs for small ones and prefer slow devices. Potentials that are discounted too (Ng, Harada and
 * Russell 1999) would keep that preference; these do not.
 */
final class EcsrlShaping extends ForwardingEnvironment {
    private final EcsrlEnvironment environment;
    private final PriorityQueue<Due> underWay = new PriorityQueue<>(Comparator.comparingDouble(Due::time));
    private double expected;

    private record Due(double time, double cost) {}

    /**
     * Shapes an environment.
     *
     * @param environment pays the plain rewards
     */
    public EcsrlShaping(EcsrlEnvironment environment) {
        super(environment);
        this.environment = environment;
    }

    @Override
    public double[] reset(long seed) {
        underWay.clear();
        expected = 0;
        return super.reset(seed);
    }

    @Override
    public EnvironmentStep step(int action) {
        double before = expected;
        for (EcsrlForecast.Part part : environment.forecast(action)) {
            underWay.add(new Due(environment.engine().now() + part.delay(), part.cost()));
            expected += part.cost();
        }
        EnvironmentStep step = super.step(action);
        while (!underWay.isEmpty()
                && (step.ended()
                        || underWay.peek().time() <= environment.engine().now())) {
            expected -= underWay.remove().cost();
        }
        double reward = step.reward() - expected + before;
        return step.withReward(reward);
    }

    @Override
    public Identity identity() {
        return super.identity().with("rewards", "shaped by expected costs");
    }
}
