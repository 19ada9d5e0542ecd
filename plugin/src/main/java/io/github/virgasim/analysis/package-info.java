// SPDX-License-Identifier: GPL-3.0-or-later
/** Bounds and statistics over runs. */
package io.github.virgasim.analysis;
