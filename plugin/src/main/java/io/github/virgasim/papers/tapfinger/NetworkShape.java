// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;

/**
 * The size of a network and what it can decide about. The number of clusters is not part of it: their parameters are
 * shared.
 *
 * @param hidden numbers in an embedding; a multiple of 4, the number of heads
 * @param layers of graph attention; 0 for none: a cluster then sees only itself and a task (the paper's No-HAN)
 * @param types number of task types
 * @param mostCpus that one task may get
 * @param mostGpus that one task may get
 */
public record NetworkShape(int hidden, int layers, int types, int mostCpus, int mostGpus) {
    static final int HEADS = 4;

    private static final int MOST_HIDDEN = 1024;
    private static final int MOST_LAYERS = 32;
    private static final int MOST_TYPES = 1000;
    private static final int MOST_UNITS = 4096;
    /** Numbers of layers that are this wide fit into an array of the heap that Java takes by itself. */
    private static final long MOST_NUMBERS = 4_000_000;

    /**
     * Checks the shape.
     *
     * @throws InvalidInputException if a number is out of range
     */
    public NetworkShape {
        Checks.whole("hidden size", hidden, HEADS, MOST_HIDDEN);
        if (hidden % HEADS != 0) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "hidden size must be a multiple of %d, was %d", HEADS, hidden));
        }
        Checks.whole("layers of graph attention", layers, 0, MOST_LAYERS);
        Checks.whole("number of task types", types, 1, MOST_TYPES);
        Checks.whole("most CPUs of a task", mostCpus, 1, MOST_UNITS);
        Checks.whole("most GPUs of a task", mostGpus, 1, MOST_UNITS);
        if ((long) hidden * hidden * (layers + 1) > MOST_NUMBERS) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "hidden size squared x (layers + 1) must be at most %d, was %d x %d x %d",
                    MOST_NUMBERS,
                    hidden,
                    hidden,
                    layers + 1));
        }
    }

    /**
     * Makes the shape for an experiment.
     *
     * @param experiment whose types have CPUs and GPUs
     * @param hidden numbers in an embedding
     * @param layers of graph attention
     * @return the shape
     * @throws InvalidInputException if the experiment has other kinds of resource, or a number is out of range
     */
    public static NetworkShape of(ElasticExperiment experiment, int hidden, int layers) {
        int cpus = 0;
        int gpus = 0;
        for (TaskType type : experiment.types()) {
            if (type.cap().kinds() != 2) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "TapFinger's network needs 2 kinds of resource, CPUs and GPUs; task type %s has %d",
                        type.name(),
                        type.cap().kinds()));
            }
            if (type.minimum().get(1) == 0) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "minimum of GPUs of task type %s must be at least 1 for TapFinger's network, was 0",
                        type.name()));
            }
            cpus = Math.max(cpus, type.cap().get(0));
            gpus = Math.max(gpus, type.cap().get(1));
        }
        return new NetworkShape(hidden, layers, experiment.types().size(), cpus, gpus);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(hidden);
        out.writeInt(layers);
        out.writeInt(types);
        out.writeInt(mostCpus);
        out.writeInt(mostGpus);
    }

    static NetworkShape read(DataInput in) throws IOException {
        return new NetworkShape(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
