// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * JSON that may stand in an HTML or XML document as it is: no text in it, whoever wrote it, can end the element that it stands
 * in. Numbers that JSON does not have, as NaN, become null.
 */
public final class SafeJson {
    /** Writes a document. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes one value.
         *
         * @param json where to
         * @throws IOException if it cannot be written
         */
        void write(JsonGenerator json) throws IOException;
    }

    private static final class MarkupEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            codes['>'] = ESCAPE_STANDARD;
            codes['&'] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    private SafeJson() {}

    /**
     * Writes a document.
     *
     * @param out where to; is not closed
     * @param content one value
     * @throws IOException if it cannot be written
     */
    public static void write(Writer out, Content content) throws IOException {
        JsonFactory factory =
                new JsonFactoryBuilder().characterEscapes(new MarkupEscapes()).build();
        try (JsonGenerator json = factory.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            content.write(json);
        }
    }

    /**
     * Makes a document.
     *
     * @param content one value
     * @return the text
     */
    public static String text(Content content) {
        StringWriter text = new StringWriter();
        try {
            write(text, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Writes a number, or null for one that JSON does not have.
     *
     * @param json where to
     * @param value any number
     * @throws IOException if it cannot be written
     */
    public static void number(JsonGenerator json, double value) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
