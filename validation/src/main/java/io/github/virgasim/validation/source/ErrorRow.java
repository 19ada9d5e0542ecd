// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

/**
 * A prediction beside its measurement.
 *
 * @param source the recording
 * @param quantity what was predicted, with its unit
 * @param cell the run, and the tenant
 * @param measured in the quantity's unit, above 0
 * @param predicted likewise; NaN if the model says nothing of it
 * @param noisePercent standard error of the measurement itself [%]
 * @param inRange whether the model was measured there, as the source has it: for a testbed, batches that were profiled and loads up to 95 %
 * @param part fit, test, apart for a recording that nothing was calibrated on, or same where a calibration that is given was made from
 *     some of the same files
 * @param load under which it was measured [%], NaN if there is no such thing
 */
public record ErrorRow(
        String source,
        String quantity,
        String cell,
        double measured,
        double predicted,
        double noisePercent,
        boolean inRange,
        String part,
        double load) {
    /**
     * Makes a prediction to which no load belongs.
     *
     * @param source the recording
     * @param quantity what was predicted, with its unit
     * @param cell the run, and the tenant
     * @param measured in the quantity's unit, above 0
     * @param predicted likewise
     * @param noisePercent standard error of the measurement itself [%]
     * @param inRange whether the model was measured there
     * @param part fit, test, or apart
     */
    public ErrorRow(
            String source,
            String quantity,
            String cell,
            double measured,
            double predicted,
            double noisePercent,
            boolean inRange,
            String part) {
        this(source, quantity, cell, measured, predicted, noisePercent, inRange, part, Double.NaN);
    }

    /**
     * Makes a prediction of something whose own spread is not known, and to which no load belongs.
     *
     * @param source the recording
     * @param quantity what was predicted, with its unit
     * @param cell the run, and the tenant
     * @param measured in the quantity's unit, above 0
     * @param predicted likewise
     * @param inRange whether the model was measured there
     * @param part fit, test, or apart
     */
    public ErrorRow(
            String source,
            String quantity,
            String cell,
            double measured,
            double predicted,
            boolean inRange,
            String part) {
        this(source, quantity, cell, measured, predicted, Double.NaN, inRange, part);
    }

    /** Returns the row as one of another part. */
    ErrorRow ofPart(String other) {
        return new ErrorRow(source, quantity, cell, measured, predicted, noisePercent, inRange, other, load);
    }

    /**
     * Tells where the cell lies.
     *
     * @return "inside" or "outside" of what the model was measured at; "not predicted" if it says nothing
     */
    String range() {
        return Double.isNaN(predicted) ? "not predicted" : inRange ? "inside" : "outside";
    }

    /**
     * Returns the error.
     *
     * @return predicted over measured, less 1 [%]
     */
    public double errorPercent() {
        return 100 * (predicted / measured - 1);
    }
}
