// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A seeded fuzzer over all readers and the command line. The property {@code virga.fuzz.mutants} sets how many mutants are
 * made, {@code virga.fuzz.seed} which ones; what breaks a rule is left in {@code target/fuzz}.
 */
package io.github.virgasim.examples.fuzz;
