// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;

/** JSON documents: one to a text, no key twice. */
public final class JsonText {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /**
     * Reads a file.
     *
     * @param file UTF-8
     * @return its root
     * @throws InvalidInputException if it cannot be read or is no such document
     */
    public static JsonNode read(Path file) {
        try {
            return JSON.readTree(InputFile.text(file));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file.getFileName() + ", line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": must be JSON ("
                    + words(e) + ")");
        }
    }

    /**
     * Says what is wrong with a text, without what is of the parser only.
     *
     * @param e of the parser
     * @return for people
     */
    public static String words(JsonProcessingException e) {
        return e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    }

    /**
     * Reads a text.
     *
     * @param text the document
     * @return its root
     * @throws JsonProcessingException if it is no such document
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
