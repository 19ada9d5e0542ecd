// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import java.nio.file.Path;
import java.util.List;

/**
 * An option of an {@link Activity}: a value by name. How it is given, on a command line or in code, is not known here.
 *
 * @param name as on a command line, for example "--episodes"
 * @param label stands for the value in a help text; empty for a flag
 * @param type of the value; of one of them where it may be given again and again
 * @param usual the value if none is given; null for none
 * @param description one or more sentences for people
 * @param <T> kind of values
 */
public record Setting<T>(String name, String label, Class<?> type, T usual, String description) {
    /** Checks the name. */
    public Setting {
        Checks.named("option", name);
    }

    /**
     * Tells whether the option may be given again and again.
     *
     * @return whether its value is a list
     */
    public boolean isRepeated() {
        return usual instanceof List<?>;
    }

    private static String withUsual(String description, Object usual) {
        return usual == null ? description + "." : description + " (default: " + CommandText.plain(usual) + ").";
    }

    /**
     * Makes a whole number.
     *
     * @param name of the option
     * @param label stands for the value
     * @param usual the value if none is given
     * @param description what it is, without a full stop; the usual value is added
     * @return the option
     */
    public static Setting<Integer> integer(String name, String label, int usual, String description) {
        return new Setting<>(name, label, Integer.class, usual, withUsual(description, usual));
    }

    /**
     * Makes a seed.
     *
     * @param description what it is the seed of, without a full stop; the usual value is added
     * @return the option --seed, 1 unless given
     */
    public static Setting<Long> seed(String description) {
        return new Setting<>("--seed", "N", Long.class, 1L, withUsual(description, 1L));
    }

    /**
     * Makes a number.
     *
     * @param name of the option
     * @param label stands for the value
     * @param usual the value if none is given; null for none
     * @param description what it is, without a full stop; a usual value is added
     * @return the option
     */
    public static Setting<Double> number(String name, String label, Double usual, String description) {
        return new Setting<>(name, label, Double.class, usual, withUsual(description, usual));
    }

    /**
     * Makes a word.
     *
     * @param name of the option
     * @param usual the value if none is given
     * @param description whole sentences
     * @return the option
     */
    public static Setting<String> word(String name, String usual, String description) {
        return new Setting<>(name, "NAME", String.class, usual, description);
    }

    /**
     * Makes a file.
     *
     * @param name of the option
     * @param description whole sentences
     * @return the option, null unless given
     */
    public static Setting<Path> file(String name, String description) {
        return new Setting<>(name, "FILE", Path.class, null, description);
    }

    /**
     * Makes any number of files.
     *
     * @param name of the option
     * @param description whole sentences
     * @return the option, without files unless given
     */
    public static Setting<List<Path>> files(String name, String description) {
        return new Setting<>(name, "FILE", Path.class, List.of(), description);
    }

    /**
     * Makes a flag.
     *
     * @param name of the option
     * @param description whole sentences
     * @return the option, false unless given
     */
    public static Setting<Boolean> flag(String name, String description) {
        return new Setting<>(name, "", Boolean.class, false, description);
    }
}
