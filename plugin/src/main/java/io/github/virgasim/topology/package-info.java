// SPDX-License-Identifier: GPL-3.0-or-later
/** Sites in tiers, their links and workers. */
package io.github.virgasim.topology;
