// SPDX-License-Identifier: GPL-3.0-or-later
/** The serving engine: a private event calendar in which queries travel, wait, run and return. */
package io.github.virgasim.serving;
