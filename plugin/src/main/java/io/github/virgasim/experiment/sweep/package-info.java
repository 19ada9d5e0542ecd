// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Sweeps: scenarios x parameters x policies x seeds, of any size. Each run is a pure function of a {@link
 * io.github.virgasim.experiment.sweep.SweepJob}, which can be sent anywhere, to a flat row.
 */
package io.github.virgasim.experiment.sweep;
