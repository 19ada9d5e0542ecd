// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.agent.encog;

import io.github.virgasim.agent.AsetActions;
import io.github.virgasim.agent.SwitchingPolicy;
import io.github.virgasim.agent.SystemObserver;
import io.github.virgasim.agent.SystemState;
import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** ASET's trained agent: a network, what it observes and what it chooses from. */
public final class AsetNetwork {
    /** The policy's name in tables. */
    public static final String NAME = "aset";

    private static final String SEPARATOR = " | ";

    private final SavedNetwork saved;
    private final String source;

    private AsetNetwork(SavedNetwork saved, String source) {
        this.saved = saved;
        this.source = source;
        value("observations");
        value("actions");
        state();
        period();
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
        metadata.put("period_s", String.valueOf(AsetActions.PERIOD));
        metadata.put("actions", String.join(SEPARATOR, AsetActions.names()));
        metadata.put("observations", String.join(SEPARATOR, observations(scenario, state)));
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
        return "networks/%s-%s.txt".formatted(scenario, state.label());
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
            throw new InvalidInputException(
                    "no trained network ships for scenario '%s' and state %s; train one with 'virga train aset' and name"
                                    .formatted(scenario, state.label())
                            + " its file");
        }
        try (var reader = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
            return new AsetNetwork(SavedNetwork.read(reader, name), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a network.
     *
     * @param file written by {@link AsetTrainer#save}
     * @return the network
     * @throws InvalidInputException if the file is missing or damaged, or holds another kind of network
     */
    public static AsetNetwork load(Path file) {
        return new AsetNetwork(SavedNetwork.load(file), file.toString());
    }

    private String value(String key) {
        String value = saved.metadata().get(key);
        if (value == null) {
            throw new InvalidInputException(
                    "%s: must be a network of ASET, has no metadata '%s'".formatted(source, key));
        }
        return value;
    }

    /**
     * Returns what the network observes.
     *
     * @return the state
     */
    public SystemState state() {
        return SystemState.named(value("state"));
    }

    /**
     * Returns the time between its choices.
     *
     * @return [s], positive
     */
    public double period() {
        try {
            return Double.parseDouble(value("period_s"));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "%s: metadata 'period_s' must be a number, was '%s'".formatted(source, value("period_s")));
        }
    }

    /**
     * Checks that the network fits a scenario: same actions, same workers and classes under the same names.
     *
     * @param scenario the scenario
     * @throws InvalidInputException if it does not; the message says what differs
     */
    public void check(ServingScenario scenario) {
        same("actions", value("actions"), AsetActions.names());
        List<String> observed = observations(scenario, state());
        same("observations", value("observations"), observed);
        List<Integer> layers = saved.network().layers();
        if (layers.get(0) != observed.size()
                || layers.get(layers.size() - 1) != AsetActions.names().size()) {
            throw new InvalidInputException("%s: layers must fit %d observations and %d actions, were %s"
                    .formatted(source, observed.size(), AsetActions.names().size(), layers));
        }
    }

    private void same(String what, String trained, List<String> wanted) {
        List<String> names = List.of(trained.split(" \\| "));
        if (names.size() != wanted.size()) {
            throw new InvalidInputException("%s: the network has %d %s, the scenario %d; train one for this scenario"
                    .formatted(source, names.size(), what, wanted.size()));
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!names.get(i).equals(wanted.get(i))) {
                throw new InvalidInputException(
                        "%s: %s differ: the network has '%s' where the scenario has '%s'; train one for this scenario"
                                .formatted(source, what, names.get(i), wanted.get(i)));
            }
        }
    }

    /**
     * Makes a policy for one run.
     *
     * @param scenario what will be served; checked
     * @return a new policy called "aset"
     */
    public SwitchingPolicy policy(ServingScenario scenario) {
        check(scenario);
        return new SwitchingPolicy(NAME, state(), AsetActions.policies(), period(), decider());
    }

    /**
     * Makes a decider: the best action for an observation.
     *
     * @return for one thread
     */
    public ToIntFunction<double[]> decider() {
        return new GreedyAgent(saved.network())::act;
    }

    /**
     * Returns where the network comes from and how it was trained.
     *
     * @return keys and values
     */
    public Map<String, String> metadata() {
        return saved.metadata();
    }
}
