// SPDX-License-Identifier: GPL-3.0-or-later
/** Arrivals of requests, as Azure publishes them. */
package io.github.virgasim.validation.azure;
