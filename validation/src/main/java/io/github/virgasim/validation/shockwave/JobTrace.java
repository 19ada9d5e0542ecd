// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.shockwave;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InputFile;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.JsonText;
import io.github.virgasim.validation.calibration.Numbers;
import io.github.virgasim.validation.source.Measurements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The jobs that came, one after another: a line each, with tabs between the fields model, command, folder, name and presence of the number of steps,
 * steps, GPUs, mode, weight, deadline, duration and time of arrival [s].
 *
 * @param kinds models without their batch sizes
 * @param arrivals when the jobs came [s]
 */
record JobTrace(List<String> kinds, double[] arrivals) {
    private static final String THROUGHPUTS = "tacc_throughputs.json";
    private static final int FIELDS = 12;
    private static final int STEPS = 5;
    private static final int GPUS = 6;

    /** Reads the jobs; models are held against the table of throughputs if there is one in the folder. */
    static JobTrace read(Measurements data) {
        List<Path> files = data.files(".*\\.trace", "trace of jobs (*.trace)");
        if (files.size() > 1) {
            throw new InvalidInputException("there must be one trace of jobs, are " + files);
        }
        Path file = files.get(0);
        Set<String> models = models(data.folder().resolve(THROUGHPUTS));
        String[] lines = InputFile.text(data.noted(file)).stripTrailing().split("\\R");
        List<String> kinds = new ArrayList<>();
        double[] arrivals = new double[lines.length];
        double before = 0;
        for (int i = 0; i < lines.length; i++) {
            String place = file.getFileName() + ", line " + (i + 1);
            String[] fields = lines[i].split("\t", -1);
            if (fields.length != FIELDS) {
                throw new InvalidInputException(
                        place + ": must have " + FIELDS + " fields with tabs between them, has " + fields.length);
            }
            String model = Checks.named(place + ": model", fields[0]);
            if (!models.isEmpty() && !models.contains(model)) {
                throw InvalidInputException.of(place, "model", model, "must be one that " + THROUGHPUTS + " has");
            }
            for (int count : new int[] {STEPS, GPUS}) {
                if (!fields[count].matches("0*[1-9][0-9]{0,17}")) {
                    throw InvalidInputException.of(
                            place, count == STEPS ? "steps" : "GPUs", fields[count], "must be a whole number from 1");
                }
            }
            kinds.add(model.replaceFirst(" \\(batch size .*", ""));
            arrivals[i] = arrival(place, fields[FIELDS - 1], before);
            before = arrivals[i];
        }
        return new JobTrace(List.copyOf(kinds), arrivals);
    }

    private static double arrival(String place, String text, double before) {
        double time = Numbers.finite(place, "arrival time", text);
        if (time < before) {
            throw InvalidInputException.of(place, "arrival time", text, "must not be before the line above");
        }
        return time;
    }

    /** Names of models are keys there, as ('LM (batch size 5)', 1), by kind of worker. */
    private static Set<String> models(Path file) {
        Set<String> models = new TreeSet<>();
        if (Files.exists(file)) {
            for (JsonNode worker : JsonText.read(file)) {
                worker.propertyStream()
                        .forEach(model -> models.add(model.getKey().replaceFirst("^\\('(.*)', [0-9]+\\)$", "$1")));
            }
        }
        return models;
    }
}
