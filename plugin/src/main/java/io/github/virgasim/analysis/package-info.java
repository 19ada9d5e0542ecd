// SPDX-License-Identifier: GPL-3.0-or-later
/** What can be said without simulating: bounds on what can be served, and scenarios that cannot work as they stand. */
package io.github.virgasim.analysis;
