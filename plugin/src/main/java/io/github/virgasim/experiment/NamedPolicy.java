// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.Recorded;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A scheduling policy that can be named, for example on a command line.
 *
 * @param name its name, also that of the policies that it makes
 * @param isTrained whether it decides by a network, which ships or is read from a file
 * @param isForQueries whether it serves scenarios only where each query is bound on its own
 * @param opener opens it for a scenario
 */
public record NamedPolicy(String name, boolean isTrained, boolean isForQueries, Opener opener) {
    /**
     * A policy that is ready to be made for runs.
     *
     * @param maker makes it
     * @param network file or data set of its network; empty if it has none
     * @param inputs what was read for it
     */
    public record Opened(PolicyMaker maker, Optional<String> network, Inputs inputs) {
        /**
         * Makes a policy with a network.
         *
         * @param maker makes it
         * @param file of the network; null for the one that ships
         * @param shipped name of the data set with the one that ships
         * @return the policy
         * @throws IOException if the file cannot be read
         */
        public static Opened trained(PolicyMaker maker, Path file, String shipped) throws IOException {
            return new Opened(
                    maker, Optional.of(file == null ? shipped : file.toString()), new Inputs().add(file, shipped));
        }
    }

    /** Opens a policy. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Reads what it needs and checks that it fits.
         *
         * @param source the scenario as it was named
         * @param scenario the scenario that will be run: the same one, perhaps with another client rate or duration
         * @param network file of a network to be used instead of the one that ships; null for none
         * @return the policy for this scenario
         * @throws io.github.virgasim.input.InvalidInputException if no network ships, or the network does not fit
         * @throws IOException if a file cannot be read
         */
        Opened open(ScenarioSource source, ServingScenario scenario, Path network) throws IOException;
    }

    /** Checks the name, and that of each policy that is made. */
    public NamedPolicy {
        Checks.named("name of policy", name);
        Opener given = opener;
        opener = (source, scenario, network) -> {
            Opened opened = given.open(source, scenario, network);
            PolicyMaker maker = opened.maker();
            return new Opened((s, seed) -> checked(name, maker.make(s, seed)), opened.network(), opened.inputs());
        };
    }

    /** Results are put together by the names of policies, so that these must be those that were asked for. */
    private static SchedulingPolicy checked(String name, SchedulingPolicy made) {
        if (made == null || !name.equals(made.name())) {
            throw new PolicyFaultException(String.format(
                    Locale.ROOT,
                    "policy '%s' must have this name, what was made for it %s",
                    name,
                    made == null ? "is null" : "(" + made.getClass().getName() + ") is named '" + made.name() + "'"));
        }
        return made;
    }

    /**
     * Names a policy that needs nothing.
     *
     * @param name its name
     * @param isForQueries whether each query must be bound on its own
     * @param maker makes it, given the scenario as it was named
     * @return the named policy
     */
    public static NamedPolicy plain(String name, boolean isForQueries, Function<ServingScenario, PolicyMaker> maker) {
        return new NamedPolicy(
                name,
                false,
                isForQueries,
                (source, scenario, network) ->
                        new Opened(maker.apply(source.scenario()), Optional.empty(), new Inputs()));
    }

    /**
     * Returns the policies that choose by a fixed rule.
     *
     * @return named as {@link StaticPolicies} does
     */
    public static List<NamedPolicy> fixed() {
        return StaticPolicies.names().stream()
                .map(name -> plain(name, false, base -> (scenario, seed) -> StaticPolicies.named(name)))
                .toList();
    }

    /**
     * Returns the policy that does what was recorded, for scenarios whose queries come with decisions.
     *
     * @return the policy {@link Recorded}
     */
    public static NamedPolicy recorded() {
        return plain(Recorded.NAME, false, base -> (scenario, seed) -> new Recorded());
    }

    /**
     * Tells whether the policy can serve a scenario.
     *
     * @param scenario what is to be served
     * @return whether its streams are bound as the policy needs it, and decisions recorded if it follows them
     */
    public boolean serves(ServingScenario scenario) {
        boolean hasDecisions = scenario.workload().recordedFeatures().decided();
        return (!isForQueries || scenario.settings().binding() == ServingSettings.Binding.QUERY)
                && (hasDecisions || !name.equals(Recorded.NAME));
    }
}
