// SPDX-License-Identifier: GPL-3.0-or-later
/** Times of detectors over input sizes, as trtutils publishes them. */
package io.github.virgasim.validation.trtutils;
