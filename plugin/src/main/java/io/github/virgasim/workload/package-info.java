// SPDX-License-Identifier: GPL-3.0-or-later
/** Who asks for what and when: stream classes, client arrivals, query processes. */
package io.github.virgasim.workload;
