// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The report that a command leaves beside its results: one HTML file that needs nothing else. What it shows it takes from the
 * folder's own files, so that each command has a report, whatever it leaves; scripts and styles stand in files beside the classes.
 */
package io.github.virgasim.examples.html;
