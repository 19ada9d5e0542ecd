// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What all kinds of measurements have in common: parameters with intervals, predictions beside measurements, and tables of
 * their errors. Each kind has a package of its own that knows this one; {@link io.github.virgasim.validation.Sources} knows
 * them all.
 */
package io.github.virgasim.validation.source;
