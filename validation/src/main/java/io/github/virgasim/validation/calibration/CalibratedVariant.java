// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

/**
 * What a model costs on a device, computed from measurements.
 *
 * @param model name of the model in the catalogue
 * @param device name of the device in the catalogue
 * @param fit time that a query occupies the device; its size unit is that of the model's task
 * @param overheadMs time of a query that does not occupy the device [ms]
 * @param measured true if the time at the reference size was measured on this device, false if it was derived
 */
public record CalibratedVariant(String model, String device, LatencyFit fit, double overheadMs, boolean measured) {}
