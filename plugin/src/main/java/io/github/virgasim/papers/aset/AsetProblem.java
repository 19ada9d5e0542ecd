// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatSingle;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** ASET's learning problem by name: the loads, observations and actions of its training, with plain rewards. */
final class AsetProblem {
    private AsetProblem() {}

    static NamedEnvironment named() {
        return new NamedEnvironment(
                "aset",
                "Every 20 s choose the policy that binds the streams of an edge cluster until the next choice.",
                List.of(AsetTrain.TOPOLOGY, AsetTrain.STATE, AsetTrain.REWARD, AsetTrain.LENGTH, AsetTrain.LAMBDA),
                AsetProblem::open);
    }

    private static Supplier<FlatEnvironment> open(Arguments arguments) throws IOException {
        ScenarioSource source = AsetTopologies.source(arguments.get(AsetTrain.TOPOLOGY));
        Double lambda = arguments.get(AsetTrain.LAMBDA);
        ServingScenario scenario =
                lambda == null ? source.scenario() : source.scenario().withLambda(lambda);
        SystemState state = SystemState.named(arguments.get(AsetTrain.STATE));
        AsetSelection selection = new AsetSelection(
                scenario,
                arguments.get(AsetTrain.LENGTH),
                ServingReward.named(arguments.get(AsetTrain.REWARD)),
                lambda != null,
                1,
                source.identity());
        selection.loads();
        return () -> {
            ServingEnvironment environment = AsetTraining.plain(selection, state);
            return new FlatSingle(environment, () -> environment.engine().now());
        };
    }
}
