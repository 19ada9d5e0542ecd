// SPDX-License-Identifier: GPL-3.0-or-later
/** Training jobs on a physical cluster in rounds, as Shockwave publishes them. */
package io.github.virgasim.validation.shockwave;
