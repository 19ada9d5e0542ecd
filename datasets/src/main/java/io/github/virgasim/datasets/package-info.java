// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The small data sets of Virga as class-path resources.
 *
 * <p>Each file begins with {@code #} lines that give its content, units, sources and licences, followed by a CSV
 * header and rows. {@link io.github.virgasim.datasets.Datasets} opens them by name.
 */
package io.github.virgasim.datasets;
