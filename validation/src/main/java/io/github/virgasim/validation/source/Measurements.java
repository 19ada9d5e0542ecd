// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.LineSums;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with measurements. It takes a fingerprint of each file that is read ({@link LineSums}), by which it is told whether
 * a calibration was made from the same ones, and remarks that a reader has to make.
 */
public final class Measurements {
    /** A file that was read: its name, and how many lines it has. */
    record Source(String name, long lines) {}

    private final Optional<Path> folder;
    private final Map<String, Source> fingerprints = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    private Measurements(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder.
     *
     * @param folder the measurements; nothing if they ship
     * @return nothing of it has been read
     */
    public static Measurements of(Optional<Path> folder) {
        return new Measurements(folder);
    }

    /**
     * Returns the folder.
     *
     * @return a folder that exists
     * @throws InvalidInputException if there is none
     */
    public Path folder() {
        Path path = folder.orElseThrow();
        if (!Files.isDirectory(path)) {
            throw new InvalidInputException(path + ": must be a folder with measurements");
        }
        return path;
    }

    /**
     * Finds files by name.
     *
     * @param pattern regular expression of the file names
     * @param described what it matches, for people
     * @return in alphabetical order, at least one
     * @throws InvalidInputException if the folder does not exist, cannot be listed, or has no such file, or has one plain and compressed
     */
    public List<Path> files(String pattern, String described) {
        return files(folder(), pattern, described);
    }

    private static List<Path> files(Path folder, String pattern, String described) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(file -> !Files.isDirectory(file))
                    .filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new InvalidInputException(folder + ": has no " + described);
            }
            for (Path file : found) {
                Checks.named("name of a file in " + folder, file.getFileName().toString());
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
     * @param name of the plain file, possibly in a folder of its own
     * @return the file, or the one with the ending .gz
     * @throws InvalidInputException if there is neither, or both
     */
    public Path file(String name) {
        Path plain = folder().resolve(name);
        String last = plain.getFileName().toString();
        return files(plain.getParent(), Pattern.quote(last) + "(\\.gz)?", last + " or " + last + ".gz")
                .get(0);
    }

    /**
     * Passes every row of a file to an action, in file order.
     *
     * @param file one of the folder, read through gzip if its name ends in {@code .gz}
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws InvalidInputException as {@link CsvRows#forEach(Path, List, Consumer)}
     */
    public void rows(Path file, List<String> columns, Consumer<CsvRows.Row> action) {
        rows(file, false, columns, action);
    }

    /**
     * Passes every row of a file that is read only once to an action, in file order.
     *
     * @param file one of the folder, or a named pipe
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws InvalidInputException as {@link CsvRows#forEach(Path, List, Consumer)}
     */
    public void rowsOnce(Path file, List<String> columns, Consumer<CsvRows.Row> action) {
        rows(file, true, columns, action);
    }

    private void rows(Path file, boolean once, List<String> columns, Consumer<CsvRows.Row> action) {
        LineSums[] sums = new LineSums[1];
        CsvRows.forEach(file, once, text -> sums[0] = new LineSums(text), columns, action);
        noteRows(file.getFileName().toString(), sums[0]);
    }

    /**
     * Passes every row of a text that ships to an action.
     *
     * @param name of it for messages
     * @param text header and rows, closed afterwards
     * @param columns the columns that must be present
     * @param action called once per row
     * @throws IOException if it cannot be read
     */
    public void rows(String name, InputStream text, List<String> columns, Consumer<CsvRows.Row> action)
            throws IOException {
        try (LineSums sums = new LineSums(text)) {
            CsvRows.forEach(
                    name, new BufferedReader(new InputStreamReader(sums, StandardCharsets.UTF_8)), columns, action);
            noteRows(name, sums);
        }
    }

    /**
     * Takes note of a file that somebody else reads.
     *
     * @param file one of the folder
     * @return the file
     * @throws InvalidInputException if it cannot be read
     */
    public Path noted(Path file) {
        try (LineSums sums = new LineSums(CsvRows.open(file, false))) {
            sums.transferTo(OutputStream.nullOutputStream());
            note(file.getFileName().toString(), sums);
            return file;
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read (" + e + ")");
        }
    }

    /** A header alone says nothing. */
    private void noteRows(String name, LineSums sums) {
        if (sums.lines() > 1) {
            note(name, sums);
        }
    }

    private void note(String name, LineSums sums) {
        fingerprints.put(sums.fingerprint(), new Source(name, sums.lines()));
    }

    /** Returns what was read up to now, by fingerprint. */
    Map<String, Source> fingerprints() {
        return fingerprints;
    }

    /**
     * Takes a remark, once.
     *
     * @param remark a sentence about the measurements or what can be said of them
     */
    public void remark(String remark) {
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    /**
     * Returns what was remarked.
     *
     * @return sentences in the order in which they were made
     */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }
}
