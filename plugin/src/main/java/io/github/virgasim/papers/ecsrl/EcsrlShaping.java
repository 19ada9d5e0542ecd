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
 * requests under way are expected to cost, and more by the energy that they have drawn. So the expected cost of a choice is paid at
 * once; when its inference ends, what it cost beyond that, or less; and when a second inference follows, what that is certain to
 * cost, in place of its chance.
 *
 * <p>The sum of an episode's rewards stays as it is, since P is 0 at both ends (up to what boards save that draw no more than their
 * most). A learner that discounts would with plain rewards take late costs for small ones and prefer slow devices. Potentials that
 * are discounted too (Ng, Harada and Russell 1999) would keep that preference; these do not. Nor may what is paid in advance be given
 * back at any other time than its cost comes: a learner whose critic does not know when would take one for more than the other.
 */
final class EcsrlShaping extends ForwardingEnvironment {
    private final EcsrlEnvironment environment;
    /** What the inferences under way are expected to cost, by the number of their query. */
    private final Map<Long, Double> underWay = new HashMap<>();

    private long sent;
    private double shift;

    /**
     * Shapes an environment.
     *
     * @param environment pays the plain rewards; not used without this object any more
     */
    public EcsrlShaping(EcsrlEnvironment environment) {
        super(environment);
        this.environment = environment.listening(new Ends());
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
            ended(id, streamClass, instance);
        }

        @Override
        public void passedOn(
                long id, int streamClass, int instance, double arrived, double started, double ended) {
            ended(id, streamClass, instance);
            expect(id, environment.costOfSecond(instance, streamClass));
        }
    }

    private void expect(long id, double cost) {
        underWay.put(id, cost);
        shift -= cost;
    }

    private void ended(long id, int streamClass, int instance) {
        shift += underWay.remove(id) - environment.energyCost(instance, streamClass);
    }

    @Override
    public double[] reset(long seed) {
        underWay.clear();
        sent = 0;
        return super.reset(seed);
    }

    @Override
    public EnvironmentStep step(int action) {
        shift = 0;
        expect(sent++, environment.expectedCost(action));
        EnvironmentStep step = super.step(action);
        shift += environment.lastWorkCost();
        if (step.ended()) {
            // Those that were lost.
            shift += underWay.values().stream().mapToDouble(cost -> cost).sum();
        }
        return step.withReward(step.reward() + shift);
    }

    @Override
    public Identity identity() {
        return super.identity().with("rewards", "shaped by expected costs");
    }
}
