// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, in words for who wrote it: the parser's own name settings of the parser. */
final class JsonErrors {
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\(('.*?') \\(code .*", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'.*", Pattern.DOTALL);
    private static final Pattern CLOSE =
            Pattern.compile("Unexpected close marker '(.)': expected '(.)'.*", Pattern.DOTALL);
    /** By what the parser says, the first that it does. */
    private static final Map<String, String> WORDS = words();

    private JsonErrors() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "Illegal unquoted",
                "a text must have no line break, tab or other control character that is not escaped");
        words.put("no open", "text follows after the document");
        words.put("surrogate", "a key must have no half of a surrogate pair, which is no character");
        words.put("CTRL-CHAR", "there must be no control character");
        words.put("escape", "a text must have no other escapes than those of JSON");
        words.put("zero", "a number must not begin with a 0 before other digits");
        words.put("digit", "a number must have digits before and after its decimal point, and in its exponent");
        words.put("numeric", "a number must be in the form of JSON");
        return words;
    }

    static String words(JsonProcessingException e) {
        String said = e.getOriginalMessage();
        if (e instanceof JsonEOFException || said.contains("end-of-input")) {
            return "it ends before the document does";
        }
        if (e instanceof StreamConstraintsException) {
            return said.contains("nesting")
                    ? "must not be nested more than " + JsonFile.DEEPEST + " deep"
                    : "a number or text is too long";
        }
        Matcher close = CLOSE.matcher(said);
        if (close.matches()) {
            return "'" + close.group(2) + "' must stand where '" + close.group(1) + "' is";
        }
        Matcher character = CHARACTER.matcher(said);
        if (character.matches()) {
            return expected(said) + " must stand where " + shown(character.group(1)) + " is";
        }
        Matcher token = TOKEN.matcher(said);
        if (token.matches()) {
            return "'" + token.group(1) + "' is no value, texts must stand in quotes";
        }
        return WORDS.entrySet().stream()
                .filter(entry -> said.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("must follow the rules of JSON");
    }

    /** Shows a character in quotes, by its number if it cannot be seen. */
    private static String shown(String quoted) {
        char it = quoted.charAt(1);
        return Character.isSpaceChar(it) || Character.isISOControl(it) || Character.getType(it) == Character.FORMAT
                ? String.format(Locale.ROOT, "U+%04X", (int) it)
                : quoted;
    }

    private static String expected(String said) {
        if (said.contains("double-quote")) {
            return "a key in double quotes";
        } else if (said.contains("hex-digit")) {
            return "a hexadecimal digit";
        } else if (said.contains("numeric value")) {
            return "a digit";
        } else if (said.contains("colon")) {
            return "a colon";
        }
        return said.contains("comma") ? "a comma or the end of the list or object" : "a value";
    }
}
