// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.learn.encog.GreedyAgent;
import io.github.virgasim.learn.encog.NetworkFile;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ECSRL's trained agent: the network of the actor, what it observes and what it chooses from. */
public final class EcsrlNetwork {
    /** The policy's name in tables. */
    public static final String NAME = "actor-critic";

    /** The data set with the network that ships for the scenario "ecsrl". */
    public static final String RESOURCE = "networks/ecsrl.txt";

    /** The data sets with the networks of all trainings: the same but for their seeds. */
    static final List<String> RESOURCES = List.of(RESOURCE, "networks/ecsrl-2.txt", "networks/ecsrl-3.txt");

    /** The data set with the network of the agents that were trained together for several clusters. */
    static final String CLUSTERS = "networks/ecsrl-clusters.txt";

    private static final String KIND = "ECSRL";

    private final NetworkFile file;

    private EcsrlNetwork(NetworkFile file) {
        this.file = file;
        file.value("observations");
        file.value("actions");
    }

    /**
     * Describes a network that has been trained.
     *
     * @param network the network
     * @param scenario the scenario it was trained for
     * @param more further metadata
     * @return the network, ready to be saved
     */
    static SavedNetwork describe(QNetwork network, ServingScenario scenario, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("scenario", scenario.name());
        metadata.put(
                "actions",
                String.join(
                        NetworkFile.SEPARATOR,
                        EcsrlAccess.of(scenario.topology()).names()));
        metadata.put("observations", String.join(NetworkFile.SEPARATOR, observations(scenario)));
        return new SavedNetwork(network, metadata);
    }

    private static List<String> observations(ServingScenario scenario) {
        return EcsrlAccess.of(scenario.topology()).observations(scenario);
    }

    /**
     * Opens the network that ships with Virga.
     *
     * @return the network
     */
    public static EcsrlNetwork shipped() {
        return new EcsrlNetwork(NetworkFile.shipped(RESOURCE, KIND));
    }

    /** Opens the networks of all trainings that ship, {@link #shipped} first. */
    static List<EcsrlNetwork> trainings() {
        return RESOURCES.stream()
                .map(resource -> new EcsrlNetwork(NetworkFile.shipped(resource, KIND)))
                .toList();
    }

    /** Opens the network that ships for the scenario of several clusters. */
    static EcsrlNetwork clusters() {
        return new EcsrlNetwork(NetworkFile.shipped(CLUSTERS, KIND));
    }

    /**
     * Reads a network.
     *
     * @param file written by {@link EcsrlTrainer#save}
     * @return the network
     * @throws io.github.virgasim.input.InvalidInputException if the file is missing or damaged, or holds another kind of
     *     network
     */
    public static EcsrlNetwork load(Path file) {
        return new EcsrlNetwork(NetworkFile.load(file, KIND));
    }

    /**
     * Checks that the network fits a scenario: same devices and models under the same names.
     *
     * @param scenario the scenario
     * @throws io.github.virgasim.input.InvalidInputException if it does not; the message says what differs
     */
    public void check(ServingScenario scenario) {
        check(scenario, EcsrlAccess.of(scenario.topology()));
    }

    private void check(ServingScenario scenario, EcsrlAccess access) {
        file.check(access.names(), access.observations(scenario));
    }

    /**
     * Makes a policy where each access point of a scenario of several clusters uses a network that was trained for one.
     *
     * @param scenario what will be served, at its usual client rate; checked
     * @param energyShare alpha / (alpha + beta), 0 to 1
     */
    SchedulingPolicy alone(ServingScenario scenario, double energyShare) {
        EcsrlAccess access = EcsrlAccess.alone(scenario.topology());
        check(scenario, access);
        GreedyAgent agent = new GreedyAgent(file.saved().network());
        return new EcsrlPolicy(
                NAME + "-alone", scenario, access, new EcsrlDeadlines(scenario), energyShare, agent::act);
    }

    /**
     * Makes a policy that may choose what could be too late, unlike in training.
     *
     * @param scenario as for {@link #policy}
     * @param energyShare as for {@link #policy}
     */
    SchedulingPolicy unmasked(ServingScenario scenario, double energyShare) {
        check(scenario);
        GreedyAgent agent = new GreedyAgent(file.saved().network());
        EcsrlAccess access = EcsrlAccess.of(scenario.topology());
        return new EcsrlPolicy(NAME + "-unmasked", scenario, access, EcsrlMask.NONE, energyShare, agent::act);
    }

    /**
     * Makes a policy.
     *
     * @param scenario what will be served, at its usual client rate; checked
     * @param energyShare alpha / (alpha + beta), 0 to 1
     * @return a new policy called "actor-critic", for one thread
     */
    public SchedulingPolicy policy(ServingScenario scenario, double energyShare) {
        check(scenario);
        GreedyAgent agent = new GreedyAgent(file.saved().network());
        return new EcsrlPolicy(NAME, scenario, energyShare, agent::act);
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
