// SPDX-License-Identifier: GPL-3.0-or-later
/** Decides which variant on which worker serves a stream: what a policy sees, and the static policies of ASET. */
package io.github.virgasim.scheduling;
