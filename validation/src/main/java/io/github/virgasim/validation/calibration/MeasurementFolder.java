// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that holds the published measurements, one sub-folder per source.
 *
 * @param path an existing directory
 */
public record MeasurementFolder(Path path) {

    /** The system property that names the folder. */
    public static final String PROPERTY = "virga.data";

    /**
     * Checks the folder.
     *
     * @throws InvalidInputException if the path is not a directory
     */
    public MeasurementFolder {
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException("the folder of measurements must be a directory, was " + path);
        }
    }

    /**
     * Finds the folder: the one that the system property {@value #PROPERTY} names or else the first directory
     * {@code shared/data} beside or above the working directory.
     *
     * @return the folder, empty if there is none
     * @throws InvalidInputException if the property names something that is not a directory
     */
    public static Optional<MeasurementFolder> find() {
        String named = System.getProperty(PROPERTY);
        if (named != null && !named.isBlank()) {
            return Optional.of(new MeasurementFolder(Path.of(named)));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return Optional.of(new MeasurementFolder(candidate));
            }
        }
        return Optional.empty();
    }

    /**
     * A file of a source.
     *
     * @param source the sub-folder, for example {@code mlperf_edge}
     * @param file the file in it
     * @return its path
     * @throws InvalidInputException if the file does not exist
     */
    public Path file(String source, String file) {
        Path found = path.resolve(source).resolve(file);
        if (!Files.isRegularFile(found)) {
            throw new InvalidInputException("the measurements lack " + source + "/" + file + " in " + path);
        }
        return found;
    }
}
