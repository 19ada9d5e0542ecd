// SPDX-License-Identifier: GPL-3.0-or-later
/** Times of training steps by placement and batch, as Pollux publishes them. */
package io.github.virgasim.validation.pollux;
