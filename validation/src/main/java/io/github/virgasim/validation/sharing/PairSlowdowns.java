// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measured slowdowns of training jobs in pairs on one GPU (github.com/stanford-futuredata/gavel, MIT; single-GPU pairs).
 *
 * @param jobs names of the jobs in alphabetical order
 * @param slowdown {@code slowdown[a][b]}: throughput of a alone / throughput beside b; infinite where the two do not
 *     fit, NaN where it is not known
 */
public record PairSlowdowns(List<String> jobs, double[][] slowdown) {
    /** Columns that need not be there: what norm_a is the ratio of. */
    private static final String BESIDE = "colo_a_steps_s";

    private static final String ALONE = "iso_a_steps_s";
    private static final double ROUNDED = 1e-3;

    private static final Pattern JOB = Pattern.compile("\\('(.+)', 1\\)");

    /**
     * Reads the pairs of a device, of which none must be missing.
     *
     * @param csv the file, columns device, job_a, job_b, norm_a (throughput beside b / throughput alone)
     * @param device "k80", "p100" or "v100"
     * @return the matrix
     * @throws InvalidInputException if the file cannot be read, a column or pair is missing, a pair stands twice, a job has more than one GPU or a
     *     number is negative
     */
    public static PairSlowdowns read(Path csv, String device) {
        PairSlowdowns found = readAll(csv).getOrDefault(device, new PairSlowdowns(List.of(), new double[0][0]));
        for (int a = 0; a < found.jobs.size(); a++) {
            for (int b = 0; b < found.jobs.size(); b++) {
                if (Double.isNaN(found.slowdown[a][b])) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "%s: must have the pair %s on %s",
                            csv.getFileName(),
                            List.of(found.jobs.get(a), found.jobs.get(b)),
                            device));
                }
            }
        }
        return found;
    }

    /**
     * Reads the pairs of all devices, of which some may be missing.
     *
     * @param csv the file, as in {@link #read}
     * @return matrices by device in the order of the file, with NaN for what is missing
     * @throws InvalidInputException if the file cannot be read, a column is missing, a pair stands twice, a job has more than one GPU or a number
     *     is negative
     */
    public static Map<String, PairSlowdowns> readAll(Path csv) {
        Map<String, Map<List<String>, Double>> devices = new LinkedHashMap<>();
        CsvRows.forEach(csv, List.of("device", "job_a", "job_b", "norm_a"), row -> {
            double throughput = row.number("norm_a");
            row.name("device");
            if (row.isMapped(BESIDE) && row.isMapped(ALONE) && row.within(ALONE, 0, Double.MAX_VALUE) > 0) {
                double ratio = row.within(BESIDE, 0, Double.MAX_VALUE) / row.number(ALONE);
                if (Math.abs(ratio - throughput) > ROUNDED) {
                    throw row.invalid("norm_a: must be " + BESIDE + " over " + ALONE + ", " + ratio + ", was '"
                            + row.text("norm_a") + "'");
                }
            }
            List<String> pair = List.of(job(row, "job_a"), job(row, "job_b"));
            Double before = devices.computeIfAbsent(row.text("device"), d -> new LinkedHashMap<>())
                    .put(pair, 1 / throughput);
            if (throughput < 0 || before != null) {
                throw row.invalid(String.format(
                        Locale.ROOT,
                        "pair %s on %s must stand once with norm_a at least 0, was %s",
                        pair,
                        row.text("device"),
                        throughput));
            }
        });
        Map<String, PairSlowdowns> all = new LinkedHashMap<>();
        devices.forEach((device, pairs) -> all.put(device, matrix(pairs)));
        return all;
    }

    private static PairSlowdowns matrix(Map<List<String>, Double> pairs) {
        TreeSet<String> names = new TreeSet<>();
        pairs.keySet().forEach(names::addAll);
        List<String> jobs = List.copyOf(names);
        double[][] slowdown = new double[jobs.size()][jobs.size()];
        for (int a = 0; a < slowdown.length; a++) {
            for (int b = 0; b < slowdown.length; b++) {
                slowdown[a][b] = pairs.getOrDefault(List.of(jobs.get(a), jobs.get(b)), Double.NaN);
            }
        }
        return new PairSlowdowns(jobs, slowdown);
    }

    private static String job(CsvRows.Row row, String column) {
        Matcher matcher = JOB.matcher(row.text(column));
        if (!matcher.matches()) {
            throw row.invalid(column + ": must be a job of one GPU, like ('A3C', 1), was '" + row.text(column) + "'");
        }
        return matcher.group(1);
    }

    /**
     * The unordered pairs that fit into memory, a job with itself included.
     *
     * @return pairs of positions, the first not after the second
     */
    public List<int[]> fittingPairs() {
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < slowdown.length; a++) {
            for (int b = a; b < slowdown.length; b++) {
                if (slowdown[a][b] < Double.POSITIVE_INFINITY && slowdown[b][a] < Double.POSITIVE_INFINITY) {
                    pairs.add(new int[] {a, b});
                }
            }
        }
        return pairs;
    }

    /**
     * A copy in which some pairs are not known.
     *
     * @param pairs pairs of positions; both orders are taken out
     * @return the same with NaN in their places
     */
    public PairSlowdowns without(List<int[]> pairs) {
        double[][] rest = Arrays.stream(slowdown).map(double[]::clone).toArray(double[][]::new);
        pairs.forEach(pair -> rest[pair[0]][pair[1]] = rest[pair[1]][pair[0]] = Double.NaN);
        return new PairSlowdowns(jobs, rest);
    }

    /**
     * The jobs of which a pair with another one of them, or with itself, is known in each order and fits into memory.
     *
     * @return the matrix of these jobs, possibly of none
     */
    public PairSlowdowns known() {
        int[] kept = IntStream.range(0, jobs.size()).filter(this::tellsOf).toArray();
        if (kept.length == jobs.size()) {
            return this;
        }
        double[][] rest = Arrays.stream(kept)
                .mapToObj(a ->
                        Arrays.stream(kept).mapToDouble(b -> slowdown[a][b]).toArray())
                .toArray(double[][]::new);
        // Without these, another job may have lost its only pair.
        return new PairSlowdowns(Arrays.stream(kept).mapToObj(jobs::get).toList(), rest).known();
    }

    /**
     * Tells whether there is a known pair that fits of each job, in both orders.
     *
     * @return false if a job has none
     */
    public boolean tellsOfAllJobs() {
        return IntStream.range(0, slowdown.length).allMatch(this::tellsOf);
    }

    private boolean tellsOf(int job) {
        IntStream all = IntStream.range(0, slowdown.length);
        return Arrays.stream(slowdown[job]).anyMatch(Double::isFinite)
                && all.anyMatch(other -> Double.isFinite(slowdown[other][job]));
    }
}
