// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Files for the user to go on with; one that is there is never written over. */
final class NewFile {
    private NewFile() {}

    /** Refuses a place where something is. */
    static void require(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "'%s' is there already; move it away, or name another place", file));
        }
    }

    /** Writes a file that is not there. */
    static void write(Path file, String text) throws IOException {
        require(file);
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "'%s' cannot be written, its folder is not there", file));
        }
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            if (!(e instanceof FileAlreadyExistsException)) {
                removePart(file);
            }
            String why = e instanceof AccessDeniedException
                    ? "permission denied"
                    : e instanceof FileSystemException of && of.getReason() != null ? of.getReason() : e.getMessage();
            throw new InvalidInputException(String.format(Locale.ROOT, "'%s' cannot be written (%s)", file, why));
        }
    }

    private static void removePart(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What could not be made cannot be removed; the message is that of the writing.
            return;
        }
    }
}
