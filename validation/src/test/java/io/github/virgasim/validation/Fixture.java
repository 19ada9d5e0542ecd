// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ValidationSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A folder with made-up measurements, and what is asked of the kind that reads it. */
final class Fixture {
    private final ValidationSource source;
    private final Path folder;

    Fixture(String source, Path folder) {
        this.source = Sources.named(source, Optional.of(folder));
        this.folder = folder;
    }

    Fixture write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
        return this;
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    List<ErrorRow> rows() {
        return source.validate(Optional.of(folder), Optional.empty());
    }

    /** Asserts that every cell of a quantity is predicted within a part of it [%]. */
    Fixture within(double percent, String quantity, int cells) {
        List<ErrorRow> found =
                rows().stream().filter(r -> r.quantity().equals(quantity)).toList();
        assertEquals(cells, found.size(), () -> quantity + " of " + rows());
        found.forEach(row -> assertTrue(Math.abs(row.errorPercent()) <= percent, row::toString));
        return this;
    }

    /** Asserts that a calibration that was written and read predicts the folder that it is of, and marks that it is the same. */
    Fixture calibrates() throws IOException {
        Path file = Files.createTempFile(folder.getParent(), "calibration", ".csv");
        Files.delete(file);
        source.calibrate(Optional.of(folder)).write(file);
        List<ErrorRow> same = source.validate(Optional.of(folder), Optional.of(Calibration.read(file, source.name())));
        assertFalse(same.isEmpty());
        same.forEach(row -> assertEquals("same", row.part(), row::toString));
        return this;
    }

    /** Asserts that a folder in which a piece of a file is replaced is refused, and puts it back. */
    Fixture refuses(String file, String old, String by, String... parts) throws IOException {
        String before = text(file);
        assertTrue(before.contains(old), () -> file + " has no " + old);
        write(file, before.replace(old, by));
        String message = assertThrows(InvalidInputException.class, this::rows).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
        return write(file, before);
    }

    /** Asserts that files that come through named pipes are predicted as the files are; they are gone then. */
    void isTheSameThroughPipes(String... files) throws IOException, InterruptedException {
        List<ErrorRow> before = rows();
        List<NamedPipe> pipes = new ArrayList<>();
        for (String file : files) {
            pipes.add(NamedPipe.inPlaceOf(folder.resolve(file)));
        }
        assertEquals(before, rows());
        for (NamedPipe pipe : pipes) {
            pipe.assertRead();
        }
    }

    /** Asserts that a compressed file is read, and refused beside a plain one and when it is cut off. */
    Fixture refusesTruncated(String file) throws IOException {
        int cells = rows().size();
        String before = text(file);
        Path compressed = folder.resolve(file + ".gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
        }
        String both = assertThrows(InvalidInputException.class, this::rows).getMessage();
        assertTrue(both.contains("must have either " + Path.of(file).getFileName() + " or "), both);
        Files.delete(folder.resolve(file));
        assertEquals(cells, rows().size());
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length - 12));
        String message = assertThrows(InvalidInputException.class, this::rows).getMessage();
        assertTrue(message.contains(compressed.getFileName().toString()), message);
        Files.delete(compressed);
        return write(file, before);
    }
}
