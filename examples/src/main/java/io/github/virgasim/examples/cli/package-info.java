// SPDX-License-Identifier: GPL-3.0-or-later
/** The command line of Virga. */
package io.github.virgasim.examples.cli;
