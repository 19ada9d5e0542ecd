// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a folder of results as a whole: it is filled under another name beside its place and moved there when it is
 * complete, so that nobody takes half of it for all. The file provenance.yaml in it says what made it.
 */
public final class OutputFolder {
    private static final String MARK = "provenance.yaml";

    /** Fills a folder. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the files.
         *
         * @param folder an empty folder
         * @throws IOException if a file cannot be written
         */
        void write(Path folder) throws IOException;
    }

    private OutputFolder() {}

    /**
     * Checks that results may be put somewhere: nothing is there, an empty folder, or earlier results of Virga.
     *
     * @param target the folder
     * @throws InvalidInputException if something else is there
     */
    public static void check(Path target) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new InvalidInputException("output folder '" + target + "' is there already and is no folder");
        }
        if (!Files.isRegularFile(target.resolve(MARK)) && !names(target).isEmpty()) {
            throw new InvalidInputException("output folder '" + target
                    + "' holds files that Virga did not make; empty it or choose another folder");
        }
    }

    /**
     * Writes a folder, replacing earlier results.
     *
     * @param target the folder
     * @param provenance where the results come from
     * @param content writes all other files
     * @throws InvalidInputException if something else than earlier results of Virga is there
     * @throws IOException if something cannot be written; then what was there before stays
     */
    public static void write(Path target, Provenance provenance, Content content) throws IOException {
        check(target);
        Path place = target.toAbsolutePath().normalize();
        Files.createDirectories(place.getParent());
        String number = String.valueOf(ProcessHandle.current().pid());
        Path part = place.resolveSibling("." + place.getFileName() + ".part-" + number);
        Path old = place.resolveSibling("." + place.getFileName() + ".old-" + number);
        try {
            delete(part);
            Files.createDirectory(part);
            content.write(part);
            Files.writeString(part.resolve(MARK), provenance.toYaml());
            replace(place, part, old);
        } finally {
            delete(part);
        }
        delete(old);
    }

    private static void replace(Path place, Path part, Path old) throws IOException {
        boolean replaces = Files.exists(place);
        if (replaces) {
            Files.move(place, old);
        }
        try {
            Files.move(part, place);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, place);
            }
            throw e;
        }
    }

    private static List<Path> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new InvalidInputException("output folder '" + folder + "' cannot be read (" + e + ")");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
