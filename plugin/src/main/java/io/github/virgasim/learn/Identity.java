// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import io.github.virgasim.input.InvalidInputException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What makes a learning problem the one it is, by name: the reward and its weights, the loads, the length of an episode,
 * and whatever else the same actions could depend on besides the seed. A training that was saved may be resumed in a problem
 * of the same identity only.
 *
 * @param parts values by name, in the order in which they are compared and shown
 */
public record Identity(Map<String, String> parts) {
    /** Copies the parts. */
    public Identity {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Nothing in particular. */
    public static final Identity EMPTY = new Identity(Map.of());

    /**
     * Makes an identity of one part.
     *
     * @param name what is described, with the unit if there is one
     * @param value its value, whose text tells it from others
     * @return the identity
     */
    public static Identity of(String name, Object value) {
        return new Identity(Map.of(name, String.valueOf(value)));
    }

    /**
     * Adds a part.
     *
     * @param name what is described, with the unit if there is one; a new name
     * @param value its value, whose text tells it from others
     * @return a new identity
     * @throws IllegalArgumentException if there is a part of this name
     */
    public Identity with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        if (more.put(name, String.valueOf(value)) != null) {
            throw new IllegalArgumentException("an identity must have one part '" + name + "', got another");
        }
        return new Identity(more);
    }

    /**
     * Adds all parts of another identity.
     *
     * @param other none of whose names is here
     * @return a new identity
     * @throws IllegalArgumentException if both have a part of the same name
     */
    public Identity with(Identity other) {
        Identity all = this;
        for (Map.Entry<String, String> part : other.parts.entrySet()) {
            all = all.with(part.getKey(), part.getValue());
        }
        return all;
    }

    /**
     * Writes the parts.
     *
     * @param out receives them
     * @throws IOException if {@code out} fails
     */
    public void write(DataOutput out) throws IOException {
        out.writeInt(parts.size());
        for (Map.Entry<String, String> part : parts.entrySet()) {
            StateFile.writeText(out, part.getKey());
            StateFile.writeText(out, part.getValue());
        }
    }

    /**
     * Reads an identity that was saved and requires it to be this one.
     *
     * @param file named in the message
     * @param in gives what {@link #write} wrote
     * @throws IOException if {@code in} fails, ends too early, or does not hold an identity
     * @throws InvalidInputException if a part differs, is missing here or is missing there; the message names it with both
     *     values
     */
    public void requireSaved(Path file, DataInput in) throws IOException {
        Map<String, String> saved = new LinkedHashMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            String name = StateFile.readText(in);
            saved.put(name, StateFile.readText(in));
        }
        Set<String> names = new LinkedHashSet<>(parts.keySet());
        names.addAll(saved.keySet());
        for (String name : names) {
            String was = saved.getOrDefault(name, "not there");
            String is = parts.getOrDefault(name, "not there");
            if (!was.equals(is)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "%s: %s must be as in the saved training, %s, was %s", file, name, was, is));
            }
        }
    }
}
