// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ECSRL: its agent, its baselines, its training and its figures. */
public final class EcsrlPaper implements Paper {
    /** Makes the paper. */
    public EcsrlPaper() {}

    @Override
    public String name() {
        return "ecsrl";
    }

    @Override
    public List<NamedPolicy> policies() {
        List<NamedPolicy> policies = new ArrayList<>();
        for (String name : EcsrlBaselines.names()) {
            policies.add(NamedPolicy.plain(name, true, base -> (scenario, seed) -> EcsrlBaselines.named(name, base)));
        }
        policies.add(new NamedPolicy(EcsrlNetwork.NAME, true, true, EcsrlPaper::open));
        return policies;
    }

    private static NamedPolicy.Opened open(ScenarioSource source, ServingScenario scenario, Path network)
            throws IOException {
        boolean clusters = EcsrlAccess.hasClusters(source.scenario().topology());
        EcsrlNetwork shipped = clusters ? EcsrlNetwork.clusters() : EcsrlNetwork.shipped();
        EcsrlNetwork agent = network == null ? shipped : EcsrlNetwork.load(network);
        agent.check(source.scenario());
        return NamedPolicy.Opened.trained(
                (run, seed) -> agent.policy(source.scenario(), EcsrlWeights.EVEN),
                network,
                clusters ? EcsrlNetwork.CLUSTERS : EcsrlNetwork.RESOURCE);
    }

    @Override
    public List<NamedEnvironment> environments() {
        return List.of(EcsrlProblem.named(), EcsrlProblem.clusters());
    }

    @Override
    public Optional<Activity> training() {
        return Optional.of(new EcsrlTrain());
    }

    @Override
    public Optional<Activity> reproduction() {
        return Optional.of(new EcsrlReproduce());
    }
}
