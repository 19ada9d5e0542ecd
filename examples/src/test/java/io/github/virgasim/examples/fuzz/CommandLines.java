// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.examples.cli.Console;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Command lines to change, and what must hold for any: done with all results, or refused with a message and none. */
final class CommandLines {
    /** Values that are wrong for most options; none makes a command work for long. */
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "-1",
            "0",
            "x",
            "1.5",
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "2147483648",
            "99999999999999999999",
            "0x1F",
            "1_0",
            "1,5",
            "\u0661\u0662",
            "\uff11",
            "null",
            "-",
            "--",
            "=",
            "--help",
            "-V",
            "--out",
            "--policy",
            "--policy=",
            "--seeds=0",
            "--lambda=-1",
            "--duration=0",
            "--seed",
            "all",
            "closest",
            "aset",
            "actor-critic",
            "greedy",
            "tapfinger-synthetic",
            "aset-moon",
            "missing.yaml",
            "tasks.csv",
            ".",
            "..",
            "/",
            "@x",
            "\u0000",
            "a\nb",
            "\ud800",
            "\u202e",
            "%s%n",
            "${x}",
            "*",
            "x".repeat(5000));

    /** Those that would work for minutes have two things wrong with them, so that one change leaves one. */
    private static final List<String> COMMANDS = List.of(
            "run all.yaml --policy closest --seeds 1 --seed 3 --duration 8",
            "run replay.yaml --policy least-impedance --seeds 1 --duration 5",
            "run profile.yaml --policy random --seeds 2 --lambda 40 --duration 5",
            "run all.yaml --policy aset --network aset.txt --seeds 1",
            "run tapfinger-synthetic --scheduler nobody --seeds 0",
            "train aset --topology nowhere --state none --episodes 1 --seed 1",
            "train ecsrl --weights nothing --episodes 0 --seed 1",
            "train placement --iterations 0 --test-runs 0 --seed 1",
            "reproduce aset --topology nowhere --seeds 1 --network tasks.csv",
            "reproduce ecsrl --seeds 0 --network tasks.csv",
            "reproduce tapfinger --experiment none --published tasks.csv --seeds 1",
            "sweep missing.yaml --strict",
            "calibrate testbed --data nowhere --device none",
            "bench nothing nowhere nobody --quick",
            "list");

    private CommandLines() {}

    /** Returns a changed command line; one that is given a folder for its results still has it. */
    static List<String> mutant(Mutator mutator) {
        List<String> words = List.of(mutator.pick(COMMANDS).split(" "));
        return mutator.mutateWords(words, VALUES);
    }

    /** Executes a command line in a folder of files. */
    static void execute(List<String> words, Path folder) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            boolean isFile = word.matches("\\w+\\.\\w+") && Files.exists(folder.resolve(word));
            all.add(isFile ? folder.resolve(word).toString() : word);
        }
        Path out = folder.resolve("out");
        if (!words.contains("list")) {
            all.addAll(List.of("--out", out.toString()));
        }
        List<Path> before = entries(folder);
        Console run = Console.execute(all.toArray());
        assertFalse(run.err.contains("\tat "), run.err);
        if (run.exitCode == 0) {
            boolean isHelp = !Files.exists(out);
            assertTrue(!run.out.isBlank(), "nothing is said");
            assertTrue(isHelp || Files.isRegularFile(out.resolve("provenance.yaml")), "results without provenance");
            delete(out);
            assertEquals(before, entries(folder), "files are left");
            return;
        }
        assertEquals(2, run.exitCode, run.err);
        assertTrue(!run.err.isBlank(), "no message");
        assertEquals(before, entries(folder), "files are left");
        throw new InvalidInputException(run.err);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
