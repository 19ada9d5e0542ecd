// SPDX-License-Identifier: GPL-3.0-or-later
/** Runs the jobs of a sweep on Apache Spark; rows and files are those of {@code virga sweep}. */
package io.github.virgasim.spark;
