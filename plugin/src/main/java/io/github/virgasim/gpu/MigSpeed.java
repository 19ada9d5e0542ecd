// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much slower a MIG slice is than the whole card. A part of the time (launching kernels, transfers) does not depend on
 * the number of compute units; the rest grows with the multiprocessors that are missing:
 *
 * <p>time factor = fixed share + (1 - fixed share) x (multiprocessors of the card / of the instance) ^ exponent.
 *
 * <p>Where a model's batch law is known, the fixed share of a batch is its intercept / its time: the intercept stays and the
 * slope is multiplied by {@link #workFactor}.
 *
 * @param fixedShare share of the time on the whole card that does not depend on the compute units, 0 to 1
 * @param exponent of the ratio of multiprocessors, above 0, at most 10; 1 is work in proportion to the compute units
 */
public record MigSpeed(double fixedShare, double exponent) {
    /** The name that stands for every model without a row of its own. */
    public static final String DEFAULT = "*";

    private static final double MOST_EXPONENT = 10;
    private static final String SHIPPED = "gpu/mig-speed.csv";
    private static final String[] COLUMNS = {"model", "fixed_share", "exponent", "source"};

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if one is outside its range
     */
    public MigSpeed {
        Checks.within("fixed share of the time on a MIG card", fixedShare, 0, 1);
        Checks.positive("exponent of the ratio of MIG slices", exponent);
        Checks.atMost("exponent of the ratio of MIG slices", exponent, MOST_EXPONENT);
    }

    /**
     * Returns what ships with Virga for single queries, fitted to MLPerf Inference v2.0 results on slices of an A30 and an
     * A100 (Apache-2.0) and to a detector on an A100 (nebuly-ai/nos, Apache-2.0).
     *
     * @param model "resnet50", "ssd-mobilenet", "ssd-resnet34", "bert-99", "rnnt", "3d-unet-99" or "yolos-small"; others get
     *     the default row
     * @return the law
     */
    public static MigSpeed measured(String model) {
        Map<String, MigSpeed> rows = of(ShippedTable.open(SHIPPED, COLUMNS));
        return rows.getOrDefault(model, rows.get(DEFAULT));
    }

    /**
     * Reads laws from a CSV file with the columns model, fixed_share, exponent, source.
     *
     * @param file the CSV file
     * @return the laws by model; {@value #DEFAULT} is one if the file has it
     * @throws InvalidInputException if the file cannot be read, a model stands twice or a value is outside its range
     */
    public static Map<String, MigSpeed> read(Path file) {
        return of(CsvTable.read(file, COLUMNS));
    }

    private static Map<String, MigSpeed> of(CsvTable table) {
        table.requireUnique("model");
        Map<String, MigSpeed> laws = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            laws.put(
                    row.text("model"),
                    new MigSpeed(
                            row.number("fixed_share", 0, 1),
                            row.number("exponent", Double.MIN_VALUE, Double.POSITIVE_INFINITY)));
        }
        return laws;
    }

    /**
     * Returns the factor on the part of the time that depends on the compute units.
     *
     * @param card the card
     * @param profile the slice's profile
     * @return the factor on the time of the whole card, at least 1
     */
    public double workFactor(MigCard card, MigProfile profile) {
        return Math.pow((double) card.multiprocessors() / profile.multiprocessors(), exponent);
    }

    /**
     * Returns the factor on the whole time.
     *
     * @param card the card
     * @param profile the slice's profile
     * @return the factor on the time of the whole card, at least 1
     */
    public double timeFactor(MigCard card, MigProfile profile) {
        return fixedShare + (1 - fixedShare) * workFactor(card, profile);
    }
}
