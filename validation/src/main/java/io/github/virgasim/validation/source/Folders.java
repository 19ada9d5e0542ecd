// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of a folder with measurements. */
public final class Folders {
    private Folders() {}

    /**
     * Finds files by name.
     *
     * @param folder the measurements
     * @param pattern regular expression of the file names
     * @param described what it matches, for people
     * @return in alphabetical order, at least one
     * @throws InvalidInputException if the folder does not exist, cannot be listed, or has no such file, or has one plain and compressed
     */
    public static List<Path> files(Path folder, String pattern, String described) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + ": must be a folder with measurements");
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(file -> !Files.isDirectory(file))
                    .filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new InvalidInputException(folder + ": has no " + described);
            }
            for (Path file : found) {
                Path packed = file.resolveSibling(file.getFileName() + ".gz");
                if (found.contains(packed)) {
                    throw new InvalidInputException(folder + ": must have either " + file.getFileName() + " or "
                            + packed.getFileName() + ", has both");
                }
            }
            return found;
        } catch (IOException e) {
            throw new InvalidInputException(folder + ": cannot be listed (" + e.getMessage() + ")");
        }
    }

    /**
     * Finds a file, plain or compressed.
     *
     * @param folder the measurements
     * @param name of the plain file
     * @return the file, or the one with the ending .gz
     * @throws InvalidInputException if there is neither, or both
     */
    public static Path file(Path folder, String name) {
        return files(folder, java.util.regex.Pattern.quote(name) + "(\\.gz)?", name + " or " + name + ".gz")
                .get(0);
    }
}
