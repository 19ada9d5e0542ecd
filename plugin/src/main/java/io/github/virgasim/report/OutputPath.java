// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out once which folder a path means. */
final class OutputPath {
    private OutputPath() {}

    /**
     * Resolves a path name by name as the operating system does: links are followed, and ".." leads out of what is there.
     *
     * @param target as the user gave it
     * @return absolute, without links, "." and ".."; what it names may be missing
     * @throws InvalidInputException if the path names no folder that results may be put in
     */
    static Path resolve(Path target) {
        Path last = target.getFileName();
        if (last == null || last.toString().isBlank()) {
            throw refused(target, "must have a name");
        }
        if (isDots(last)) {
            throw refused(target, "must end with a name, not with '" + last + "'");
        }
        Path current = current();
        Path at = target.isAbsolute() ? target.getRoot() : current;
        for (Path name : target) {
            if (name.toString().equals("..")) {
                if (!Files.isDirectory(at)) {
                    throw refused(target, "leads out of '" + at.getFileName() + "', which is no folder");
                }
                at = at.getParent() == null ? at : at.getParent();
            } else if (!name.toString().equals(".")) {
                at = real(target, at.resolve(name));
            }
        }
        if (current.startsWith(at)) {
            throw refused(target, "must not be the current folder, nor a folder around it");
        }
        return at;
    }

    private static boolean isDots(Path name) {
        return name.toString().equals(".") || name.toString().equals("..");
    }

    private static Path current() {
        Path current = Path.of("");
        try {
            return current.toRealPath();
        } catch (IOException e) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "current folder '%s' cannot be found (%s)", current.toAbsolutePath(), reason(e)));
        }
    }

    private static Path real(Path target, Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = path.getParent();
            if (Files.exists(parent) && !Files.isDirectory(parent)) {
                throw refused(target, "cannot be made, because '" + parent.getFileName() + "' is no folder");
            }
            return path;
        }
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw refused(
                    target,
                    String.format(
                            Locale.ROOT,
                            "leads through '%s', which leads nowhere (%s)",
                            path.getFileName(),
                            reason(e)));
        }
    }

    static InvalidInputException refused(Path target, String why) {
        return new InvalidInputException("output folder '" + target + "' " + why);
    }

    /** Says why a file could not be used, without its path. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException of && of.getReason() != null) {
            return of.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
