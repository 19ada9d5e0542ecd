// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.ForwardingEnvironment;
import io.github.virgasim.learn.Identity;

/**
 * ECSRL's rewards beside what no choice changes: added back are what the request would cost in an idle cloud, which follows from
 * its class, and the idle power until the next request comes. Both are part of every policy's costs, so that no policy gains by
 * it, and advantages are rid of the chance of who comes when (a baseline that depends on the input; Mao et al. 2019).
 */
final class EcsrlRelative extends ForwardingEnvironment {
    private final EcsrlEnvironment plain;

    /**
     * Wraps an environment.
     *
     * @param shaped pays
     * @param plain what {@code shaped} stands on
     */
    EcsrlRelative(EcsrlShaping shaped, EcsrlEnvironment plain) {
        super(shaped);
        this.plain = plain;
    }

    @Override
    public EnvironmentStep step(int action) {
        double usual = plain.costInTheCloud();
        double from = plain.engine().now();
        EnvironmentStep step = super.step(action);
        double idle = step.ended() ? 0 : plain.idleCost(plain.engine().now() - from);
        return step.withReward(step.reward() + usual + idle);
    }

    @Override
    public Identity identity() {
        return super.identity().with("baseline", "cloud and idle power");
    }
}
