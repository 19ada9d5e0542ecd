// SPDX-License-Identifier: GPL-3.0-or-later
/** Three studies to start from, each one class. */
package io.github.virgasim.examples.studies;
