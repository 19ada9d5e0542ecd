// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A policy that chooses among policies, by whatever maps an observation to a choice: a trained network, chance, a rule.
 * It observes one run from its start, so each run needs a new one.
 */
public final class SwitchingPolicy implements AdaptivePolicy {
    private final String name;
    private final SystemState state;
    private final Options options;
    private final double period;
    private final ToIntFunction<double[]> decider;
    private final List<Integer> choices = new ArrayList<>();
    private SystemObserver observer;

    /**
     * Makes a policy for one run.
     *
     * @param name its name in tables
     * @param state what the decider sees
     * @param actions what it chooses from, made for this run; those that adapt do so at each choice
     * @param period time between choices [s], positive
     * @param decider returns an index into the actions for an observation
     */
    public SwitchingPolicy(
            String name,
            SystemState state,
            List<SchedulingPolicy> actions,
            double period,
            ToIntFunction<double[]> decider) {
        this.name = Checks.named("name of policy", name);
        this.state = state;
        options = new Options(actions);
        this.period = Checks.positive("period [s] between choices", period);
        this.decider = decider;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double period() {
        return period;
    }

    @Override
    public void decide(Monitoring monitoring) {
        if (observer == null) {
            observer = new SystemObserver(state, monitoring.topology(), monitoring.classes());
        }
        options.take(decider.applyAsInt(observer.observe(monitoring)), monitoring);
        choices.add(options.present());
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        return options.choose(request, view);
    }

    /**
     * Returns the choice in force.
     *
     * @return index into the actions
     */
    public int present() {
        return options.present();
    }

    /**
     * Returns all choices.
     *
     * @return index into the actions for each period, in order of time
     */
    public List<Integer> choices() {
        return List.copyOf(choices);
    }
}
