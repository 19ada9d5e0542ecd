// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.learn.graph.MatrixKernel;
import io.github.virgasim.random.RandomStreams;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A trained network with the types of tasks that it knows; it schedules any number of clusters of any size. */
public final class TapFingerAgent {
    private static final int MOST_METADATA = 1000;
    private static final String MAGIC = "virga-tapfinger-network";

    /** Key of the metadata under which the {@link TaskChoice} stands; without it, it is the pointer. */
    static final String TASK_CHOICE = "task_choice";

    /** Key of the metadata for the number of training steps. */
    static final String STEPS = "steps";

    private final TapFingerNetwork network;
    private final List<String> types;
    private final Map<String, String> metadata;

    TapFingerAgent(TapFingerNetwork network, List<String> types, Map<String, String> metadata) {
        this.network = Objects.requireNonNull(network);
        this.types = List.copyOf(types);
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Makes an agent before any training, for example to see what its decisions cost.
     *
     * @param experiment whose task types it knows
     * @param hidden numbers in an embedding, a multiple of 4
     * @param layers of graph attention
     * @param seed of the weights
     * @return the agent
     * @throws InvalidInputException if a number is out of range, or the experiment has other resources than CPUs and GPUs
     */
    public static TapFingerAgent untrained(ElasticExperiment experiment, int hidden, int layers, long seed) {
        NetworkShape shape = NetworkShape.of(experiment, hidden, layers);
        return new TapFingerAgent(
                new TapFingerNetwork(shape, TaskChoice.POINTER, seed),
                experiment.types().stream().map(TaskType::name).toList(),
                Map.of());
    }

    /**
     * Trains an agent from nothing, as {@code virga train tapfinger} does but for its checkpoints and with one selection run.
     *
     * @param experiment to be trained for
     * @param hidden numbers in an embedding, a multiple of 4
     * @param layers of graph attention
     * @param iterations of PPO, at least 1
     * @param seed of the training, at most a million
     * @param kernel of matrix products
     * @return the best of the networks before and after; the number of training steps made stands in its metadata as "steps"
     * @throws InvalidInputException if a number is out of range, or the experiment has other resources than CPUs and GPUs
     */
    public static TapFingerAgent train(
            ElasticExperiment experiment, int hidden, int layers, int iterations, long seed, MatrixKernel kernel) {
        TrainingPlan plan = new TrainingPlan(
                experiment,
                NetworkShape.of(experiment, hidden, layers),
                TaskChoice.POINTER,
                seed,
                iterations,
                LearningSettings.of(experiment, false),
                null,
                TrainingPlan.LESSONS,
                1);
        try (TapFingerTrainer trainer = TapFingerTrainer.begin(plan, kernel, 1)) {
            trainer.train(iterations, () -> {});
            return new TapFingerAgent(
                    trainer.curve().network(),
                    experiment.types().stream().map(TaskType::name).toList(),
                    Map.of(STEPS, String.valueOf(trainer.steps())));
        }
    }

    /**
     * Reads a network.
     *
     * @param file written by {@link #save}
     * @return the agent
     * @throws InvalidInputException if there is no such file, or it is damaged or of another kind
     */
    public static TapFingerAgent load(Path file) {
        try (InputStream in = InputFile.openBytes(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read (" + e + ")");
        }
    }

    /**
     * Reads a network.
     *
     * @param in what {@link #save} wrote; not closed
     * @param source named in messages
     * @return the agent
     * @throws InvalidInputException if it is damaged or of another kind
     */
    public static TapFingerAgent read(InputStream in, String source) {
        List<TapFingerAgent> agents = new ArrayList<>();
        StateFile.read(in, source, MAGIC, "a network of TapFinger", content -> agents.add(parse(content, source)));
        return agents.get(0);
    }

    /** Tells whether a network ships for a scenario. */
    static boolean isShipped(String scenario) {
        return TapFingerAgent.class.getResource(resource(scenario)) != null;
    }

    /**
     * Opens the network that ships with Virga for a scenario.
     *
     * @param scenario its name, for example "tapfinger-multi-task"
     * @return the agent
     * @throws InvalidInputException if there is none
     */
    public static TapFingerAgent shipped(String scenario) {
        try (InputStream in = TapFingerAgent.class.getResourceAsStream(resource(scenario))) {
            if (in == null) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "no network of TapFinger ships for %s; one that 'virga train tapfinger' leaves goes with --scheduler"
                                + " tapfinger and --elastic-network FILE",
                        scenario));
            }
            return read(in, resource(scenario));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String scenario) {
        return scenario + ".network";
    }

    private static TapFingerAgent parse(DataInput in, String source) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        int size = in.readInt();
        if (size < 0 || size > MOST_METADATA) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: number of metadata must be within 0 and %d, was %d",
                    source,
                    MOST_METADATA,
                    size));
        }
        for (int i = 0; i < size; i++) {
            metadata.put(StateFile.readText(in), StateFile.readText(in));
        }
        List<String> types = List.of(StateFile.readText(in).split("\n"));
        TapFingerNetwork network = new TapFingerNetwork(shape(in, source), choice(metadata, source), 0);
        network.parameters.read(in, source);
        return new TapFingerAgent(network, types, metadata);
    }

    private static NetworkShape shape(DataInput in, String source) throws IOException {
        try {
            return NetworkShape.read(in);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(source + ": " + e.getMessage());
        }
    }

    private static TaskChoice choice(Map<String, String> metadata, String source) {
        String label = metadata.getOrDefault(TASK_CHOICE, TaskChoice.POINTER.label());
        return Arrays.stream(TaskChoice.values())
                .filter(choice -> choice.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(source + ": unknown task choice '" + label + "'"));
    }

    /**
     * Writes the network.
     *
     * @param file to be written
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        StateFile.save(file, MAGIC, out -> {
            out.writeInt(metadata.size());
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                StateFile.writeText(out, entry.getKey());
                StateFile.writeText(out, entry.getValue());
            }
            StateFile.writeText(out, String.join("\n", types));
            network.shape.write(out);
            network.parameters.write(out);
        });
    }

    /**
     * Returns how the network came to be.
     *
     * @return for example the command and the seed of its training
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Makes the scheduler of an episode.
     *
     * @param experiment to be scheduled
     * @param mode how the clusters decide together
     * @param kernel of matrix products
     * @param replicas where the coordinator runs; nothing is started while there is none
     * @param random streams of the episode; "policy" is used
     * @return the scheduler
     * @throws InvalidInputException if the experiment has other task types than the network was trained for, or larger ones
     */
    public ElasticScheduler scheduler(
            ElasticExperiment experiment,
            DecisionMode mode,
            MatrixKernel kernel,
            Replicas replicas,
            RandomStreams random) {
        check(experiment);
        return new TapFingerScheduler(network, mode, kernel, replicas, random.stream("policy"));
    }

    /** Checks that the network can schedule an experiment. */
    void check(ElasticExperiment experiment) {
        List<String> wanted = experiment.types().stream().map(TaskType::name).toList();
        if (!wanted.equals(types)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "the network was trained for the task types %s, the experiment has %s; train one for this experiment",
                    types,
                    wanted));
        }
        NetworkShape shape = NetworkShape.of(experiment, network.shape.hidden(), network.shape.layers());
        if (shape.mostCpus() > network.shape.mostCpus() || shape.mostGpus() > network.shape.mostGpus()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "the network gives a task at most %d CPUs and %d GPUs, the experiment's caps are %d and %d",
                    network.shape.mostCpus(),
                    network.shape.mostGpus(),
                    shape.mostCpus(),
                    shape.mostGpus()));
        }
    }
}
