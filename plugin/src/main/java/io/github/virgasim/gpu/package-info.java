// SPDX-License-Identifier: GPL-3.0-or-later
/** The physics of a device with a GPU, as pure values and functions. */
package io.github.virgasim.gpu;
