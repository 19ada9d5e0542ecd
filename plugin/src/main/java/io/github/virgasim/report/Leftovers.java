// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders beside results in which they are made, and what killed runs leave of them. */
final class Leftovers {
    static final String MARK = ".virga-part";

    private Leftovers() {}

    /** Returns where this process fills a folder. */
    static Path part(Path place) {
        return beside(place, "part");
    }

    /** Returns where this process puts a folder that it is about to replace. */
    static Path old(Path place) {
        return beside(place, "old");
    }

    private static Path beside(Path place, String kind) {
        return place.resolveSibling("." + place.getFileName() + "." + kind + "-"
                + ProcessHandle.current().pid());
    }

    /** Puts a file into a folder that says whose it is. */
    static Path mark(Path part) throws IOException {
        return Files.writeString(part.resolve(MARK), "A run of Virga fills this folder.\n");
    }

    /**
     * Removes what killed runs have left beside a place, and puts back what they were about to replace.
     *
     * @param place where results are to be put; its parent is there
     * @throws IOException if something cannot be read, moved or removed
     */
    static void tidy(Path place) throws IOException {
        Pattern pattern = Pattern.compile(Pattern.quote("." + place.getFileName()) + "\\.(part|old)-([1-9]\\d{0,17})");
        List<Path> entries;
        try (Stream<Path> found = Files.list(place.getParent())) {
            entries = found.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path entry : entries) {
            Matcher name = pattern.matcher(entry.getFileName().toString());
            if (name.matches()) {
                tidy(place, entry, name.group(1).equals("part"), Long.parseLong(name.group(2)));
            }
        }
    }

    private static void tidy(Path place, Path entry, boolean isPart, long pid) throws IOException {
        if (isAtWork(pid)) {
            return;
        }
        if (isPart && Files.isRegularFile(entry.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
            OutputFolder.delete(entry);
        } else if (isPart || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            OwnFiles.remove(entry);
        } else if (OwnFiles.foreign(entry).isEmpty()) {
            Files.move(entry, place);
        }
    }

    /** Tells whether a process that fills a folder may still be there; this one is not filling any yet. */
    private static boolean isAtWork(long pid) {
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
