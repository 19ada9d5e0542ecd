// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * How GPUs are shared, what they draw and how batches take their time: fits to published measurements, from which the data
 * sets {@code gpu/*.csv} were made, and their errors. The measurements themselves are found by
 * {@link io.github.virgasim.validation.calibration.MeasurementFolder}.
 */
package io.github.virgasim.validation.sharing;
