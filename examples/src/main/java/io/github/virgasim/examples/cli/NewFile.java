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
import java.nio.file.NoSuchFileException;
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

    /** Makes a folder that is not there, and those around it. */
    static void folder(Path folder) {
        require(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    /** Writes a file that is not there. */
    static void write(Path file, String text) {
        require(file);
        Path parent = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "'%s' cannot be written, its folder is not there", file));
        }
        put(file, text, StandardOpenOption.CREATE_NEW);
    }

    /** Writes a file anew that this command has written. */
    static void rewrite(Path file, String text) {
        put(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void put(Path file, String text, StandardOpenOption how) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            if (!(e instanceof FileAlreadyExistsException)) {
                removePart(file);
            }
            throw refused(file, e);
        }
    }

    /** Copies a file to where none is. */
    static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw refused(to, e);
        }
    }

    private static InvalidInputException refused(Path file, IOException e) {
        return new InvalidInputException(String.format(Locale.ROOT, "'%s' cannot be written (%s)", file, why(e)));
    }

    /** Returns what an exception says besides the name of a file, which alone some of them say. */
    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NoSuchFileException) {
            return "its folder is not there, or nothing can be made in it";
        } else if (e instanceof FileAlreadyExistsException) {
            return "something of this name is there";
        } else if (e instanceof FileSystemException of) {
            return of.getReason() == null ? "the file system refuses it" : of.getReason();
        }
        return e.getMessage() == null ? "the file system refuses it" : e.getMessage();
    }

    /** Removes what this command has written of a result that is not whole. */
    static void removePart(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What could not be made cannot be removed; the message is that of the writing.
            return;
        }
    }
}
