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
     * Finds the parameters.
     *
     * @param data the measurements
     * @return the parameters
     * @throws InvalidInputException if files are malformed
     */
    Calibration fit(Measurements data);

    /**
     * Puts predictions beside measurements.
     *
     * @param data the measurements
     * @param calibration to predict with; nothing calibrates on the part of the data that is set apart for it
     * @return a row for each figure, of part {@code apart} if a calibration is given
     * @throws InvalidInputException if files are malformed
     */
    List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration);

    /**
     * Calibrates.
     *
     * @param data the measurements
     * @return the parameters, with the files that they were made from
     * @throws InvalidInputException if files are malformed, or there is nothing to calibrate
     */
    default Calibration calibrate(Measurements data) {
        return fit(data).madeFrom(name(), data);
    }

    /**
     * Compares.
     *
     * @param data the measurements
     * @param calibration to predict with; nothing calibrates on the part of the data that is set apart for it
     * @return a row for each figure; of part {@code same} if the calibration was made from some of the same files
     * @throws InvalidInputException if files are malformed, or the calibration does not say what it was made from
     */
    default List<ErrorRow> validate(Measurements data, Optional<Calibration> calibration) {
        List<ErrorRow> rows = compare(data, calibration);
        return calibration.map(given -> given.marked(rows, data)).orElse(rows);
    }

    /**
     * Calibrates.
     *
     * @param data the measurements; nothing if they ship
     * @return the parameters, with the files that they were made from
     * @throws InvalidInputException if files are malformed, or there is nothing to calibrate
     */
    default Calibration calibrate(Optional<Path> data) {
        return calibrate(Measurements.of(data));
    }

    /**
     * Compares.
     *
     * @param data the measurements; nothing if they ship
     * @param calibration to predict with; nothing calibrates on the part of the data that is set apart for it
     * @return a row for each figure
     * @throws InvalidInputException if files are malformed
     */
    default List<ErrorRow> validate(Optional<Path> data, Optional<Calibration> calibration) {
        return validate(Measurements.of(data), calibration);
    }
}
