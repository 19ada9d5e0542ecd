// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever users write is either read and works, or is refused in the one way that they can handle. */
class FuzzTest {
    private static final int MUTANTS = Integer.getInteger("virga.fuzz.mutants", 600);
    private static final long SEED = Long.getLong("virga.fuzz.seed", 1);

    @TempDir
    private Path folder;

    private final Fuzzer fuzzer = new Fuzzer(Path.of("target", "fuzz"));

    @BeforeEach
    void writeValidFiles() throws IOException {
        Corpus.writeTo(folder);
    }

    private static Random random(int mutant) {
        return new Random(SEED * 1_000_003 + mutant);
    }

    @Test
    void allValidFilesAreAccepted() {
        assertAll(Readers.all().stream().map(target -> () -> target.use().in(folder)));
    }

    @Test
    void changedFilesAreReadOrRefused() {
        List<Target> targets = Readers.all();
        for (int i = 0; i < MUTANTS; i++) {
            Target target = targets.get(i % targets.size());
            Path file = folder.resolve(target.file());
            byte[] valid = read(file);
            byte[] mutant = mutant(target, valid, new Mutator(random(i)));
            write(file, mutant);
            fuzzer.run(
                    String.format(Locale.ROOT, "%d-%s-%s", i, target.name(), target.file()),
                    mutant,
                    () -> target.use().in(folder));
            write(file, valid);
        }
        assertEquals("", fuzzer.faults());
        assertTrue(fuzzer.accepted() > MUTANTS / 10, "accepted " + fuzzer.accepted());
        assertTrue(fuzzer.refused() > MUTANTS / 3, "refused " + fuzzer.refused());
    }

    private static byte[] mutant(Target target, byte[] valid, Mutator mutator) {
        return target.packed() ? Corpus.packed(mutator.mutate(Corpus.unpacked(valid))) : mutator.mutate(valid);
    }

    @Test
    void changedCommandLinesWorkOrAreRefused() {
        for (int i = 0; i < MUTANTS / 10; i++) {
            List<String> words = CommandLines.mutant(new Mutator(random(-1 - i)));
            fuzzer.run(
                    String.format(Locale.ROOT, "%d-command", i),
                    Fuzzer.utf8(words),
                    () -> CommandLines.execute(words, folder));
        }
        assertEquals("", fuzzer.faults());
        assertTrue(fuzzer.accepted() > 0 && fuzzer.refused() > fuzzer.accepted(), "accepted " + fuzzer.accepted());
    }

    /** As users meet them: a changed scenario on the command line. */
    @Test
    void changedScenariosRunWholeOrLeaveNothing() {
        List<String> command = List.of("run", "all.yaml", "--policy", "closest", "--seeds", "1", "--duration", "7");
        Path file = folder.resolve("all.yaml");
        byte[] valid = read(file);
        for (int i = 0; i < MUTANTS / 10; i++) {
            byte[] mutant = new Mutator(random(Integer.MAX_VALUE - i)).mutate(valid);
            write(file, mutant);
            fuzzer.run(
                    String.format(Locale.ROOT, "%d-run-all.yaml", i),
                    mutant,
                    () -> CommandLines.execute(command, folder));
        }
        assertEquals("", fuzzer.faults());
        assertTrue(fuzzer.accepted() > 0 && fuzzer.refused() > 0, "accepted " + fuzzer.accepted());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
