// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.validation.calibration.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What {@code environment.json} says of the machine that was recorded; the file need not be there. */
final class Environment {
    private static final String FILE = "environment.json";
    private static final int LONGEST = 200;

    private Environment() {}

    /** Returns a sentence with the device and its driver, if the folder has such a file that tells either. */
    static Optional<String> remark(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode facts = JsonText.read(file);
        String device = plain(facts.path("gpu_and_driver").asText(smi(facts.path("smi"))));
        if (device.isEmpty()) {
            device = plain(texts(facts.path("cpu")));
        }
        return device.isEmpty() ? Optional.empty() : Optional.of("Recorded on " + device + " (" + FILE + ").");
    }

    /** Returns name and driver from what nvidia-smi has written as CSV: a header, and a line for each GPU. */
    private static String smi(JsonNode lines) {
        if (lines.size() < 2) {
            return "";
        }
        List<String> header = List.of(lines.get(0).asText().split(", *"));
        String[] values = lines.get(1).asText().split(", *");
        return List.of("name", "driver_version").stream()
                .filter(column -> header.contains(column) && header.indexOf(column) < values.length)
                .map(column -> (column.equals("name") ? "" : "driver ") + values[header.indexOf(column)])
                .collect(Collectors.joining(", "));
    }

    private static String texts(JsonNode list) {
        return list.isTextual()
                ? list.asText()
                : StreamSupport.stream(list.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }

    private static String plain(String text) {
        String plain = Arrays.stream(text.split("\\p{Cntrl}+")).collect(Collectors.joining(" "));
        return plain.strip().substring(0, Math.min(LONGEST, plain.strip().length()));
    }
}
