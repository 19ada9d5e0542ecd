// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Computes the figures of the shipped data sets from published measurements.
 *
 * <p>The measurements are not part of Virga. {@link io.github.virgasim.validation.calibration.MeasurementFolder} finds
 * them; the readers check every value and name file, line, column, value and rule when one is broken;
 * {@link io.github.virgasim.validation.calibration.CatalogCalibration}, {@link
 * io.github.virgasim.validation.calibration.DegradationMatrices} and {@link
 * io.github.virgasim.validation.calibration.JitterFit} compute what {@code catalog/variants.csv}, {@code
 * interference/ecsrl.csv} and {@code network/jitter-5g.csv} contain.
 *
 * <p>Times are in milliseconds, as in the sources and the files.
 */
package io.github.virgasim.validation.calibration;
