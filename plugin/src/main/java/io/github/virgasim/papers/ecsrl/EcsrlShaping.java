// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.ForwardingEnvironment;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.serving.QueryListener;
import java.util.HashMap;
import java.util.Map;

/**
 * ECSRL's environment with shaped rewards: {@code r + P(next) - P(present)}, where the potential P is less what the
 * requests under way are still expected to cost. So the expected cost of a choice is paid at once, rather than when energy has
 * been drawn and processing has ended, and only what comes otherwise than expected is left for later: the degradation when
 * an inference ends, and whether a second one follows.
 *
 * <p>The sum of an episode's rewards stays as it is, since P is 0 at both ends. A learner that discounts would with plain
 * rewards take late costs for small ones and prefer slow devices. Potentials that are discounted too (Ng, Harada and
 * Russell 1999) would keep that preference; these do not. A request counts until its inference has in fact ended: if it
 * counted until it should end, a learner that discounts would gain by queues that grow.
 */
final class EcsrlShaping extends ForwardingEnvironment {
    private final EcsrlEnvironment environment;
    /** What each query under way was expected to cost, by its number. */
    private final Map<Long, EcsrlForecast> first = new HashMap<>();
    /** The same of those whose second inference is under way. */
    private final Map<Long, EcsrlForecast> second = new HashMap<>();

    private long sent;
    private double expected;
    private double luck;

    /**
     * Shapes an environment.
     *
     * @param environment pays the plain rewards
     */
    public EcsrlShaping(EcsrlEnvironment environment) {
        super(environment);
        this.environment = environment;
        environment.listening(new Ends());
    }

    private final class Ends implements QueryListener {
        @Override
        public void answered(
                long id,
                int streamClass,
                int instance,
                double created,
                double arrived,
                double started,
                double ended,
                int batch) {
            EcsrlForecast forecast = first.remove(id);
            if (forecast == null) {
                expected -= second.remove(id).secondDegradation();
            } else {
                expected -= forecast.degradation();
                expectSecond(forecast, -forecast.chance());
            }
        }

        @Override
        public void passedOn(long id, int streamClass, int instance, double arrived, double started, double ended) {
            EcsrlForecast forecast = first.remove(id);
            second.put(id, forecast);
            expected -= forecast.degradation();
            expectSecond(forecast, 1 - forecast.chance());
        }

        private void expectSecond(EcsrlForecast forecast, double change) {
            expected += change * forecast.second();
            luck += change * forecast.second();
        }
    }

    @Override
    public double[] reset(long seed) {
        first.clear();
        second.clear();
        sent = 0;
        expected = 0;
        return super.reset(seed);
    }

    @Override
    public EnvironmentStep step(int action) {
        double before = expected;
        luck = 0;
        EcsrlForecast forecast = environment.forecast(action);
        first.put(sent++, forecast);
        expected += forecast.energy() + forecast.degradation() + forecast.chance() * forecast.second();
        EnvironmentStep step = super.step(action);
        expected = step.ended() ? 0 : expected - environment.drawn();
        return step.withReward(step.reward() - expected + before);
    }

    /**
     * Returns by how much more than expected the second inferences cost that were found necessary in the last step, or less
     * those that were not. Its mean is 0 whatever is chosen.
     */
    double luck() {
        return luck;
    }

    @Override
    public Identity identity() {
        return super.identity().with("rewards", "shaped by expected costs until they are paid");
    }
}
