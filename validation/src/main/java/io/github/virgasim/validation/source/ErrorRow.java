// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

/**
 * A prediction beside its measurement.
 *
 * @param source the recording
 * @param quantity what was predicted, with its unit
 * @param cell the run, and the tenant
 * @param measured in the quantity's unit, above 0
 * @param predicted likewise
 * @param noisePercent standard error of the measurement itself [%]
 * @param inRange whether the model was measured there: batches that were profiled, loads up to 95 %
 * @param part fit, test, or apart for a recording that nothing was calibrated on
 */
public record ErrorRow(
        String source,
        String quantity,
        String cell,
        double measured,
        double predicted,
        double noisePercent,
        boolean inRange,
        String part) {
    /**
     * Returns the error.
     *
     * @return predicted over measured, less 1 [%]
     */
    public double errorPercent() {
        return 100 * (predicted / measured - 1);
    }
}
