// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.YamlNode;
import java.util.Arrays;
import java.util.List;

/**
 * A key of scenario files, declared once: readers read by it, and {@link ScenarioSchema} describes it.
 *
 * @param name in the file
 * @param value what may stand there
 * @param required whether it must be there whatever else is
 * @param usual what a reader takes where it is not there; null for nothing, or for what depends on other keys
 * @param doc one sentence for people, with the unit
 */
record Key(String name, Value value, boolean required, Object usual, String doc) {
    /** What may stand in a place. */
    sealed interface Value {}

    /** Whatever stands there is left to others. */
    record Any() implements Value {}

    /** A plain value that is not blank. */
    record Text(Names names) implements Value {}

    /** Which names a text is as a rule; a catalogue of the user's has others. */
    enum Names {
        FREE,
        DEVICES,
        MODELS,
        TASKS
    }

    /** A number inside an interval, as {@link YamlNode#number(double, double)} takes its bounds. */
    record Number(double low, double high, boolean whole) implements Value {}

    /** One of some names; {@code what} stands for the value in messages. */
    record Choice(String what, List<String> names) implements Value {}

    /** A list of one entry or more. */
    record Items(Value each) implements Value {}

    /** A map with the keys of one of the sections. */
    record Block(List<Section> sections) implements Value {
        Block(Section... sections) {
            this(List.of(sections));
        }
    }

    /** One or the other. */
    record Either(Value one, Value other) implements Value {}

    private static final double ANY = Double.POSITIVE_INFINITY;

    static Key text(String name, String doc) {
        return of(name, new Text(Names.FREE), doc);
    }

    /** Makes a number above 0. */
    static Key positive(String name, String doc) {
        return number(name, Double.MIN_VALUE, ANY, doc);
    }

    /** Makes a number from 0 on. */
    static Key notNegative(String name, String doc) {
        return number(name, 0, ANY, doc);
    }

    static Key number(String name, double low, double high, String doc) {
        return of(name, new Number(low, high, false), doc);
    }

    /** Makes a whole number from 1 on. */
    static Key count(String name, String doc) {
        return of(name, new Number(1, Integer.MAX_VALUE, true), doc);
    }

    static Key choice(String name, String what, String doc, String... names) {
        return of(name, new Choice(what, List.of(names)), doc);
    }

    static Key of(String name, Value value, String doc) {
        return new Key(name, value, true, null, doc);
    }

    /** The same key, which may be left out, or must be: the reader says when. */
    Key optional() {
        return new Key(name, value, false, null, doc);
    }

    /** The same key, which may be left out. */
    Key usual(Object otherwise) {
        return new Key(name, value, false, otherwise, doc);
    }

    /** The same key where it has some of its names. */
    Key only(String... names) {
        return new Key(name, new Choice(((Choice) value).what, List.of(names)), required, usual, doc);
    }

    boolean in(YamlNode of) {
        return of.has(name);
    }

    YamlNode get(YamlNode of) {
        return of.get(name);
    }

    String text(YamlNode of) {
        return of.text(name);
    }

    double number(YamlNode of) {
        Number range = (Number) value;
        return usual == null || in(of)
                ? of.number(name, range.low, range.high)
                : ((java.lang.Number) usual).doubleValue();
    }

    double number(YamlNode of, double otherwise) {
        return in(of) ? number(of) : otherwise;
    }

    int whole(YamlNode of) {
        return usual == null || in(of) ? of.integer(name, (int) ((Number) value).low) : (int) usual;
    }

    int whole(YamlNode of, int otherwise) {
        return in(of) ? whole(of) : otherwise;
    }

    /** Reads one of the names of a choice. */
    String word(YamlNode of) {
        if (usual != null && !in(of)) {
            return (String) usual;
        }
        YamlNode node = get(of);
        Choice choice = (Choice) value;
        return node.make(() -> Checks.oneOf(choice.what, node.text(), choice.names));
    }

    /** Refuses keys that are there. */
    static void leaveOut(YamlNode of, String rule, Key... keys) {
        Arrays.stream(keys).filter(key -> key.in(of)).findFirst().ifPresent(key -> {
            throw key.get(of).invalid(rule);
        });
    }
}
