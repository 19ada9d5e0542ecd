// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of measurements that the model can be compared with. */
public interface ValidationSource {
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
     * Names the folder that holds such measurements where several kinds lie side by side.
     *
     * @return the source's name, unless its publishers' files have had another one all along
     */
    default String folder() {
        return name();
    }

    /**
     * Names the data sets that it reads if measurements ship.
     *
     * @return none if they are given
     */
    default List<String> shipped() {
        return List.of();
    }

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
}
