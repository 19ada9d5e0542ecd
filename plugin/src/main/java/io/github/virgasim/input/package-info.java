// SPDX-License-Identifier: GPL-3.0-or-later
/** Checked input: CSV tables and YAML documents whose complaints name file, line, field, value and rule. */
package io.github.virgasim.input;
