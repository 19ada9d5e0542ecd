// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.input.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the text that {@link SavedNetwork} describes. */
final class NetworkParser {
    private static final int MOST_METADATA = 1_000;

    private final BufferedReader reader;
    private final String name;
    private int lineNumber;
    private String line;

    NetworkParser(Reader reader, String name) {
        this.reader = new BufferedReader(reader);
        this.name = name;
    }

    SavedNetwork parse() throws IOException {
        do {
            next("the format");
        } while (line.startsWith("#"));
        if (!line.startsWith(SavedNetwork.MAGIC + " ")) {
            throw broken("must be '" + SavedNetwork.MAGIC + "' and a version");
        }
        int version = number(line.substring(SavedNetwork.MAGIC.length() + 1));
        if (version != SavedNetwork.VERSION) {
            throw broken("must name version " + SavedNetwork.VERSION + " of the format");
        }
        Activation activation = activation(field("activation"));
        QNetwork network = network(field("layers"), activation);
        Map<String, String> metadata = new HashMap<>();
        next("metadata or the number of weights");
        while (line.startsWith("meta ")) {
            String[] parts = line.split(" ", 3);
            if (parts.length < 3 || !parts[1].matches("\\S+") || metadata.put(parts[1], parts[2]) != null) {
                throw broken("must be 'meta', a new key and a value");
            }
            if (metadata.size() > MOST_METADATA) {
                throw broken(String.format(Locale.ROOT, "must not come after %d lines of metadata", MOST_METADATA));
            }
            next("metadata or the number of weights");
        }
        readWeights(network.weights());
        return new SavedNetwork(network, metadata);
    }

    private void readWeights(double[] weights) throws IOException {
        if (!line.equals("weights " + weights.length)) {
            throw broken("must be 'weights " + weights.length + "' for these layers");
        }
        for (int i = 0; i < weights.length; i++) {
            next("weight " + (i + 1) + " of " + weights.length);
            weights[i] = weight();
        }
        String checksum = SavedNetwork.checksum(weights);
        next("the checksum");
        if (!line.equals("end " + checksum)) {
            throw broken("must be 'end " + checksum + "', the checksum of the weights; the file is damaged");
        }
        if (reader.readLine() != null) {
            throw broken("must be the last one");
        }
    }

    private double weight() {
        double weight;
        try {
            weight = Double.parseDouble(line);
        } catch (NumberFormatException e) {
            throw broken("must be a weight");
        }
        if (!Double.isFinite(weight)) {
            throw broken("must be a finite weight");
        }
        return weight;
    }

    private QNetwork network(String sizes, Activation activation) {
        List<Integer> layers = new ArrayList<>();
        for (String size : sizes.split(" ")) {
            layers.add(number(size));
        }
        try {
            return new QNetwork(layers, activation);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s, line %d: %s", name, lineNumber, e.getMessage()));
        }
    }

    private Activation activation(String label) {
        for (Activation activation : Activation.values()) {
            if (activation.label().equals(label)) {
                return activation;
            }
        }
        throw broken(Arrays.stream(Activation.values())
                .map(Activation::label)
                .collect(Collectors.joining(", ", "must name one of the activation functions ", "")));
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw broken("must hold whole numbers");
        }
    }

    private String field(String key) throws IOException {
        next("the " + key);
        if (!line.startsWith(key + " ")) {
            throw broken("must begin with '" + key + " '");
        }
        return line.substring(key.length() + 1);
    }

    private void next(String what) throws IOException {
        line = reader.readLine();
        lineNumber++;
        if (line == null) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "%s is cut off: line %d must hold %s", name, lineNumber, what));
        }
    }

    private InvalidInputException broken(String rule) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
        return new InvalidInputException(
                String.format(Locale.ROOT, "%s, line %d: '%s' %s", name, lineNumber, shown, rule));
    }
}
