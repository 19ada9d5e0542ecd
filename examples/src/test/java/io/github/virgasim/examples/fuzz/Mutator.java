// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages documents in the ways of networks, editors, spreadsheets and people: bytes, words, lines and structure. */
final class Mutator {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2",
            "3.5",
            "0.1",
            "1e-9",
            "1e-50",
            "1e-300",
            "4.9e-324",
            "1e-400",
            "100",
            "1000",
            "65536",
            "100000",
            "1000000",
            "1e9",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "99999999999999999999",
            "1e12",
            "1e15",
            "1e50",
            "1e51",
            "1e300",
            "1e308",
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            ".inf",
            ".nan",
            "0x10",
            "1_000",
            "1e",
            "0.5f",
            "1,5",
            "1:30",
            "007",
            "+5",
            "\u0661\u0662",
            "\uff11",
            "",
            "~",
            "null",
            "true",
            "no");

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "~",
            "null",
            "true",
            "*",
            "&a x",
            "*a",
            "!!int x",
            "!!binary x",
            "<<",
            "{}",
            "[]",
            "[[]]",
            "|",
            ">",
            "---",
            "...",
            "%YAML 9",
            "#",
            "'",
            "\"",
            "\"\"\"",
            ",",
            ";",
            "=1+1",
            "@x",
            "-",
            "../..",
            "/dev/null",
            "/dev/zero",
            "/",
            ".",
            "con",
            "a b",
            "\t",
            "\u0000",
            "\u0007",
            "\u00e9",
            "\ud800",
            "\u202e",
            "\ufeff",
            "\ud83d\ude80",
            "x".repeat(300));

    private static final String STRANGE = "\t\n\r \"'#,:;-[]{}&*!|>%@`\\~?.0159eENx\u0000\u0007\u00e9\ufeff\u2028";
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.]*(?:[eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[^\\s,:{}\\[\\]|]+");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** Returns a document with one to four changes. */
    byte[] mutate(byte[] document) {
        byte[] changed = document;
        do {
            changed = random.nextInt(4) == 0 ? bytes(changed) : text(changed);
        } while (random.nextInt(3) == 0);
        return changed;
    }

    /** Returns a list of words with one to three changes; some words stand for strange ones. */
    List<String> mutateWords(List<String> words, List<String> values) {
        List<String> changed = new ArrayList<>(words);
        do {
            int at = random.nextInt(changed.size() + 1);
            switch (random.nextInt(6)) {
                case 0 -> changed.add(at, pick(values));
                case 1 -> changed.add(at, changed.isEmpty() ? "x" : pick(changed));
                case 2 -> {
                    if (at < changed.size()) {
                        changed.remove(at);
                    }
                }
                case 3 -> {
                    if (at < changed.size()) {
                        changed.set(at, new String(bytes(utf8(changed.get(at))), StandardCharsets.UTF_8));
                    }
                }
                default -> {
                    if (at < changed.size()) {
                        changed.set(at, pick(values));
                    }
                }
            }
        } while (random.nextInt(3) == 0);
        return changed;
    }

    private byte[] bytes(byte[] old) {
        if (old.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int from = random.nextInt(old.length);
        int to = Math.min(old.length, from + 1 + random.nextInt(1 + random.nextInt(200)));
        byte[] changed = old.clone();
        switch (random.nextInt(7)) {
            case 0 -> changed[from] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[from] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(old, from);
            case 3 -> changed = joined(Arrays.copyOf(old, from), Arrays.copyOfRange(old, to, old.length));
            case 4 -> changed = joined(Arrays.copyOf(old, to), Arrays.copyOfRange(old, from, old.length));
            case 5 -> Arrays.fill(changed, from, to, (byte) (random.nextBoolean() ? 0 : 255));
            default -> changed = joined(old, Arrays.copyOfRange(old, from, to));
        }
        return changed;
    }

    private byte[] text(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> utf8(replaced(text, NUMBER, NUMBERS));
            case 3 -> utf8(replaced(text, WORD, WORDS));
            case 4 -> utf8(replaced(text, WORD, words(text)));
            case 5 -> utf8(inserted(text, String.valueOf(STRANGE.charAt(random.nextInt(STRANGE.length())))));
            case 6, 7 -> utf8(lines(text));
            case 8, 9 -> utf8(text.contains(",") && !text.contains(": ") ? columns(text) : nested(text));
            case 10 -> utf8(inserted(text, pick(WORDS)));
            default -> encoded(text);
        };
    }

    private String replaced(String text, Pattern pattern, List<String> values) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty() || values.isEmpty()) {
            return inserted(text, "1");
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return text.substring(0, one.start()) + pick(values) + text.substring(one.end());
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private String inserted(String text, String what) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }

    private String lines(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(one);
            case 1 -> lines.add(other, lines.get(one));
            case 2 -> Collections.swap(lines, one, other);
            case 3 -> lines.addAll(other, Collections.nCopies(1 << random.nextInt(13), lines.get(one)));
            default -> lines.subList(Math.min(one, other), Math.max(one, other)).clear();
        }
        return String.join("\n", lines);
    }

    /** Changes the columns of a table: in the header, in one row, or in all. */
    private String columns(String text) {
        String[] lines = text.split("\n", -1);
        int columns = lines[random.nextInt(lines.length)].split(",", -1).length;
        int one = random.nextInt(columns);
        int other = random.nextInt(columns);
        int kind = random.nextInt(4);
        int only = random.nextInt(lines.length + 1);
        for (int i = 0; i < lines.length; i++) {
            List<String> cells = new ArrayList<>(Arrays.asList(lines[i].split(",", -1)));
            if (cells.size() > Math.max(one, other) && (only == lines.length || only == i)) {
                switch (kind) {
                    case 0 -> Collections.swap(cells, one, other);
                    case 1 -> cells.remove(one);
                    case 2 -> cells.add(other, cells.get(one));
                    default -> cells.set(one, "");
                }
                lines[i] = String.join(",", cells);
            }
        }
        return String.join("\n", lines);
    }

    /** Changes the structure of a tree: indents, wraps, nests, refers. */
    private String nested(String text) {
        String[] lines = text.split("\n", -1);
        int at = random.nextInt(lines.length);
        String line = lines[at];
        int colon = line.indexOf(": ");
        String key = colon < 0 ? "x: " : line.substring(0, colon + 2);
        String value = colon < 0 ? line : line.substring(colon + 2);
        int depth = 1 << random.nextInt(15);
        lines[at] = switch (random.nextInt(8)) {
            case 0 -> "  " + line;
            case 1 -> line.startsWith("  ") ? line.substring(2) : "\t" + line;
            case 2 -> key + "[" + value + "]";
            case 3 -> key + "{" + value + "}";
            case 4 -> key + "[".repeat(depth) + "]".repeat(depth);
            case 5 -> key + "&a [*a, *a]";
            case 6 -> "- " + line.strip();
            default -> key + "\n" + value;
        };
        return String.join("\n", lines);
    }

    private byte[] encoded(String text) {
        return switch (random.nextInt(7)) {
            case 0 -> utf8("\ufeff" + text);
            case 1 -> utf8(text.replace("\n", "\r\n"));
            case 2 -> utf8(text.replace('\n', '\r'));
            case 3 -> text.replace('e', '\u00e9').getBytes(StandardCharsets.ISO_8859_1);
            case 4 -> text.getBytes(StandardCharsets.UTF_16);
            case 5 -> utf8(text.replace('1', '\u0661'));
            default -> utf8(text.replace(' ', '\u00a0'));
        };
    }

    String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
