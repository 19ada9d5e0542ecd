// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** ASET: its agents, their training and their figures. */
public final class AsetPaper implements Paper {
    /** Makes the paper. */
    public AsetPaper() {}

    @Override
    public String name() {
        return "aset";
    }

    @Override
    public List<NamedPolicy> policies() {
        return List.of(
                new NamedPolicy(AsetNetwork.NAME, true, false, AsetPaper::open),
                new NamedPolicy(DirectNetwork.NAME, true, false, AsetPaper::openDirect));
    }

    private static NamedPolicy.Opened openDirect(ScenarioSource source, ServingScenario scenario, Path network)
            throws IOException {
        return direct(
                DirectNetwork.NAME, network == null ? DirectNetwork.shipped() : DirectNetwork.load(network), network);
    }

    private static NamedPolicy.Opened direct(String name, DirectNetwork agent, Path network) throws IOException {
        return NamedPolicy.Opened.trained(
                (run, seed) -> agent.policy(name, run.settings()), network, DirectNetwork.SHIPPED);
    }

    private static NamedPolicy.Opened open(ScenarioSource source, ServingScenario scenario, Path network)
            throws IOException {
        // Only without a file must a network ship for this scenario.
        if (network == null
                && DirectNetwork.shipped()
                        .isBest(source.name(), scenario.settings().preempt())) {
            return direct(AsetNetwork.NAME, DirectNetwork.shipped(), null);
        }
        SystemState best = network == null ? AsetNetwork.bestState(source.name()) : SystemState.ASET_EXTENDED;
        AsetNetwork agent = network == null ? AsetNetwork.shipped(source.name(), best) : AsetNetwork.load(network);
        agent.check(scenario);
        return NamedPolicy.Opened.trained(
                (run, seed) -> agent.policy(run, seed), network, AsetNetwork.resource(source.name(), best));
    }

    @Override
    public List<NamedEnvironment> environments() {
        return List.of(AsetProblem.named());
    }

    @Override
    public Optional<Activity> training() {
        return Optional.of(new AsetTrain());
    }

    @Override
    public Optional<Activity> reproduction() {
        return Optional.of(new AsetReproduce());
    }
}
