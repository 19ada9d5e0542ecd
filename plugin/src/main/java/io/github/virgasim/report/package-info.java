// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is left of runs: summaries with confidence intervals, CSV files and text tables, figures, and the provenance of
 * all of them.
 */
package io.github.virgasim.report;
