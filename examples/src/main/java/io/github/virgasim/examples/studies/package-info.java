// SPDX-License-Identifier: GPL-3.0-or-later
/** Studies to start from, each one class, and each a page of the site. */
package io.github.virgasim.examples.studies;
