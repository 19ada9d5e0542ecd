// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import io.github.virgasim.input.InvalidInputException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** What a network learns: named matrices. Threads may read them together while none changes them. */
public final class Parameters {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();

    /**
     * Adds a matrix of zeros.
     *
     * @param name unique
     * @param rows at least 1
     * @param columns at least 1
     * @return its name and place
     */
    public Parameter zeros(String name, int rows, int columns) {
        if (rows < 1
                || columns < 1
                || parameters.stream().anyMatch(p -> p.name().equals(name))) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "parameter %s must be new and not empty, was %d x %d", name, rows, columns));
        }
        Parameter parameter = new Parameter(parameters.size(), name, rows, columns);
        parameters.add(parameter);
        values.add(new float[parameter.size()]);
        return parameter;
    }

    /**
     * Adds a matrix of equal numbers.
     *
     * @param name unique
     * @param rows at least 1
     * @param columns at least 1
     * @param value of each element
     * @return its name and place
     */
    public Parameter constant(String name, int rows, int columns, float value) {
        Parameter parameter = zeros(name, rows, columns);
        Arrays.fill(values(parameter), value);
        return parameter;
    }

    /**
     * Adds a matrix of weights drawn evenly such that a layer keeps the variance of its input (Glorot and Bengio 2010).
     *
     * @param name unique
     * @param rows number of inputs
     * @param columns number of outputs
     * @param gain factor on the bound; below 1 where a layer should begin small
     * @param random stream of the draws
     * @return its name and place
     */
    public Parameter drawn(String name, int rows, int columns, double gain, UniformRandomProvider random) {
        Parameter parameter = zeros(name, rows, columns);
        double bound = gain * Math.sqrt(6.0 / (rows + columns));
        float[] drawn = values(parameter);
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return parameter;
    }

    /**
     * Returns all matrices by place.
     *
     * @return a copy
     */
    public List<Parameter> all() {
        return List.copyOf(parameters);
    }

    /**
     * Returns how many numbers all matrices hold.
     *
     * @return from 0
     */
    public int size() {
        return parameters.stream().mapToInt(Parameter::size).sum();
    }

    /** The live values of a matrix, row after row. */
    float[] values(Parameter parameter) {
        return values.get(parameter.index());
    }

    /**
     * Sets one value.
     *
     * @param parameter one of these
     * @param row from 0
     * @param column from 0
     * @param value new
     */
    public void set(Parameter parameter, int row, int column, float value) {
        values(parameter)[row * parameter.columns() + column] = value;
    }

    /**
     * Takes all values from parameters of the same names and shapes.
     *
     * @param other to be copied
     */
    public void copyFrom(Parameters other) {
        if (!parameters.equals(other.parameters)) {
            throw new IllegalArgumentException("parameters differ in names or shapes");
        }
        for (Parameter parameter : parameters) {
            System.arraycopy(other.values(parameter), 0, values(parameter), 0, parameter.size());
        }
    }

    /**
     * Writes names, shapes and values, exactly.
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void write(DataOutput out) throws IOException {
        out.writeInt(parameters.size());
        for (Parameter parameter : parameters) {
            out.writeUTF(parameter.name());
            out.writeInt(parameter.rows());
            out.writeInt(parameter.columns());
            Floats.write(out, values(parameter));
        }
    }

    /**
     * Reads what {@link #write} wrote into parameters of the same names and shapes.
     *
     * @param in where from
     * @param source named in messages
     * @throws IOException if it cannot be read
     * @throws InvalidInputException if names or shapes differ, or a value is not finite
     */
    public void read(DataInput in, String source) throws IOException {
        int count = in.readInt();
        if (count != parameters.size()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: number of parameters must be %d as in this network, was %d",
                    source,
                    parameters.size(),
                    count));
        }
        for (Parameter parameter : parameters) {
            String name = in.readUTF();
            int rows = in.readInt();
            int columns = in.readInt();
            if (!name.equals(parameter.name()) || rows != parameter.rows() || columns != parameter.columns()) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: parameter %d must be %s of %d x %d as in this network, was %s of %d x %d",
                        source,
                        parameter.index(),
                        parameter.name(),
                        parameter.rows(),
                        parameter.columns(),
                        name,
                        rows,
                        columns));
            }
            Floats.read(in, values(parameter));
            for (float value : values(parameter)) {
                if (!Float.isFinite(value)) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT, "%s: values of parameter %s must be finite, one was %s", source, name, value));
                }
            }
        }
    }
}
