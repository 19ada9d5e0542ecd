// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.input.CsvRows;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ResultTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of a sweep that is under way, by which it goes on after an interruption. One process at a time has them. */
final class UnfinishedRows implements Closeable {
    private static final String ANEW = "; remove the file to begin anew";

    private final Path file;
    private final SweepPlan plan;
    private final ResultTable<SweepRow> table;
    private final Path mark;
    private final FileChannel lock;

    /**
     * Takes the rows.
     *
     * @param file of the rows, which need not be there
     * @param plan that they are of
     * @throws InvalidInputException if another process has them
     * @throws IOException if a file cannot be written
     */
    UnfinishedRows(Path file, SweepPlan plan) throws IOException {
        this.file = file;
        this.plan = plan;
        table = SweepRow.table(List.copyOf(plan.parameters().keySet()));
        // The mark is a file of its own, since a lock goes when any reader of its file is closed.
        mark = file.resolveSibling(file.getFileName() + ".lock");
        lock = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lock)) {
            lock.close();
            throw new InvalidInputException("sweep '" + plan.name() + "' is under way already: another process writes '"
                    + file.getFileName() + "'");
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // A file system without locks: then nobody can be told apart.
        }
    }

    /**
     * Cuts off what a writer that was killed has left of its last line, and looks at all others.
     *
     * @return how many rows are there, those of the plan's first jobs
     * @throws InvalidInputException if they are of other jobs, or cannot be what these have left
     */
    int count() throws IOException {
        int lines = Files.exists(file) ? keepCompleteLines() : 0;
        if (lines <= 1) {
            Files.deleteIfExists(file);
            table.open(file).close();
            return 0;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            CsvRows rows = new CsvRows(reader, file.toString(), table.headers().toArray(String[]::new));
            for (int i = 0; i < lines - 1; i++) {
                CsvTable.Row row = i < plan.size() && rows.hasNext() ? rows.next() : null;
                if (row == null || !key(row).equals(key(plan.job(i)))) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "%s, line %d: must be run %d of the sweep, of %d, and is not" + ANEW,
                            file,
                            i + 2,
                            i + 1,
                            plan.size()));
                }
                try {
                    SweepRow.requireSound(row);
                } catch (InvalidInputException e) {
                    throw new InvalidInputException(e.getMessage() + ANEW);
                }
            }
        }
        return lines - 1;
    }

    private List<String> key(CsvTable.Row row) {
        List<String> key = new ArrayList<>();
        for (String column : table.headers().subList(0, plan.parameters().size() + 3)) {
            // Text that a spreadsheet would take for a formula has an apostrophe in front.
            key.add(row.has(column) ? row.text(column).replaceFirst("^'(?=[=+\\-@])", "") : "");
        }
        return key;
    }

    private static List<String> key(SweepJob job) {
        List<String> key = new ArrayList<>(List.of(job.scenario()));
        key.addAll(job.changes().values());
        key.addAll(List.of(job.policy(), String.valueOf(job.seed())));
        return key;
    }

    /** Keeps the lines that end with a line feed and returns how many these are; no value of a job has one inside. */
    private int keepCompleteLines() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long position = 0;
            long end = 0;
            int lines = 0;
            while (channel.read(buffer.clear()) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    position++;
                    byte next = buffer.get();
                    if (next == '\r') {
                        throw new InvalidInputException(String.format(
                                Locale.ROOT, "%s, line %d: must end with a line feed alone" + ANEW, file, lines + 1));
                    }
                    if (next == '\n') {
                        lines++;
                        end = position;
                    }
                }
            }
            channel.truncate(end);
            return lines;
        }
    }

    /** Goes on with the rows. */
    ResultTable.Rows<SweepRow> append() throws IOException {
        return table.append(file);
    }

    Path file() {
        return file;
    }

    /** Removes the rows, which are elsewhere by now. */
    void remove() throws IOException {
        Files.delete(file);
        Files.delete(mark);
        Files.deleteIfExists(UnfinishedReach.of(file));
        close();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
