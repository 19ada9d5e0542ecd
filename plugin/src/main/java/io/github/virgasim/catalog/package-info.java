// SPDX-License-Identifier: GPL-3.0-or-later
/** What can be served: inference tasks, networks, and their variants compiled for devices. */
package io.github.virgasim.catalog;
