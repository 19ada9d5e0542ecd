// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.ForwardingEnvironment;
import io.github.virgasim.learn.Identity;

/**
 * ECSRL's rewards beside what no choice changes: added back are what the request would cost in an idle cloud, which follows from
 * its class, the idle power, and what second inferences cost beyond the mean. The first two are part of every policy's costs, but
 * for idle power after the end of an episode, the mean of the last is 0, so that no policy gains by it, and advantages are rid of
 * the chance of who comes when (a baseline that depends on the input; Mao et al. 2019) and of whose result is not good enough.
 */
final class EcsrlRelative extends ForwardingEnvironment {
    private final EcsrlShaping shaped;
    private final EcsrlEnvironment plain;

    /**
     * Wraps an environment.
     *
     * @param shaped pays
     * @param plain what {@code shaped} stands on
     */
    EcsrlRelative(EcsrlShaping shaped, EcsrlEnvironment plain) {
        super(shaped);
        this.shaped = shaped;
        this.plain = plain;
    }

    @Override
    public EnvironmentStep step(int action) {
        double usual = plain.costInTheCloud();
        EnvironmentStep step = super.step(action);
        return step.withReward(step.reward() + usual + plain.idle() + shaped.luck());
    }

    @Override
    public Identity identity() {
        return super.identity().with("baseline", "cloud, idle power and second inferences");
    }
}
