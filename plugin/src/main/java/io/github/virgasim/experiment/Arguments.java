// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of an activity's settings: those that were given, and the usual ones else. */
public final class Arguments {
    private final Map<String, Object> given;

    private Arguments(Map<String, Object> given) {
        this.given = given;
    }

    /**
     * Gives no value.
     *
     * @return all settings have their usual values
     */
    public static Arguments none() {
        return new Arguments(Map.of());
    }

    /**
     * Gives a value.
     *
     * @param setting the setting
     * @param value its value, of the setting's type
     * @param <T> kind of values
     * @return new arguments
     */
    public <T> Arguments with(Setting<T> setting, T value) {
        Map<String, Object> more = new HashMap<>(given);
        more.put(setting.name(), value);
        return new Arguments(more);
    }

    /**
     * Tells whether a value was given.
     *
     * @param setting the setting
     * @return false if it has its usual value, or none
     */
    public boolean gives(Setting<?> setting) {
        return given.containsKey(setting.name());
    }

    /**
     * Looks up a value.
     *
     * @param setting the setting
     * @param <T> kind of values
     * @return the value given, or the usual one; null if there is neither
     */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) given.getOrDefault(setting.name(), setting.usual());
    }

    /**
     * Looks up a whole number and checks it.
     *
     * @param setting the setting
     * @param low the smallest number allowed
     * @param high the largest number allowed
     * @return the number
     * @throws io.github.virgasim.input.InvalidInputException if it is out of the range
     */
    public int within(Setting<Integer> setting, int low, int high) {
        return Checks.whole(setting.name(), get(setting), low, high);
    }

    /**
     * Writes a command line that gives the same values, those that are usual among them.
     *
     * @param command how the line begins
     * @param settings in the order of the options
     * @return the line
     */
    public String commandLine(String command, List<Setting<?>> settings) {
        StringBuilder line = new StringBuilder(command);
        for (Setting<?> setting : settings) {
            Object value = get(setting);
            List<?> values = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
            for (Object one : values) {
                if (one instanceof Boolean is) {
                    line.append(is ? " " + setting.name() : "");
                } else {
                    line.append(String.format(
                            Locale.ROOT, " %s %s", setting.name(), CommandText.word(CommandText.plain(one))));
                }
            }
        }
        return line.toString();
    }
}
