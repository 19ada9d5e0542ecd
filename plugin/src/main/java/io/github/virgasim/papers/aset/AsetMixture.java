// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.learn.encog.NetworkFile;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A policy drawn anew at each choice, blind to the system: what an agent that chooses among policies must beat.
 *
 * @param urn the names of policies, each as often as it is likely
 */
record AsetMixture(List<String> urn) {
    /** Its name in tables. */
    static final String NAME = "tuned-mixture";

    private static final int LARGEST = 5;

    /** What every policy counts besides, where a training begins. */
    private static final double EACH = 0.05;

    AsetMixture {
        urn = List.copyOf(urn);
    }

    /** Returns the mixture of all of ASET's policies alike. */
    static AsetMixture uniform() {
        return new AsetMixture(AsetActions.names());
    }

    /** Reads what {@link #text} has written. */
    static AsetMixture parse(String text) {
        return new AsetMixture(NetworkFile.list(text));
    }

    String text() {
        return String.join(NetworkFile.SEPARATOR, urn);
    }

    /**
     * Finds a mixture by the selection seeds: begins with nothing and puts in, again and again, the policy that makes it score
     * most, as long as that helps.
     *
     * @param selection has the runs
     * @param engines what they run on
     * @return one of five policies at most
     */
    static AsetMixture tuned(AsetSelection selection, TrainingEngines engines) {
        AsetMixture best = new AsetMixture(List.of());
        double bestScore = Double.NEGATIVE_INFINITY;
        for (boolean better = true; better && best.urn.size() < LARGEST; ) {
            AsetMixture present = best;
            better = false;
            for (String policy : AsetActions.names()) {
                AsetMixture next = present.and(policy);
                double score =
                        selection.score((scenario, seed) -> next.policy(NAME, scenario.settings(), seed), engines);
                if (score > bestScore) {
                    best = next;
                    bestScore = score;
                    better = true;
                }
            }
        }
        return best;
    }

    /**
     * Returns the mixture as logits of a softmax, in which no action is impossible: each counts a twentieth of a policy more.
     *
     * @return a new array in the order of ASET's policies
     */
    double[] logits() {
        return AsetActions.names().stream()
                .mapToDouble(policy -> Math.log(Collections.frequency(urn, policy) + EACH))
                .toArray();
    }

    private AsetMixture and(String policy) {
        List<String> more = new ArrayList<>(urn);
        more.add(policy);
        return new AsetMixture(more);
    }

    /**
     * Makes a policy for one run.
     *
     * @param name in tables
     * @param settings of the run
     * @param seed fixes its choices, by a stream of its own
     * @return a new policy
     */
    SwitchingPolicy policy(String name, ServingSettings settings, long seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream("random-action");
        return new SwitchingPolicy(
                name,
                SystemState.ASET_PUBLISHED,
                urn.stream().map(StaticPolicies::named).toList(),
                AsetActions.period(settings),
                observation -> random.nextInt(urn.size()));
    }
}
