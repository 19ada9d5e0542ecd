// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.AllocationMenu;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.OptimusScheduler;
import io.github.virgasim.elastic.PricedScheduler;
import io.github.virgasim.elastic.PricedScheduler.Decision;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The schedulers of elastic tasks by their names on the command line. */
final class TapFingerSchedulers {
    /** {@link PricedScheduler} with joint decisions and the prices of {@link TunedPrices}. */
    static final String TUNED = "tuned";

    /** The same with independent decisions. */
    static final String TUNED_INDEPENDENT = "tuned-independent";

    /** Makes the scheduler of an episode. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes it.
         *
         * @param name one of {@link #names}
         * @param experiment to be scheduled
         * @param random streams of the episode
         * @return the scheduler
         */
        ElasticScheduler make(String name, ElasticExperiment experiment, RandomStreams random);
    }

    private TapFingerSchedulers() {}

    /** Returns the names of all schedulers. */
    static List<String> names() {
        List<String> names = new ArrayList<>(
                Arrays.stream(Baseline.values()).map(TapFingerSchedulers::name).toList());
        names.add(TUNED);
        names.add(TUNED_INDEPENDENT);
        for (LearnedScheduler learned : LearnedScheduler.values()) {
            names.add(learned.label());
        }
        return names;
    }

    /**
     * Returns the names of the schedulers that an experiment is run with, without a network of one's own: those that do not
     * preempt are for containers.
     */
    static List<String> shipped(ElasticExperiment experiment) {
        List<String> names = names();
        names.removeIf(name -> LearnedScheduler.named(name)
                .filter(learned -> !learned.isShipped(experiment))
                .isPresent());
        if (!TapFingerExperiments.isOfContainers(experiment)) {
            names.removeIf(TapFingerPublished::isOfContainers);
        }
        return names;
    }

    /** Adds what schedulers read of what ships: networks, but those that one of a user's own stands in for, and prices. */
    static void addInputs(Inputs inputs, List<String> names, ElasticExperiment experiment, boolean ownNetwork)
            throws IOException {
        for (String name : names) {
            if (name.equals(TUNED) || name.equals(TUNED_INDEPENDENT)) {
                inputs.addShipped(TunedPrices.SHIPPED);
            }
            Optional<LearnedScheduler> learned = LearnedScheduler.named(name);
            if (learned.isPresent() && !(ownNetwork && learned.get().isWhole())) {
                learned.get().addInputs(inputs, experiment);
            }
        }
    }

    /** Returns the name of a scheduler. */
    static String name(Baseline baseline) {
        return baseline.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes the scheduler of an episode; in traced experiments, Optimus as published has the models published there. */
    static ElasticScheduler make(String name, ElasticExperiment experiment, RandomStreams random) {
        return LearnedScheduler.named(name)
                .map(learned -> learned.scheduler(learned.shipped(experiment), experiment, random))
                .orElseGet(() -> withoutNetwork(name, experiment, random));
    }

    /** Makes schedulers, with a network in the place of the whole ones that ship. */
    static Maker with(TapFingerAgent network) {
        return (name, experiment, random) -> LearnedScheduler.named(name)
                .filter(LearnedScheduler::isWhole)
                .map(learned -> learned.scheduler(network, experiment, random))
                .orElseGet(() -> make(name, experiment, random));
    }

    private static ElasticScheduler withoutNetwork(String name, ElasticExperiment experiment, RandomStreams random) {
        return switch (name) {
            case TUNED -> tuned(experiment, Decision.JOINT, random);
            case TUNED_INDEPENDENT -> tuned(experiment, Decision.INDEPENDENT, random);
            default -> baseline(name, experiment, random);
        };
    }

    private static ElasticScheduler tuned(ElasticExperiment experiment, Decision decision, RandomStreams random) {
        return new PricedScheduler(
                experiment.setting(),
                new AllocationMenu(experiment.types()),
                TunedPrices.shipped().of(TapFingerExperiments.trainedAs(experiment), decision, Fidelity.of(experiment)),
                decision,
                random.stream("policy"));
    }

    private static ElasticScheduler baseline(String name, ElasticExperiment experiment, RandomStreams random) {
        Baseline baseline = Baseline.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return baseline == Baseline.OPTIMUS_AS_PUBLISHED && TapFingerExperiments.isTraced(experiment)
                ? new OptimusScheduler(experiment.setting(), TapFinger.tracedOptimusAsPublished())
                : baseline.scheduler(experiment, random);
    }
}
