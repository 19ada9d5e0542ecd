// SPDX-License-Identifier: GPL-3.0-or-later
/** Benchmarks of speed and memory; the command {@code virga bench} runs them and shows the figures. */
package io.github.virgasim.examples.bench;
