// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.NetworkFile;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** ASET's trained agent: a network, what it observes and what it chooses from. */
public final class AsetNetwork {
    /** The policy's name in tables. */
    public static final String NAME = "aset";

    /** Key of the metadata for what has trained the network; q-learning if there is none. */
    static final String LEARNER = "learner";

    /** Key of the metadata for the score of the network as it is used. */
    static final String SCORE = "selection_score_with_margin";

    private static final String KIND = "ASET";

    private final NetworkFile file;

    private AsetNetwork(NetworkFile file) {
        this.file = file;
        file.value("observations");
        file.value("actions");
        state();
        period();
        mixture();
        decider(0);
    }

    /**
     * Describes a network that has been trained.
     *
     * @param network the network
     * @param scenario the scenario it was trained for
     * @param state what it observes
     * @param more further metadata
     * @return the network, ready to be saved
     */
    static SavedNetwork describe(
            QNetwork network, ServingScenario scenario, SystemState state, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("scenario", scenario.name());
        metadata.put("state", state.label());
        metadata.put("period_s", String.valueOf(AsetActions.period(scenario.settings())));
        metadata.put("actions", String.join(NetworkFile.SEPARATOR, AsetActions.names(state)));
        metadata.put("observations", String.join(NetworkFile.SEPARATOR, observations(scenario, state)));
        return new SavedNetwork(network, metadata);
    }

    private static List<String> observations(ServingScenario scenario, SystemState state) {
        return new SystemObserver(
                        state, scenario.topology(), scenario.workload().classes())
                .spec()
                .names();
    }

    /**
     * Returns the name under which the network for a scenario ships, whether it does or not.
     *
     * @param scenario name of a bundled scenario
     * @param state what the agent observes
     * @return the name of a data set
     */
    public static String resource(String scenario, SystemState state) {
        return String.format(Locale.ROOT, "networks/%s-%s.txt", scenario, state.label());
    }

    /**
     * Tells which of the networks that ship for a scenario is the best: the one with the highest score under the selection
     * seeds, by which each training has chosen its network as well. Test seeds have no say in it.
     *
     * @param scenario name of a bundled scenario
     * @return what the best agent observes; the first of several that are equal
     * @throws InvalidInputException if none ships for the scenario
     */
    public static SystemState bestState(String scenario) {
        SystemState best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (SystemState state : SystemState.values()) {
            if (Datasets.names().contains(resource(scenario, state))) {
                double score = shipped(scenario, state).score();
                if (score > bestScore) {
                    best = state;
                    bestScore = score;
                }
            }
        }
        if (best == null) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "no trained network ships for scenario '%s'; train one with 'virga train aset' and name its file",
                    scenario));
        }
        return best;
    }

    /** Returns the score of {@link #bestState} under the selection seeds. */
    static double bestScore(String scenario) {
        return shipped(scenario, bestState(scenario)).score();
    }

    private double score() {
        return number(SCORE);
    }

    /**
     * Opens a network that ships with Virga.
     *
     * @param scenario name of a bundled scenario
     * @param state what the agent observes
     * @return the network
     * @throws InvalidInputException if none ships for it
     */
    public static AsetNetwork shipped(String scenario, SystemState state) {
        String name = resource(scenario, state);
        if (!Datasets.names().contains(name)) {
            throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "no trained network ships for scenario '%s' and state %s; train one with 'virga train aset' and name",
                            scenario,
                            state.label())
                    + " its file");
        }
        return new AsetNetwork(NetworkFile.shipped(name, KIND));
    }

    /**
     * Reads a network.
     *
     * @param file written by {@link AsetTrainer#save}
     * @return the network
     * @throws InvalidInputException if the file is missing or damaged, or holds another kind of network
     */
    public static AsetNetwork load(Path file) {
        return new AsetNetwork(NetworkFile.load(file, KIND));
    }

    /**
     * Returns what the network observes.
     *
     * @return the state
     */
    public SystemState state() {
        return SystemState.named(file.value("state"));
    }

    /**
     * Returns the time between its choices.
     *
     * @return [s], positive
     */
    public double period() {
        return number("period_s");
    }

    private double number(String key) {
        try {
            return Double.parseDouble(file.value(key));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "%s: metadata '%s' must be a number, was '%s'", file.source(), key, file.value(key)));
        }
    }

    /**
     * Returns the mixture of policies that it has been trained beside.
     *
     * @return none where policies fall back
     * @throws InvalidInputException if it names what is no action
     */
    Optional<AsetMixture> mixture() {
        return Optional.ofNullable(file.saved().metadata().get(AsetMixture.NAME))
                .map(text -> {
                    AsetMixture mixture = AsetMixture.parse(text);
                    mixture.urn()
                            .forEach(policy -> Checks.oneOf(
                                    file.source() + ": metadata '" + AsetMixture.NAME + "'",
                                    policy,
                                    AsetActions.names()));
                    return mixture;
                });
    }

    /**
     * Checks that the network fits a scenario: same actions, same workers and classes under the same names.
     *
     * @param scenario the scenario
     * @throws InvalidInputException if it does not; the message says what differs
     */
    public void check(ServingScenario scenario) {
        file.check(AsetActions.names(state()), observations(scenario, state()));
    }

    /**
     * Makes a policy for one run.
     *
     * @param scenario what will be served; checked
     * @param seed of the run; fixes choices that are drawn
     * @return a new policy called "aset"
     */
    public SwitchingPolicy policy(ServingScenario scenario, long seed) {
        check(scenario);
        return new SwitchingPolicy(
                NAME, state(), AsetActions.policies(state(), scenario.settings()), period(), decider(seed));
    }

    /**
     * Makes a decider: the action of the highest value for an observation, or the usual one where that is worth nearly as
     * much; one that is drawn, if the network says how likely.
     *
     * @param seed of the run
     * @return for one run and thread
     * @throws InvalidInputException if the metadata do not say which
     */
    public ToIntFunction<double[]> decider(long seed) {
        if (AsetLearner.ACTOR_CRITIC.equals(file.saved().metadata().get(LEARNER))) {
            return new DrawnAction(file.saved().network(), seed);
        }
        GreedyAgent agent = new GreedyAgent(file.saved().network());
        List<String> actions = AsetActions.names(state());
        String usual = file.value("usual_action");
        int action = actions.indexOf(Checks.oneOf(file.source() + ": metadata 'usual_action'", usual, actions));
        double margin = Checks.notNegative(file.source() + ": metadata 'margin'", number("margin"));
        return observation -> agent.act(observation, action, margin);
    }

    /**
     * Returns where the network comes from and how it was trained.
     *
     * @return keys and values
     */
    public Map<String, String> metadata() {
        return file.saved().metadata();
    }
}
