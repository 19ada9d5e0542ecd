// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The schedulers that decide by a trained network. */
enum LearnedScheduler {
    /** The whole network; clusters decide one after another. */
    TAPFINGER("", DecisionMode.SEQUENTIAL),
    /** The same with independent decisions, as in the paper. */
    TAPFINGER_INDEPENDENT("", DecisionMode.INDEPENDENT),
    /** Without attention between clusters and tasks: figure 13. */
    NO_HAN("-no-han", DecisionMode.INDEPENDENT),
    /** Without the pointer network: figure 14. */
    NO_POINTER("-no-pointer", DecisionMode.INDEPENDENT),
    /** Without both: figure 8. */
    VANILLA("-vanilla", DecisionMode.INDEPENDENT);

    private final String suffix;
    private final DecisionMode mode;

    LearnedScheduler(String suffix, DecisionMode mode) {
        this.suffix = suffix;
        this.mode = mode;
    }

    /** Returns the name on a command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds a scheduler by its name on a command line. */
    static Optional<LearnedScheduler> named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findAny();
    }

    /** Tells whether it is the whole network, and so can have one of a user's own. */
    boolean isWhole() {
        return suffix.isEmpty();
    }

    /** Tells whether its network ships for an experiment. */
    boolean isShipped(ElasticExperiment experiment) {
        return TapFingerAgent.isShipped(resource(experiment));
    }

    /**
     * Opens its network for an experiment.
     *
     * @throws io.github.virgasim.input.InvalidInputException if none ships
     */
    TapFingerAgent shipped(ElasticExperiment experiment) {
        return TapFingerAgent.shipped(resource(experiment));
    }

    /** Adds its network to what a run has read. */
    void addInputs(Inputs inputs, ElasticExperiment experiment) throws IOException {
        inputs.addResource(TapFingerAgent.class, TapFingerAgent.resource(resource(experiment)));
    }

    /** Names a network that was trained under the same rules if one ships, otherwise one of the published runs' rules. */
    private String resource(ElasticExperiment experiment) {
        String published = TapFingerExperiments.trainedAs(experiment) + suffix;
        String same = published + "-" + Fidelity.of(experiment).label();
        return TapFingerAgent.isShipped(same) ? same : published;
    }

    /** Makes the scheduler of an episode with the plain kernel, whose outcome does not depend on Java's options. */
    ElasticScheduler scheduler(TapFingerAgent network, ElasticExperiment experiment, RandomStreams random) {
        return network.scheduler(experiment, mode, MatrixKernels.plain(), Replicas.RELIABLE, random);
    }
}
