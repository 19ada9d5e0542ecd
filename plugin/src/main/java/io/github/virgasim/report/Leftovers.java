// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders beside results in which they are made, and what killed runs leave of them. */
final class Leftovers {
    static final String MARK = ".virga-part";

    private static final int ATTEMPTS = 20;
    private static final long PAUSE_NANOS = 50_000_000;

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

    /**
     * Puts a file into a folder that says whose it is.
     *
     * @param part the folder
     * @return the file, locked where the file system knows locks, until it is closed or the process ends
     */
    static FileChannel mark(Path part) throws IOException {
        FileChannel mark =
                FileChannel.open(part.resolve(MARK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        mark.write(ByteBuffer.wrap("A run of Virga fills this folder.\n".getBytes(StandardCharsets.UTF_8)));
        try {
            mark.tryLock();
        } catch (IOException e) {
            // Then the number of the process alone tells whether it is at work.
        }
        return mark;
    }

    /** Removes the folder of a process that is being stopped, whose other threads may still write; else the next run does. */
    static void discard(Path part) {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(part); attempt++) {
            try {
                OutputFolder.delete(part);
            } catch (IOException | UncheckedIOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
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
        Path mark = entry.resolve(MARK);
        boolean isMarked = isPart && Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS);
        if (isAlive(pid)
                || isMarked && isLocked(mark)
                || OwnFiles.unremovable(entry).isPresent()) {
            return; // At work, or another user's, who alone can remove it.
        }
        if (isMarked) {
            OutputFolder.delete(entry);
        } else if (isPart || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            OwnFiles.remove(entry);
        } else if (OwnFiles.foreign(entry).isEmpty()) {
            Files.move(entry, place);
        }
    }

    /** Tells whether another process has this number. This one's is often that of its predecessor in a container. */
    private static boolean isAlive(long pid) {
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Tells whether somebody fills the folder, be it on another machine or in another container. */
    private static boolean isLocked(Path mark) {
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
