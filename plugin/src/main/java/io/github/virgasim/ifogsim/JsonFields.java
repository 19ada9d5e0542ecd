// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.JsonFile;
import io.github.virgasim.input.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds of values of iFogSim2's JSON. Its reader casts: a whole number written with a decimal point, or another number
 * written without one, ends it.
 */
final class JsonFields {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private JsonFields() {}

    static String text(YamlNode map, String key) {
        YamlNode value = map.get(key);
        String text = value.text();
        if (!value.isQuoted()) {
            throw value.invalid("must be a text in quotes");
        }
        return value.make(() -> FogNames.text(key, text));
    }

    /** Returns a whole number, written without a decimal point. Its size is looked at first, as it matters more than its form. */
    static long whole(YamlNode map, String key, long least, long most) {
        YamlNode value = map.get(key);
        if (value.isQuoted()) {
            throw value.invalid("must be a whole number without quotes");
        }
        double size = value.number(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        if (size < least) {
            throw value.invalid("must be at least " + least);
        }
        if (size > most) {
            throw value.invalid("must be at most " + most);
        }
        if (!WHOLE.matcher(value.text()).matches()) {
            throw value.invalid("must be a whole number without decimal point or exponent");
        }
        try {
            return Long.parseLong(value.text());
        } catch (NumberFormatException e) {
            throw value.invalid("must be at most " + most);
        }
    }

    static int integer(YamlNode map, String key, int least) {
        return (int) whole(map, key, least, Integer.MAX_VALUE);
    }

    /** Returns a number that is written with a decimal point or an exponent. */
    static double decimal(YamlNode map, String key, double low, double high) {
        YamlNode value = map.get(key);
        if (value.isQuoted()) {
            throw value.invalid("must be a number without quotes");
        }
        double number = value.number(low, high);
        if (WHOLE.matcher(value.text()).matches()) {
            throw value.invalid("must be written with a decimal point, as iFogSim2 reads it");
        }
        return number;
    }

    /** Returns the values of all other keys than some. */
    static Map<String, String> others(YamlNode map, Set<String> known) {
        Map<String, String> others = new LinkedHashMap<>();
        for (String key : map.keys()) {
            if (!known.contains(key)) {
                others.put(key, JsonFile.write(map.get(key)));
            }
        }
        return others;
    }

    /** Writes a map whose values are JSON already. */
    static String object(Map<String, String> values) {
        StringBuilder text = new StringBuilder("{");
        values.forEach((key, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(JsonFile.quote(key))
                .append(": ")
                .append(value));
        return text.append('}').toString();
    }
}
