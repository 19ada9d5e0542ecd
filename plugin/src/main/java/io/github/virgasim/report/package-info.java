// SPDX-License-Identifier: GPL-3.0-or-later
/** Result tables, figures and their provenance. */
package io.github.virgasim.report;
