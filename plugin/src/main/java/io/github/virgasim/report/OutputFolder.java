// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of results, written as a whole: it is filled under another name beside its place and moved there when it is
 * complete, so that nobody takes half of it for all. The file provenance.yaml in it says what made it, and lists its files.
 *
 * <p>A folder is replaced only if it holds nothing but files that its provenance.yaml lists, unchanged; nothing else is ever
 * removed. While a folder is filled it is called {@code .NAME.part-PID}, and what it replaces is called {@code .NAME.old-PID}
 * for the moment between two moves. A run that is stopped by a signal removes the former; the next run into the same place tidies up
 * after one that was killed.
 */
public final class OutputFolder {
    private final Path given;
    private final Path place;

    /** Fills a folder. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the files.
         *
         * @param folder holds nothing that matters to the writer
         * @throws IOException if a file cannot be written
         */
        void write(Path folder) throws IOException;
    }

    private OutputFolder(Path given, Path place) {
        this.given = given;
        this.place = place;
    }

    /**
     * Finds a place for results and checks that they can be put there: nothing is there, an empty folder, or earlier results
     * of Virga that nobody has changed, and folders can be made beside it. Nothing is left behind by the check.
     *
     * @param target the folder; its parents need not be there
     * @return the place
     * @throws InvalidInputException if results cannot be put there; the message says why
     */
    public static OutputFolder at(Path target) {
        OutputFolder folder = new OutputFolder(target, OutputPath.resolve(target));
        try {
            if (Files.isDirectory(folder.place.getParent())) {
                Leftovers.tidy(folder.place);
            }
            folder.checkReplaceable();
            folder.probe();
        } catch (IOException e) {
            throw OutputPath.refused(target, "cannot be written (" + OutputPath.reason(e) + ")");
        }
        return folder;
    }

    private void checkReplaceable() throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw OutputPath.refused(given, "is there already and is no folder");
        }
        if (!Files.getFileStore(place).equals(Files.getFileStore(place.getParent()))) {
            throw OutputPath.refused(
                    given, "is a mounted file system, which cannot be replaced; name a folder inside it");
        }
        Optional<String> foreign = OwnFiles.foreign(place);
        if (foreign.isPresent()) {
            throw OutputPath.refused(given, "holds " + foreign.get() + "; move it away, or choose another folder");
        }
        Optional<Path> kept = OwnFiles.unremovable(place);
        if (kept.isPresent()) {
            throw OutputPath.refused(
                    given,
                    "holds earlier results that may not be removed (no permission to write into '"
                            + kept.get().getFileName() + "'); choose another folder");
        }
    }

    /** Makes what a write would make first, under a passing name; asking for permissions would not tell all. */
    private void probe() throws IOException {
        Path ground = place.getParent();
        while (!Files.exists(ground, LinkOption.NOFOLLOW_LINKS)) {
            ground = ground.getParent();
        }
        Path passing = Files.createTempDirectory(ground, ".virga-probe-");
        try {
            Leftovers.mark(Files.createDirectories(passing.resolve(ground.relativize(Leftovers.part(place)))))
                    .close();
        } finally {
            delete(passing);
        }
    }

    /**
     * Names a file beside the folder that is not there yet, and makes the folder's parents.
     *
     * @param ending of its name, which starts like the folder's
     * @return NAME + ending, or, where that is taken, NAME + ending + "-2", "-3" and so on
     * @throws IOException if a parent cannot be made
     */
    public Path beside(String ending) throws IOException {
        Files.createDirectories(place.getParent());
        String name = place.getFileName() + ending;
        Path path = place.resolveSibling(name);
        for (int k = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); k++) {
            path = place.resolveSibling(name + "-" + k);
        }
        return path;
    }

    /**
     * Names a file beside the folder, and makes the folder's parents.
     *
     * @param ending of its name, which starts like the folder's
     * @return NAME + ending, whether it is there or not
     * @throws IOException if a parent cannot be made
     */
    public Path unfinished(String ending) throws IOException {
        Files.createDirectories(place.getParent());
        return place.resolveSibling(place.getFileName() + ending);
    }

    /**
     * Writes the folder, replacing earlier results, and provenance.yaml in it.
     *
     * @param provenance where the results come from
     * @param content writes all other files
     * @throws IOException if something cannot be written; then what was there before stays. If only the last step failed,
     *     because something else has been put there meanwhile, the message names the folder in which the results are
     */
    public void write(Provenance provenance, Content content) throws IOException {
        Files.createDirectories(place.getParent());
        Path part = Files.createDirectory(Leftovers.part(place));
        boolean complete = false;
        FileChannel mark = Leftovers.mark(part);
        Thread stopped = new Thread(() -> Leftovers.discard(part));
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            content.write(part);
            OwnFiles.list(part, provenance);
            if (isStopped(stopped)) {
                throw new IOException("the process is being stopped");
            }
            mark.close();
            Files.delete(part.resolve(Leftovers.MARK));
            complete = true;
        } finally {
            mark.close();
            if (!complete && !isStopped(stopped)) {
                delete(part);
            }
        }
        Optional<Path> old;
        try {
            old = replace(part);
        } catch (IOException | InvalidInputException e) {
            Path kept = beside(".kept");
            Files.move(part, kept);
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s; the results are in '%s'",
                            e.getMessage(),
                            given.resolveSibling(kept.getFileName())),
                    e);
        }
        if (old.isPresent()) {
            removeOld(old.get());
        }
    }

    /** Tells whether the process is being stopped, in which case the thread removes what is there; else it no longer does. */
    private static boolean isStopped(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void removeOld(Path old) throws IOException {
        try {
            OwnFiles.remove(old);
        } catch (IOException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the results are in '%s', but the earlier ones cannot be removed (%s) and are in '%s'",
                            given,
                            OutputPath.reason(e),
                            given.resolveSibling(old.getFileName())),
                    e);
        }
    }

    /** Puts the new folder into its place and returns where the one is that was there. */
    private Optional<Path> replace(Path part) throws IOException {
        checkReplaceable();
        if (!Files.exists(place)) {
            Files.move(part, place);
            return Optional.empty();
        }
        Path old = Leftovers.old(place);
        Files.move(place, old);
        try {
            Files.move(part, place);
        } catch (IOException e) {
            Files.move(old, place);
            throw e;
        }
        return Optional.of(old);
    }

    /** Removes a folder of ours with all that is in it; links are removed, not followed. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Returns the folder as it was given.
     *
     * @return the path, absolute only if it was given so
     */
    @Override
    public String toString() {
        return given.toString();
    }
}
