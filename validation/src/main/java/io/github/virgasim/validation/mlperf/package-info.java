// SPDX-License-Identifier: GPL-3.0-or-later
/** Servers under Poisson load and throughputs, as MLPerf Inference publishes them. */
package io.github.virgasim.validation.mlperf;
