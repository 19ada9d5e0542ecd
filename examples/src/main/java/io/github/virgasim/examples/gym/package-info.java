// SPDX-License-Identifier: GPL-3.0-or-later
/** Serves learning environments to another process in binary frames: {@link io.github.virgasim.examples.gym.GymServer}. */
package io.github.virgasim.examples.gym;
