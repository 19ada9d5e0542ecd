// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Files and folders that belong together: unless they are kept in the end, none is left. */
final class NewFiles implements AutoCloseable {
    private final Deque<Path> made = new ArrayDeque<>();
    private boolean kept;

    /** Makes a folder that is not there, and those around it. */
    void folder(Path folder) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            folder(parent);
        }
        NewFile.folder(folder);
        made.push(folder);
    }

    void write(Path file, String text) {
        NewFile.write(file, text);
        made.push(file);
    }

    /** Copies a file to where none is, in a folder that is made if it is not there. */
    void copy(Path from, Path to) {
        NewFile.require(to);
        Path parent = to.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            folder(parent);
        }
        made.push(to);
        NewFile.copy(from, to);
    }

    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (!kept) {
            made.forEach(NewFile::removePart);
        }
    }
}
