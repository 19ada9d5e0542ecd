// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of measurements that the model can be compared with. A further kind is one class and a line in {@link #ALL}. */
public interface ValidationSource {
    /** All kinds. */
    List<ValidationSource> ALL = List.of(new TestbedSource(), new DemoSource());

    /**
     * Returns the kind's name.
     *
     * @return as in a command
     */
    String name();

    /**
     * Tells what it is.
     *
     * @return for people, a sentence
     */
    String description();

    /**
     * Tells whether measurements have to be given.
     *
     * @return false if they ship
     */
    boolean needsData();

    /**
     * Calibrates.
     *
     * @param data the measurements; nothing if they ship
     * @return the parameters
     * @throws InvalidInputException if files are malformed, or there is nothing to calibrate
     */
    Calibration calibrate(Optional<Path> data);

    /**
     * Compares.
     *
     * @param data the measurements; nothing if they ship
     * @param calibration to predict with; nothing calibrates on the part of the data that is set apart for it
     * @return a row for each figure
     * @throws InvalidInputException if files are malformed
     */
    List<ErrorRow> validate(Optional<Path> data, Optional<Calibration> calibration);

    /**
     * Finds a kind.
     *
     * @param name of it
     * @param data given for it
     * @return the kind
     * @throws InvalidInputException if there is no such kind, or data are missing or given in vain
     */
    static ValidationSource named(String name, Optional<Path> data) {
        Checks.oneOf("source", name, ALL.stream().map(ValidationSource::name).toList());
        ValidationSource found = ALL.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (found.needsData() != data.isPresent()) {
            throw new InvalidInputException("option '--data' must be " + (found.needsData() ? "given" : "left out")
                    + " with source '" + name + "'");
        }
        return found;
    }
}
