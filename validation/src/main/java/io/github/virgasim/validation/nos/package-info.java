// SPDX-License-Identifier: GPL-3.0-or-later
/** Clients that share one GPU in closed loops, as nos publishes them. */
package io.github.virgasim.validation.nos;
