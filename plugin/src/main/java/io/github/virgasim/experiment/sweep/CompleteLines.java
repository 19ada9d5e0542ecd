// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Cuts off what a writer that was killed has left of its last line. */
final class CompleteLines {
    private CompleteLines() {}

    /**
     * Keeps the lines that end with a line feed.
     *
     * @return how many these are
     */
    static int keep(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long position = 0;
            long end = 0;
            int lines = 0;
            while (channel.read(buffer.clear()) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    position++;
                    if (buffer.get() == '\n') {
                        lines++;
                        end = position;
                    }
                }
            }
            channel.truncate(end);
            return lines;
        }
    }
}
