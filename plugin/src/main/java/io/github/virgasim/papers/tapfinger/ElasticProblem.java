// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.learn.FlatAgents;
import io.github.virgasim.learn.FlatEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The scheduling of elastic tasks by name, one agent for each cluster. */
final class ElasticProblem {
    private static final Setting<String> SCENARIO = Setting.word(
            "--scenario",
            TapFingerExperiments.names().get(0),
            "Experiment with elastic tasks, tapfinger-... (default: "
                    + TapFingerExperiments.names().get(0) + ").");

    private ElasticProblem() {}

    static NamedEnvironment named() {
        return new NamedEnvironment(
                "elastic",
                "In each timestep every cluster may start a pending task with some CPUs and GPUs.",
                List.of(SCENARIO, TapFingerRun.FIDELITY, TapFingerRun.DURATIONS),
                ElasticProblem::open);
    }

    private static Supplier<FlatEnvironment> open(Arguments arguments) throws IOException {
        ElasticExperiment experiment = TapFingerExperiments.named(
                arguments.get(SCENARIO),
                arguments.get(TapFingerRun.DURATIONS),
                TapFingerRun.rules(arguments.get(TapFingerRun.FIDELITY)));
        int slots = experiment.setting().pendingSlots();
        return () -> new FlatAgents(new ElasticEnvironment(experiment), slots, "timesteps");
    }
}
