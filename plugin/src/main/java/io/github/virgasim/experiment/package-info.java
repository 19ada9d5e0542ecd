// SPDX-License-Identifier: GPL-3.0-or-later
/** What all experiments have in common, whatever they run. */
package io.github.virgasim.experiment;
